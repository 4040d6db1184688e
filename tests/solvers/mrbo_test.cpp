#include "check.hpp"

using namespace assay;
using namespace assay::solver_check;

namespace {

/// m so large that eta_k = 1 throughout.
const std::map<std::string, double> fixed_steps = {{"m", 1e15}, {"d", 1e5}, {"eta_v", 0.2}};

std::string mrbo(std::map<std::string, double> values) {
  values.insert(fixed_steps.begin(), fixed_steps.end());
  return text("mrbo", values);
}

/// The largest distance of STORM's memory from the plain estimate at its point, over a run.
double lag(const Instance& at, const Quadratic<double>& q) {
  const std::string name = mrbo({{"Q", 6}, {"c1", 0.1}, {"c2", 0.1}});
  Oracle oracle(at, {});
  AnySolver it = solver(name, at);
  it.start(oracle);
  double largest = 0;
  for (int k = 0; k < 60; ++k) {
    largest =
        std::max(largest, (*it.estimate() - neumann_estimate(q, it.x(), *it.y(), 0.2, 6)).norm());
    it.step(oracle);
  }
  return largest;
}

} // namespace

TEST_CASE("MRBO's limit tends to the minimiser like (1 - eta mu)^(Q+1)") {
  for (const auto& q : {anisotropic(), one_dimensional(), isotropic()}) {
    const Instance at = instance(q);
    const Slope found = order_in_terms(q, 2, 4, [&](int terms) {
      return limit(mrbo({{"Q", terms - 1}, {"gamma", 0.05}, {"lambda", 0.2}}), at);
    });
    INFO(found);
    CHECK(found.is(1));
  }
}

TEST_CASE("MRBO has no lag without noise, and has one with it") {
  const auto q = anisotropic();
  CHECK(lag(instance(q), q) < 1e-12);
  CHECK(lag(instance(q, {AdditiveNoise{.fx = 0.1}}), q) > 1e-3);
}

TEST_CASE("MRBO's first direction is the plain estimate at the start") {
  const auto q = anisotropic();
  const Instance at = instance(q);
  const Run none = run(mrbo({{"Q", 3}}), at, 0);
  CHECK((none.estimate - neumann_estimate(q, at.x0, at.y0, 0.2, 3)).norm() < 1e-13);
  const Run one = run(mrbo({{"Q", 3}, {"gamma", 0.1}, {"lambda", 0.2}}), at, 1);
  CHECK((one.x - (at.x0 - 0.1 * none.estimate)).norm() < 1e-13);
  CHECK((one.y - (at.y0 - 0.2 * q.grad_y_g<double>(at.x0, at.y0))).norm() < 1e-13);
}

TEST_CASE("MRBO counts one set of calls at first, two in every iteration") {
  const Instance at = instance(anisotropic());
  CHECK(run(mrbo({{"Q", 4}}), at, 0).calls == calls(1, 1, 0, 1, 4, 1));
  CHECK(run(mrbo({{"Q", 4}}), at, 5).calls == calls(11, 11, 0, 11, 11 * 4, 11));
  CHECK_FALSE(run(mrbo({{"Q", 5}}), at, 5).calls == calls(11, 11, 0, 11, 11 * 4, 11));
}

TEST_CASE("MRBO evaluates every sample at two points, but the first ones") {
  const Instance at = instance(anisotropic(), {AdditiveNoise{.fx = 1, .gy = 1}});
  int twice = 0;
  for (const auto& [batch, kinds] : uses(run(mrbo({{"Q", 2}}), at, 4).log)) {
    const bool first = batch.second < (batch.first == Level::upper ? 1U : 4U);
    for (const auto& [kind, times] : kinds) {
      CHECK(times == (first ? 1 : 2));
      twice += times == 2 ? 1 : 0;
    }
    CHECK(kinds.size() == (batch.first == Level::upper ? 2U : 1U)); // fx and fy share theirs
  }
  CHECK(twice == 4 * (2 + 1 + 2 + 1));
}

TEST_CASE("MRBO and VRBO predict nothing where noise is not mean-squared smooth") {
  for (const char* name : {"mrbo", "vrbo"}) {
    Facts facts = instance(anisotropic(), {AdditiveNoise{.fx = 1}}).facts;
    CHECK(find_solver(name).predict(facts, {}).exponents.at("sfo") == 3);
    facts.mean_squared_smooth = false;
    const Prediction silent = find_solver(name).predict(facts, {});
    CHECK(silent.applicable);
    CHECK(silent.exponents.empty());
    CHECK_FALSE(silent.reason.empty());
  }
}

TEST_CASE("MRBO's plan counts an iteration's calls") { check_planned_calls("mrbo:Q=4"); }
