#include "check.hpp"

using namespace assay;
using namespace assay::solver_check;

TEST_CASE("BSA's estimate has the Neumann sum as its mean over its random depth") {
  const auto q = anisotropic();
  const Instance at = instance(q);
  constexpr int b = 6;
  std::vector<V> by_depth(b);
  std::vector<int> seen(b, 0);
  constexpr int draws = 6000;
  for (std::uint32_t trial = 0; trial < draws; ++trial) {
    const Run one = run("bsa:b=6,eta=0.2,t=50", at, 1, {.trial = trial});
    const auto p = static_cast<std::size_t>(one.calls[Call::hvp]);
    REQUIRE(p < b);
    ++seen[p];
    by_depth[p] = one.estimate;
  }
  V mean = zeros<double>(q.dx());
  for (std::size_t p = 0; p < b; ++p) {
    // Hoeffding: a share of 6000 draws misses by 0.04 with probability 2 exp(-2 n .04^2) = 1e-8.
    CHECK(std::abs(seen[p] / double{draws} - 1.0 / b) < 0.04);
    mean += by_depth[p] / b;
  }
  const V y = run("bsa:b=6,eta=0.2,t=50", at, 1).y;
  CHECK((mean - neumann_estimate(q, at.x0, y, 0.2, b - 1)).norm() < 1e-12);
  CHECK((mean - neumann_estimate(q, at.x0, y, 0.2, b)).norm() > 1e-6);
}

TEST_CASE("BSA's mean limit tends to the minimiser like (1 - eta mu)^b") {
  // The estimate is affine in x: where its mean over the depth vanishes follows from dx + 1 points.
  const Slope found = order_in_random_terms("bsa", "b");
  INFO(found);
  CHECK(found.is(1));
}

TEST_CASE("BSA with b = 1 is not random, and ends where its one-term series says") {
  const auto q = isotropic(); // A = 2 I: one term with eta = 1/2 is H^-1 itself
  const Instance at = instance(q);
  CHECK((limit("bsa:b=1,eta=0.5,alpha=0.2,t=300", at) - minimiser(q)).norm() < 1e-12);
  CHECK((limit("bsa:b=1,eta=0.4,alpha=0.2,t=300", at) - minimiser(q)).norm() > 1e-3);
}

TEST_CASE("BSA's steps carry the logarithm of its terms, in every counter, unless b is given") {
  Facts facts = instance(anisotropic()).facts;
  facts.sigma_gy = 1;
  const SolverInfo info = find_solver("bsa");
  const auto growth = [&](const Parameters& parameters, const std::string& value) {
    const auto at = [&](double epsilon) {
      facts.epsilon = epsilon;
      const Plan plan = info.plan(facts, parameters);
      return value == "b" ? plan.values.at("b") : plan.steps * std::pow(epsilon, 4);
    };
    return at(1e-6) / at(1e-2);
  };
  const double terms = growth({}, "b");
  REQUIRE(terms > 1.5);
  CHECK(growth({}, "steps") == Approx(terms).epsilon(0.05));
  CHECK(info.predict(facts, {}).has_log);
  CHECK(info.predict(facts, {}).log_free.empty());
  const Parameters four = parse_selected("bsa:b=4").parameters;
  CHECK(growth(four, "steps") == Approx(1).epsilon(1e-3));
  CHECK_FALSE(info.predict(facts, four).has_log);
}

TEST_CASE("BSA counts t_k inner calls, growing like the root of k, and p products") {
  const Instance at = instance(anisotropic());
  const Run nine = run("bsa:t=2,b=4", at, 9);
  Count inner = 0;
  for (int k = 0; k < 9; ++k) {
    inner += static_cast<Count>(std::ceil(2 * std::sqrt(k + 1.0) - 1e-9));
  }
  Count products = 0;
  for (const LoggedCall& call : nine.log) {
    products += call.kind == Call::hvp ? 1U : 0U;
  }
  CHECK(nine.calls == calls(9, 9, 0, inner, products, 9));
  CHECK(products <= Count{9 * 3});
  CHECK_FALSE(run("bsa:t=2.2,b=4", at, 9).calls[Call::gy] == inner);
}

TEST_CASE("BSA's inner loop by its law is the loop step by step") {
  // Without noise exactly; with it in distribution (oracles/decreasing_law_test.cpp).
  const Instance at = instance(anisotropic());
  const Run law = run("bsa:t=20,b=1", at, 4);
  const Run steps = run("bsa:t=20,b=1", at, 4, {.execution = Execution::steps});
  CHECK(law.calls == steps.calls);
  CHECK((law.x - steps.x).norm() < 1e-13);
}

TEST_CASE("BSA's factors, cross derivative and inner steps use samples of their own") {
  const Instance at = instance(anisotropic(), {AdditiveNoise{.gy = 1, .hvp = .1, .jvp = .1}});
  const Run some = run("bsa:t=3,b=5", at, 6, {.execution = Execution::steps});
  const Batches seen = check_fresh_samples(some.log);
  CHECK(seen.upper == 6);
  CHECK(seen.lower > 6 * 4);
}
