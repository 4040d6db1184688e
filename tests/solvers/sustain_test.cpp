#include "check.hpp"

using namespace assay;
using namespace assay::solver_check;

namespace {

/// w so large that steps do not fall.
const std::map<std::string, double> fixed_steps = {{"w", 1e15}, {"eta", 0.2}};

std::string sustain(const std::string& estimate, std::map<std::string, double> values) {
  values.insert(fixed_steps.begin(), fixed_steps.end());
  return text("sustain", values) + ",estimate=" + estimate;
}

/// The largest distance of STORM's memory from the plain estimate at its point, over a run.
double lag(const Instance& at, const Quadratic<double>& q) {
  Oracle oracle(at, {});
  AnySolver it = solver(
      sustain("sum", {{"b", 7}, {"alpha", 0.01}, {"beta", 0.1}, {"c_f", 1e3}, {"c_g", 1e3}}), at);
  it.start(oracle);
  double largest = 0;
  for (int k = 0; k < 60; ++k) {
    const V plain = neumann_estimate(q, it.x(), *it.y(), 0.2, 6);
    it.step(oracle);
    largest = std::max(largest, (*it.estimate() - plain).norm());
  }
  return largest;
}

} // namespace

TEST_CASE("SUSTAIN's limit with the whole sum tends to the minimiser like (1 - eta mu)^b") {
  for (const auto& q : {anisotropic(), one_dimensional(), isotropic()}) {
    const Instance at = instance(q);
    const double decay = 1 - 0.2 * at.facts.mu;
    std::vector<double> log_step;
    std::vector<double> error;
    for (int terms = 2; terms <= 46; terms += 4) {
      log_step.push_back(terms * std::log(decay));
      const V x = limit(sustain("sum", {{"b", terms}, {"alpha", 0.05}, {"beta", 0.2}}), at);
      error.push_back((x - minimiser(q)).norm());
    }
    const Slope found = slope(log_step, error);
    INFO(found);
    CHECK(found.is(1));
  }
}

TEST_CASE("SUSTAIN's first direction has the Neumann sum as its mean over the random term") {
  const auto q = anisotropic();
  const Instance at = instance(q);
  constexpr int b = 6;
  std::map<Count, V> by_depth;
  std::map<Count, int> seen;
  constexpr int draws = 6000;
  for (std::uint32_t trial = 0; trial < draws; ++trial) {
    const Run one = run(sustain("term", {{"b", b}}), at, 1, {.trial = trial});
    ++seen[one.calls[Call::hvp]];
    by_depth[one.calls[Call::hvp]] = one.estimate;
  }
  REQUIRE(by_depth.size() == b); // p = 0 among them
  V mean = zeros<double>(q.dx());
  for (const auto& [depth, estimate] : by_depth) {
    // Hoeffding: a share of 6000 draws misses by 0.04 with probability 2 exp(-2 n .04^2) = 1e-8.
    CHECK(std::abs(seen[depth] / double{draws} - 1.0 / b) < 0.04);
    mean += estimate / b;
  }
  CHECK((mean - neumann_estimate(q, at.x0, at.y0, 0.2, b - 1)).norm() < 1e-12);
  CHECK((mean - neumann_estimate(q, at.x0, at.y0, 0.2, b)).norm() > 1e-6);
}

TEST_CASE("SUSTAIN's whole sum has no lag without noise, and has one with it") {
  const auto q = anisotropic();
  CHECK(lag(instance(q), q) < 1e-12);
  CHECK(lag(instance(q, {AdditiveNoise{.fx = 0.1}}), q) > 1e-3);
}

TEST_CASE("SUSTAIN moves x and y at once, from the plain estimates at the start") {
  const auto q = anisotropic();
  const Instance at = instance(q);
  const Run one = run(sustain("sum", {{"b", 4}, {"alpha", 0.1}, {"beta", 0.2}}), at, 1);
  CHECK((one.estimate - neumann_estimate(q, at.x0, at.y0, 0.2, 3)).norm() < 1e-13);
  CHECK((one.x - (at.x0 - 0.1 * one.estimate)).norm() < 1e-13);
  CHECK((one.y - (at.y0 - 0.2 * q.grad_y_g<double>(at.x0, at.y0))).norm() < 1e-13);
}

TEST_CASE("SUSTAIN's steps fall like (w + k)^(-1/3)") {
  const Instance at = instance(anisotropic());
  const std::string name = "sustain:estimate=sum,b=5,w=3,alpha=0.01,beta=0.1";
  V before = run(name, at, 11).x;
  const Run after = run(name, at, 12);
  const double step = (after.x - before).norm() / after.estimate.norm();
  CHECK(step == Approx(0.01 * std::cbrt(3.0 / 14)).epsilon(1e-10));
}

TEST_CASE("SUSTAIN counts one set of calls at first, two in every iteration after") {
  const Instance at = instance(anisotropic());
  CHECK(run(sustain("sum", {{"b", 5}}), at, 0).calls == calls(0, 0, 0, 0, 0, 0));
  CHECK(run(sustain("sum", {{"b", 5}}), at, 1).calls == calls(1, 1, 0, 1, 4, 1));
  CHECK(run(sustain("sum", {{"b", 5}}), at, 6).calls == calls(11, 11, 0, 11, 11 * 4, 11));
}

TEST_CASE("SUSTAIN evaluates every sample, the random depth too, at two points") {
  const Instance at = instance(anisotropic(), {AdditiveNoise{.fx = 1, .gy = 1}});
  for (const char* estimate : {"term", "sum"}) {
    Count first = 0;
    {
      const Run one = run(sustain(estimate, {{"b", 6}}), at, 1);
      first = one.calls[Call::hvp];
    }
    const Run nine = run(sustain(estimate, {{"b", 6}}), at, 9);
    int once = 0;
    for (const auto& [batch, kinds] : uses(nine.log)) {
      for (const auto& [kind, times] : kinds) {
        CHECK((times == 1 || times == 2));
        once += times == 1 ? 1 : 0;
      }
      CHECK(kinds.size() == (batch.first == Level::upper ? 2U : 1U)); // fx and fy share theirs
    }
    CHECK(once == 4 + static_cast<int>(first)); // those of k = 0
    CHECK((nine.calls[Call::hvp] - first) % 2 == 0);
  }
}

TEST_CASE("SUSTAIN's random term is noise, and costs eps^-3 where the sum costs eps^-2") {
  const SolverInfo info = find_solver("sustain");
  const auto sfo = [&](const Facts& facts, const std::string& text) {
    return info.predict(facts, parse_selected(text).parameters).exponents.at("sfo");
  };
  const Facts quiet = instance(anisotropic()).facts;
  CHECK(sfo(quiet, "sustain") == 3);
  CHECK(sfo(quiet, "sustain:estimate=sum") == 2);
  CHECK(sfo(instance(isotropic()).facts, "sustain") == 2); // one term, nothing to draw
  Facts noisy = instance(anisotropic(), {AdditiveNoise{.fx = 1}}).facts;
  CHECK(sfo(noisy, "sustain:estimate=sum") == 3);
  noisy.mean_squared_smooth = false;
  CHECK(info.predict(noisy, {}).exponents.empty());
  CHECK_FALSE(info.predict(noisy, {}).reason.empty());
}

TEST_CASE("SUSTAIN's plan counts an iteration's calls") {
  const std::string name = "sustain:estimate=sum,b=5";
  const Instance at = instance(anisotropic());
  const Plan plan = find_solver("sustain").plan(at.facts, parse_selected(name).parameters);
  const Count calls = run(name, at, 11).calls.total() - run(name, at, 1).calls.total();
  CHECK(static_cast<double>(calls) == 10 * plan.calls_per_step);
}
