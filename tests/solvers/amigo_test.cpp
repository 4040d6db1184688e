#include "check.hpp"

using namespace assay;
using namespace assay::solver_check;

TEST_CASE("AmIGO's limit is the minimiser however short its loops are") {
  for (const auto& q : {anisotropic(), one_dimensional(), isotropic()}) {
    const Instance at = instance(q);
    for (const double loop : {1, 2, 7}) {
      const std::string name =
          text("amigo", {{"alpha", 0.05}, {"beta", 0.2}, {"gamma", 0.2}, {"T", loop}, {"N", loop}});
      CHECK((limit(name, at) - minimiser(q)).norm() < 1e-10);
      CHECK(system_error(name, q, at, 2000) < 1e-10);
    }
  }
}

TEST_CASE("AmIGO's steps are those written: y's loop, v's loop at the new y, then x") {
  const auto q = anisotropic();
  const Instance at = instance(q);
  V x = at.x0;
  V y = at.y0;
  V v = zeros<double>(3);
  for (int k = 1; k <= 4; ++k) {
    for (int t = 0; t < 2; ++t) {
      y -= 0.2 * q.grad_y_g<double>(x, y);
    }
    const V pull = q.F * y + q.K.transpose() * x + q.h;
    for (int n = 0; n < 3; ++n) {
      v -= 0.15 * (q.A * v - pull);
    }
    const V d = q.K * y + q.P * x + q.q + q.B.transpose() * v; // J = -B'
    x -= 0.1 * d;
    const Run made = run("amigo:alpha=0.1,beta=0.2,gamma=0.15,T=2,N=3", at, k);
    CHECK((made.estimate - d).norm() < 1e-13);
    CHECK((made.x - x).norm() < 1e-13);
    CHECK((made.y - y).norm() < 1e-13);
  }
}

TEST_CASE("AmIGO's short loops do by the warm start what a cold one could not") {
  // From v = 0 in every iteration N = 1 would leave (1 - gamma mu) of v*: the first estimate does.
  const auto q = anisotropic();
  const Instance at = instance(q, minimiser(q), solution(q, minimiser(q)));
  CHECK(run("amigo:N=1,gamma=0.2", at, 1).estimate.norm() > 0.1); // it should vanish here
  CHECK(run("amigo:N=1,gamma=0.2,alpha=1e-15", at, 400).estimate.norm() < 1e-12);
}

TEST_CASE("AmIGO counts loops and batches") {
  const Instance at = instance(anisotropic());
  const std::string name = "amigo:T=3,N=2,S_g=4,S_f=5,S_h=6,S_j=7";
  CHECK(run(name, at, 0).calls == calls(0, 0, 0, 0, 0, 0));
  CHECK(run(name, at, 5).calls == calls(25, 25, 0, 60, 60, 35));
  check_planned_calls(name);
  check_planned_calls("amigo");
}

TEST_CASE("AmIGO keeps one batch of f through v's loop, and draws all others afresh") {
  const Instance at = instance(anisotropic(), {AdditiveNoise{.fx = 1, .gy = 1}});
  const Run some =
      run("amigo:T=3,N=2,S_g=1,S_f=2,S_h=3,S_j=4", at, 6, {.execution = Execution::steps});
  const Batches seen = check_fresh_samples(some.log);
  CHECK(seen.upper == 6);
  CHECK(seen.lower == 6 * (3 + 2 + 1));
}

TEST_CASE("AmIGO's loops and steps are constant, its batches eps^-2, its iterations eps^-2") {
  const SolverInfo info = find_solver("amigo");
  Facts facts = noisy_facts();
  const auto plans = two_plans(info, facts);
  for (const char* constant : {"alpha", "beta", "gamma", "T", "N"}) {
    CHECK(plans.falls(constant) == 1);
  }
  for (const char* batch : {"S_g", "S_f", "S_h", "S_j"}) {
    INFO(batch);
    CHECK(1 / plans.falls(batch) == Approx(100).epsilon(1e-3));
  }
  CHECK(plans.fine.steps / plans.coarse.steps == Approx(100).epsilon(1e-3));
  CHECK(info.predict(facts, {}).exponents.at("n_hvp") == 4);
  const Plan quiet = info.plan(instance(anisotropic()).facts, {});
  for (const char* batch : {"S_g", "S_f", "S_h", "S_j"}) {
    CHECK(quiet.values.at(batch) == 1);
  }
}

TEST_CASE("AmIGO's y and v, under noise, stay within the eps/8 that the derivation gives them") {
  // The bound has room, and the mean over so many iterations varies by per cents.
  const auto q = anisotropic();
  Instance at = instance(q, {AdditiveNoise{.fx = 1, .fy = 1, .gy = 1, .hvp = .3, .jvp = .3}});
  at.facts.epsilon = 0.5;
  CHECK(bias_of_followers("amigo:alpha=1e-15", q, at, 300, 3000) < 0.5 / 8);
  CHECK(bias_of_followers("amigo:alpha=1e-15,aim=20", q, at, 300, 3000) > 0.5 / 8);
}
