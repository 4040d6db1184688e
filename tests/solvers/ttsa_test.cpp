#include "check.hpp"

using namespace assay;
using namespace assay::solver_check;

TEST_CASE("TTSA's estimate has the Neumann sum at the new y as its mean over its random depth") {
  const auto q = anisotropic();
  const Instance at = instance(q);
  const V y = at.y0 - 0.3 * q.grad_y_g<double>(at.x0, at.y0);
  const V mean = mean_over_depths("ttsa:b=6,eta=0.2,beta=0.3", at, 6);
  CHECK((run("ttsa:b=6,eta=0.2,beta=0.3", at, 1).y - y).norm() < 1e-14);
  CHECK((mean - neumann_estimate(q, at.x0, y, 0.2, 5)).norm() < 1e-12);
  CHECK((mean - neumann_estimate(q, at.x0, at.y0, 0.2, 5)).norm() > 1e-3); // not the old y
}

TEST_CASE("TTSA draws its depth evenly from 0 to b - 1, one in every iteration") {
  std::vector<int> seen(5, 0);
  constexpr int draws = 5000;
  for (const LoggedCall& call : run("ttsa:b=5", instance(anisotropic()), draws).log) {
    // grad_y f, then p products, then grad_x f: the depth is what stands between them.
    static int depth = 0;
    depth = call.kind == Call::fy ? 0 : call.kind == Call::hvp ? depth + 1 : depth;
    if (call.kind == Call::fx) {
      ++seen.at(static_cast<std::size_t>(depth));
    }
  }
  for (const int times : seen) {
    // Hoeffding: a share of 5000 draws misses by 0.04 with probability 2 exp(-2 n .04^2) = 2e-7.
    CHECK(std::abs(times / double{draws} - 0.2) < 0.04);
  }
}

TEST_CASE("TTSA's mean limit tends to the minimiser like (1 - eta mu)^b") {
  const Slope found = order_in_random_terms("ttsa", "b");
  INFO(found);
  CHECK(found.is(1));
}

TEST_CASE("TTSA with b = 1 is not random, and ends where its one-term series says") {
  const auto q = isotropic(); // A = 2 I: one term with eta = 1/2 is H^-1 itself
  const Instance at = instance(q);
  CHECK((limit("ttsa:b=1,eta=0.5,alpha=0.1,beta=0.3", at) - minimiser(q)).norm() < 1e-11);
  CHECK((limit("ttsa:b=1,eta=0.4,alpha=0.1,beta=0.3", at) - minimiser(q)).norm() > 1e-3);
}

TEST_CASE("TTSA counts one call of each gradient and p products") {
  const Run nine = run("ttsa:b=4", instance(anisotropic()), 9);
  const Count products = nine.calls[Call::hvp];
  CHECK(nine.calls == calls(9, 9, 0, 9, products, 9));
  CHECK((products > 0 && products <= Count{9 * 3}));
  check_planned_calls("ttsa:b=1");
  CHECK(find_solver("ttsa")
            .plan(instance(anisotropic()).facts, parse_selected("ttsa:b=7").parameters)
            .calls_per_step == 4 + 3);
}

TEST_CASE("TTSA's inner step, cross derivative and factors use samples of their own") {
  const Instance at = instance(anisotropic(), {AdditiveNoise{.gy = 1, .hvp = .1, .jvp = .1}});
  const Batches seen = check_fresh_samples(run("ttsa:b=5", at, 6).log);
  CHECK(seen.upper == 6);
  CHECK(seen.lower > 12);
}

TEST_CASE("TTSA's steps are K^(-2/5) and K^(-3/5): eps^2, eps^3 in eps^-5 iterations") {
  const SolverInfo info = find_solver("ttsa");
  const Parameters fixed = parse_selected("ttsa:b=8").parameters; // the terms' logarithm aside
  Facts facts = noisy_facts();
  const auto plans = two_plans(info, facts, fixed);
  CHECK(plans.falls("beta") == Approx(1e2).epsilon(1e-6));
  CHECK(plans.falls("alpha") == Approx(1e3).epsilon(1e-6));
  CHECK(plans.fine.steps / plans.coarse.steps == Approx(1e5).epsilon(0.01));
  CHECK(info.predict(facts, {}).exponents.at("n_gy") == 5);
  CHECK(info.predict(instance(anisotropic()).facts, {}).exponents.at("n_gy") == 4); // random still
  CHECK(info.predict(instance(anisotropic()).facts, parse_selected("ttsa:b=1").parameters)
            .exponents.at("n_gy") == 2);
}
