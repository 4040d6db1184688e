#include "check.hpp"

using namespace assay;
using namespace assay::solver_check;

namespace {

/// m so large that eta_k = 1 throughout.
std::string fsla(std::map<std::string, double> values) {
  values.insert({"m", 1e15});
  return text("fsla", values);
}

V direction(const Quadratic<double>& q, const V& x, const V& y, const V& v) {
  return q.K * y + q.P * x + q.q + q.B.transpose() * v; // J = -B'
}

/// The largest distance of the memory from h(x, y, v), over a run.
double lag(const Instance& at, const Quadratic<double>& q) {
  Oracle oracle(at, {});
  AnySolver it = solver(fsla({{"c", 0.1}}), at);
  it.start(oracle);
  double largest = 0;
  for (int k = 0; k < 60; ++k) {
    largest = std::max(largest, (*it.estimate() - direction(q, it.x(), *it.y(), *it.v())).norm());
    it.step(oracle);
  }
  return largest;
}

} // namespace

TEST_CASE("FSLA's limit is the minimiser, and v solves the linear system there") {
  for (const auto& q : {anisotropic(), one_dimensional(), isotropic()}) {
    const Instance at = instance(q);
    const std::string name = fsla({{"alpha", 0.05}, {"tau", 0.2}, {"gamma", 0.2}, {"c", 0.5}});
    CHECK((limit(name, at) - minimiser(q)).norm() < 1e-10);
    CHECK(system_error(name, q, at, 3000) < 1e-10);
  }
}

TEST_CASE("FSLA has no lag without noise, and has one with it") {
  const auto q = anisotropic();
  CHECK(lag(instance(q), q) < 1e-12);
  CHECK(lag(instance(q, {AdditiveNoise{.fx = 0.1}}), q) > 1e-3);
}

TEST_CASE("FSLA's steps are those written: y, then v at the new y, then d, then x") {
  const auto q = anisotropic();
  const Instance at = instance(q);
  V x = at.x0;
  V y = at.y0;
  V v = zeros<double>(3);
  for (int k = 0; k <= 5; ++k) {
    const double eta = 1 / std::sqrt(1 + k / 4.0);
    y -= 0.2 * eta * q.grad_y_g<double>(x, y);
    v -= 0.15 * eta * (q.A * v - (q.F * y + q.K.transpose() * x + q.h));
    const V d = direction(q, x, y, v); // exact corrections
    const Run made = run("fsla:alpha=0.1,tau=0.2,gamma=0.15,m=4,c=0.7", at, k);
    CHECK((made.y - y).norm() < 1e-13);
    CHECK((made.estimate - d).norm() < 1e-13);
    CHECK((made.x - x).norm() < 1e-13); // d's step belongs to the next iteration of the code
    x -= 0.1 * eta * d;
  }
}

TEST_CASE("FSLA counts one set of calls at first, then two of what it corrects") {
  const Instance at = instance(anisotropic());
  CHECK(run("fsla", at, 0).calls == calls(1, 1, 0, 1, 1, 1));
  CHECK(run("fsla", at, 5).calls == calls(11, 6, 0, 6, 6, 11));
  check_planned_calls("fsla");
}

TEST_CASE("FSLA evaluates the samples of grad_x f and JVP at two points, all others once") {
  const Instance at = instance(anisotropic(), {AdditiveNoise{.fx = 1, .gy = 1}});
  int twice = 0;
  for (const auto& [batch, kinds] : uses(run("fsla", at, 4).log)) {
    CHECK(kinds.size() == 1);
    const auto [kind, times] = *kinds.begin();
    const bool first = batch.second < (batch.first == Level::upper ? 2U : 3U);
    const bool corrected = !first && (kind == Call::fx || kind == Call::jvp);
    CHECK(times == (corrected ? 2 : 1));
    twice += corrected ? 1 : 0;
  }
  CHECK(twice == 4 * 2);
}

TEST_CASE("FSLA's steps end at order eps^2 after eps^-4 iterations: the recollected powers") {
  const SolverInfo info = find_solver("fsla");
  Facts facts = noisy_facts();
  const auto last = [](const Plan& plan) {
    return 1 / std::sqrt(1 + plan.steps / plan.values.at("m"));
  };
  const auto plans = two_plans(info, facts);
  CHECK(plans.fine.steps / plans.coarse.steps == Approx(1e4).epsilon(1e-3));
  CHECK(last(plans.coarse) / last(plans.fine) == Approx(1e2).epsilon(1e-3));
  for (const char* step : {"alpha", "tau", "gamma"}) { // over eta_k
    CHECK(plans.falls(step) == 1);
  }
  CHECK(info.predict(facts, {}).exponents.at("sfo") == 4);
  facts.mean_squared_smooth = false;
  const Prediction silent = info.predict(facts, {});
  CHECK((silent.applicable && silent.exponents.empty() && !silent.reason.empty()));
}

TEST_CASE("FSLA's memory must forget like eta: what forgets like its square drowns in y's noise") {
  // Derived: the noise of y's steps, tau eta sigma each, adds up over the memory's 1/a steps. With
  // correlated noise of the differences, a = eta^2 would keep a variance of order one. Here the
  // differences' noise is that of JVP through ||v||, the same in every sample.
  const auto q = anisotropic();
  Instance at = instance(q, {AdditiveNoise{.fy = 3, .jvp = 3}});
  const auto variance = [&](double eta, double a) {
    // eta_k = eta: m = 1e15 and steps multiplied out.
    Oracle oracle(at, {.seed = 5});
    AnySolver it = solver(fsla({{"alpha", 1e-15}, {"tau", eta}, {"gamma", eta}, {"c", a}}), at);
    it.start(oracle);
    double squares = 0;
    constexpr int burn = 4000;
    constexpr int kept = 40000;
    for (int k = 0; k < burn + kept; ++k) {
      it.step(oracle);
      const double away = (*it.estimate() - direction(q, it.x(), *it.y(), *it.v())).squaredNorm();
      squares += k < burn ? 0 : away / kept;
    }
    return squares;
  };
  // Four times smaller steps: with a = eta the error falls by about four, with a = eta^2 it stays.
  CHECK(variance(0.2, 0.2) / variance(0.05, 0.05) > 2.5);
  CHECK(variance(0.2, 0.2 * 0.2) / variance(0.05, 0.05 * 0.05) < 2);
}
