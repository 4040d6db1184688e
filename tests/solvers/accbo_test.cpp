#include "check.hpp"

using namespace assay;
using namespace assay::solver_check;

namespace {

std::string accbo(std::map<std::string, double> values, const std::string& option = "I") {
  values.insert({"eta_v", 0.2});
  return text("accbo", values) + ",option=" + option;
}

/// The largest distance of the memory from the plain estimate at (x, yhat), over a run.
double lag(const Instance& at, const Quadratic<double>& q, const std::string& option) {
  Oracle oracle(at, {});
  AnySolver it = solver(accbo({{"Q", 6}, {"eta", 0.05}, {"beta", 0.9}}, option), at);
  it.start(oracle);
  double largest = 0;
  for (int k = 0; k < 60; ++k) {
    largest =
        std::max(largest, (*it.estimate() - neumann_estimate(q, it.x(), *it.y(), 0.2, 6)).norm());
    it.step(oracle);
  }
  return largest;
}

/// y and yhat under the accelerated step and its average, one direction of curvature h.
struct Accelerated {
  double alpha, gamma, tau;
  double y = 0, before = 0, averaged = 0;
  void step(double h, double solution, double noise) {
    const double z = y + gamma * (y - before);
    before = y;
    y = z - alpha * (h * (z - solution) + noise);
    averaged += tau * (y - averaged);
  }
};

Accelerated at_rate(double mu, double alpha) {
  const double rate = std::sqrt(mu * alpha);
  return {.alpha = alpha, .gamma = (1 - rate) / (1 + rate), .tau = rate};
}

} // namespace

TEST_CASE("AccBO's direction vanishes at the minimiser, short by (1 - eta mu)^(Q+1)") {
  for (const auto& q : {anisotropic(), one_dimensional(), isotropic()}) {
    const double decay = 1 - 0.2 * instance(q).facts.mu;
    std::vector<double> log_step;
    std::vector<double> error;
    for (int depth = 1; depth <= 29; depth += 3) {
      log_step.push_back((depth + 1) * std::log(decay));
      // Steps of 1e-13 leave x where it is.
      const V zero = zero_of_direction(accbo({{"Q", depth}, {"eta", 1e-13}}), q);
      error.push_back((zero - minimiser(q)).norm());
    }
    const Slope found = slope(log_step, error);
    INFO(found);
    CHECK(found.is(1));
  }
}

TEST_CASE("AccBO ends within the length of its steps of the minimiser") {
  const auto q = anisotropic();
  for (const char* option : {"I", "II"}) {
    for (const double eta : {1e-2, 1e-3, 1e-4}) {
      const Instance at = instance(q);
      const Run made = run(accbo({{"eta", eta}, {"Q", 80}}, option), at, static_cast<int>(3 / eta));
      INFO(option << ", " << eta);
      CHECK((made.x - minimiser(q)).norm() < 20 * eta);
    }
  }
}

TEST_CASE("AccBO has no lag without noise, and has one with it") {
  const auto q = anisotropic();
  for (const char* option : {"I", "II"}) {
    CHECK(lag(instance(q), q, option) < 1e-12);
    CHECK(lag(instance(q, {AdditiveNoise{.fx = 0.1}}), q, option) > 1e-3);
  }
}

TEST_CASE("AccBO warms y up, takes one accelerated step, and starts from the plain estimate") {
  const auto q = anisotropic();
  const Instance at = instance(q);
  const std::string name =
      accbo({{"Q", 3}, {"T0", 2}, {"alpha", 0.2}, {"gamma", 0.5}, {"tau", 0.25}, {"eta", 0.01}});
  const double warm = 1 / at.facts.lower_curvature;
  V y = at.y0;
  for (int t = 0; t < 2; ++t) {
    y -= warm * q.grad_y_g<double>(at.x0, y);
  }
  const V first = y - 0.2 * q.grad_y_g<double>(at.x0, y);
  const V averaged = 0.75 * y + 0.25 * first;
  const Run none = run(name, at, 0);
  CHECK((none.y - averaged).norm() < 1e-13);
  CHECK((none.estimate - neumann_estimate(q, at.x0, averaged, 0.2, 3)).norm() < 1e-13);
  const Run one = run(name, at, 1);
  CHECK((one.x - (at.x0 - 0.01 / none.estimate.norm() * none.estimate)).norm() < 1e-13);
  const V ahead = first + 0.5 * (first - y);
  const V second = ahead - 0.2 * q.grad_y_g<double>(one.x, ahead);
  CHECK((one.y - (0.75 * averaged + 0.25 * second)).norm() < 1e-13);
}

TEST_CASE("AccBO's lower level lags by at most 2/rate and its average by 1/tau more") {
  // Derived, not read: y* moves by 1 in every step, in any directions.
  for (const double h : {1.0, 1.3, 3.0, 10.0, 60.0}) {
    Accelerated lower = at_rate(1, 1e-3);
    const double rate = lower.tau;
    double solution = 0;
    double lag = 0;
    double averaged = 0;
    for (int t = 0; t < 4000; ++t) {
      solution += t / 700 % 2 == 0 ? 1 : -1;
      lower.step(h, solution, 0);
      lag = std::max(lag, std::abs(lower.y - solution));
      averaged = std::max(averaged, std::abs(lower.averaged - solution));
    }
    INFO("h = " << h);
    CHECK(lag <= 2 / rate);
    CHECK(averaged <= 3 / rate);
    CHECK((h > 1 || lag > 1.9 / rate)); // reached
  }
}

TEST_CASE("AccBO's lower level ends at the variance its schedule says, sqrt(alpha) mu^(-3/2)") {
  // The response of y to one unit of noise, its squares summed: exact to 1e-12.
  for (const double alpha : {1e-2, 1e-4}) {
    for (const double h : {1.0, 2.0, 50.0}) {
      Accelerated lower = at_rate(1, alpha);
      lower.step(h, 0, 1);
      double squares = 0;
      for (int t = 0; t < 40 / lower.tau; ++t) {
        squares += lower.y * lower.y;
        lower.step(h, 0, 0);
      }
      const double c = (1 - alpha * h) * lower.gamma;
      const double exact = alpha * (1 + c) / (h * (1 - c) * (2 - alpha * h + 2 * c));
      CHECK(squares == Approx(exact).epsilon(1e-10));
      CHECK(squares <= std::sqrt(alpha));
    }
  }
}

TEST_CASE("AccBO's periods leave a quarter of what y* moved") {
  for (const double alpha : {0.3, 1e-2, 1e-4}) {
    for (const double h : {1.0, 1.5, 3.0}) {
      Accelerated lower = at_rate(1, alpha);
      lower.y = lower.before = 1;
      const double steps = std::ceil(4 * std::log(2.0) / lower.tau);
      for (double n = 0; n < steps; ++n) {
        lower.step(h, 0, 0);
      }
      CHECK(std::abs(lower.y) <= 0.25);
    }
  }
}

TEST_CASE("AccBO counts a warm start, one set of calls, and two in every iteration") {
  const Instance at = instance(anisotropic());
  const std::map<std::string, double> values{{"Q", 4}, {"T0", 7}, {"I", 3}, {"N", 5}};
  CHECK(run(accbo(values), at, 0).calls == calls(1, 1, 0, 7 + 1, 4, 1));
  CHECK(run(accbo(values), at, 5).calls == calls(11, 11, 0, 7 + 6, 11 * 4, 11));
  // y is updated in iterations 0, 3, 6, ...
  CHECK(run(accbo(values, "II"), at, 0).calls == calls(1, 1, 0, 7 + 5, 4, 1));
  CHECK(run(accbo(values, "II"), at, 5).calls == calls(11, 11, 0, 7 + 10, 11 * 4, 11));
  CHECK(run(accbo(values, "II"), at, 6).calls == calls(13, 13, 0, 7 + 15, 13 * 4, 13));
}

TEST_CASE("AccBO evaluates every sample of the memory at two points, those of y at one") {
  const Instance at = instance(anisotropic(), {AdditiveNoise{.fx = 1, .gy = 1}});
  int twice = 0;
  for (const auto& [batch, kinds] : uses(run(accbo({{"Q", 2}, {"T0", 1}}), at, 4).log)) {
    CHECK(kinds.size() == (batch.first == Level::upper ? 2U : 1U)); // fx and fy share theirs
    for (const auto& [kind, times] : kinds) {
      CHECK((kind == Call::gy ? times == 1 : times <= 2));
      twice += times == 2 ? 1 : 0;
    }
  }
  CHECK(twice == 4 * (2 + 1 + 2));
}

TEST_CASE("AccBO's schedule costs eps^-3 where the variance of grad_y g is O(eps), else eps^-4") {
  const auto steps = [](double epsilon, double variance) {
    Instance at = instance(anisotropic(), {AdditiveNoise{.fx = 1, .fy = 1, .gy = 1}});
    at.facts.epsilon = epsilon;
    at.facts.sigma_gy = std::sqrt(variance);
    return find_solver("accbo").plan(at.facts, {}).steps;
  };
  // Between eps and eps/16, both so small that every bound is its power of eps.
  CHECK(std::log(steps(1e-5, 1e-5) / steps(16e-5, 16e-5)) / std::log(16) == Approx(3).epsilon(.01));
  CHECK(std::log(steps(1e-5, 1) / steps(16e-5, 1)) / std::log(16) == Approx(4).epsilon(.01));
}

TEST_CASE("AccBO predicts eps^-3 only of a lower level declared to be quiet") {
  const SolverInfo info = find_solver("accbo");
  const auto sfo = [&](const Facts& facts, const std::string& text) {
    return info.predict(facts, parse_selected(text).parameters).exponents.at("sfo");
  };
  Facts facts = instance(anisotropic(), {AdditiveNoise{.fx = 1, .gy = 1}}).facts;
  CHECK(sfo(facts, "accbo") == 4);
  CHECK(sfo(facts, "accbo:variance=eps") == 3);
  CHECK(sfo(instance(anisotropic(), {AdditiveNoise{.fx = 1}}).facts, "accbo") == 3);
  CHECK(sfo(instance(anisotropic()).facts, "accbo") == 2);
  facts.mean_squared_smooth = false;
  CHECK(info.predict(facts, {}).exponents.empty());
}

TEST_CASE("AccBO's plan counts an iteration's calls") {
  check_planned_calls("accbo:Q=4");
  check_planned_calls("accbo:Q=4,option=II,I=5,N=3");
}
