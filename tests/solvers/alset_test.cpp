#include "check.hpp"

using namespace assay;
using namespace assay::solver_check;

TEST_CASE("ALSET's estimate has the Neumann sum as its mean, and not the printed one") {
  const auto q = anisotropic();
  const Instance at = instance(q);
  const std::string name = "alset:N=6,eta=0.2,T=50,beta=0.3";
  const V mean = mean_over_depths(name, at, 6); // 0, ..., 5 products
  const V y = run(name, at, 1).y;
  CHECK((mean - neumann_estimate(q, at.x0, y, 0.2, 5)).norm() < 1e-12);
  // As printed, N' in {1, ..., N}: the mean of the sum from q = 1 to N.
  const V pull = q.F * y + q.K.transpose() * at.x0 + q.h;
  const V first_term = q.B.transpose() * (0.2 * pull);
  const V printed = neumann_estimate(q, at.x0, y, 0.2, 6) - first_term;
  CHECK((mean - printed).norm() > 0.05);
}

TEST_CASE("ALSET's mean limit tends to the minimiser like (1 - eta mu)^N") {
  const Slope found = order_in_random_terms("alset", "N");
  INFO(found);
  CHECK(found.is(1));
}

TEST_CASE("ALSET with N = 1 is exact where H = I/eta, where the printed N' makes the term zero") {
  const auto q = isotropic(); // A = 2 I
  const Instance at = instance(q);
  CHECK((limit("alset:N=1,eta=0.5,alpha=0.1,T=3,beta=0.3", at) - minimiser(q)).norm() < 1e-11);
  CHECK((limit("alset:N=1,eta=0.4,alpha=0.1,T=3,beta=0.3", at) - minimiser(q)).norm() > 1e-3);
  CHECK(run("alset", at, 5).calls[Call::hvp] == 0);
}

TEST_CASE("ALSET counts T inner calls and N' products") {
  const Run nine = run("alset:T=4,N=4", instance(anisotropic()), 9);
  const Count products = nine.calls[Call::hvp];
  CHECK(nine.calls == calls(9, 9, 0, 36, products, 9));
  CHECK((products > 0 && products <= Count{9 * 3}));
  check_planned_calls("alset:T=3,N=1");
  CHECK(find_solver("alset")
            .plan(instance(anisotropic()).facts, parse_selected("alset:T=2,N=7").parameters)
            .calls_per_step == 2 + 3 + 3);
}

TEST_CASE("ALSET's inner steps, cross derivative and factors use samples of their own") {
  const Instance at = instance(anisotropic(), {AdditiveNoise{.gy = 1, .hvp = .1, .jvp = .1}});
  const Run some = run("alset:T=3,N=5", at, 6, {.execution = Execution::steps});
  const Batches seen = check_fresh_samples(some.log);
  CHECK(seen.upper == 6);
  CHECK(seen.lower > 6 * 4);
}

TEST_CASE("ALSET's steps are both of order eps^2 and T is constant: eps^-4 iterations") {
  const SolverInfo info = find_solver("alset");
  const Parameters fixed = parse_selected("alset:N=8").parameters; // the terms' logarithm aside
  Facts facts = noisy_facts();
  const auto plans = two_plans(info, facts, fixed);
  for (const char* step : {"alpha", "beta"}) {
    CHECK(plans.falls(step) == Approx(1e2).epsilon(1e-6));
  }
  CHECK(plans.falls("T") == 1);
  CHECK(plans.fine.steps / plans.coarse.steps == Approx(1e4).epsilon(1e-3));
  // Where y* is steep, T makes up for it, and fewer steps of y by shorter ones of x: any T >= 1
  // keeps the order (Theorem 1).
  facts.epsilon = 1e-4;
  facts.solution_slope *= 1000;
  const Parameters one = parse_selected("alset:N=8,T=1").parameters;
  const Plan steep = info.plan(facts, fixed);
  const Plan fine_one = info.plan(facts, one);
  CHECK(steep.values.at("T") > 1);
  CHECK(fine_one.values.at("alpha") < steep.values.at("alpha"));
  facts.epsilon = 1e-3;
  CHECK(info.plan(facts, fixed).values.at("T") == steep.values.at("T"));
  CHECK(fine_one.steps / info.plan(facts, one).steps == Approx(1e4).epsilon(1e-3));
  CHECK(info.predict(facts, {}).exponents.at("n_gy") == 4);
}

TEST_CASE("ALSET's y, under noise, stays within the eps/8 that the derivation gives it") {
  // The bound has room, and the mean over so many iterations varies by per cents.
  const auto q = anisotropic();
  Instance at = instance(q, {AdditiveNoise{.gy = 3}});
  at.facts.epsilon = 2;
  const auto bias = [&](const std::string& name) {
    Oracle oracle(at, {.seed = 11});
    AnySolver it = solver(name, at);
    it.start(oracle);
    const V best = solution(q, at.x0);
    // H^-1 in place of the series: what y alone does to the hyper-gradient.
    const M response = q.K + q.B.transpose() * solve<double>(q.A, q.F);
    double squares = 0;
    for (int k = 0; k < 60000; ++k) {
      it.step(oracle);
      squares += k < 20000 ? 0 : (response * (*it.y() - best)).squaredNorm() / 40000;
    }
    return std::sqrt(squares);
  };
  const double least = bias("alset:alpha=1e-15,T=1,N=1");
  CHECK(least < 2.0 / 8);
  // Steps 16 times as long carry four times the noise.
  CHECK(bias("alset:alpha=1e-15,T=1,N=1,aim=4") > 2.5 * least);
}
