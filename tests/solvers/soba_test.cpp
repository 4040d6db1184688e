#include "check.hpp"

using namespace assay;
using namespace assay::solver_check;

TEST_CASE("SOBA's limit is the minimiser, and v tends to minus the linear system's solution") {
  for (const auto& q : {anisotropic(), one_dimensional(), isotropic()}) {
    const Instance at = instance(q);
    const std::string name = "soba:rho=0.2,gamma=0.05";
    CHECK((limit(name, at) - minimiser(q)).norm() < 1e-10);
    CHECK(system_error(name, q, at, 3000, -1) < 1e-10); // plus convention
  }
}

TEST_CASE("SOBA moves y, v and x at once, all from one point") {
  const auto q = anisotropic();
  const Instance at = instance(q);
  V x = at.x0;
  V y = at.y0;
  V v = zeros<double>(3);
  for (int k = 1; k <= 5; ++k) {
    const V of_y = q.grad_y_g<double>(x, y);
    const V of_v = q.A * v + q.F * y + q.K.transpose() * x + q.h;
    const V of_x = q.K * y + q.P * x + q.q - q.B.transpose() * v; // J = -B'
    x -= 0.1 * of_x;
    y -= 0.2 * of_y;
    v -= 0.2 * of_v;
    const Run made = run("soba:rho=0.2,gamma=0.1", at, k);
    CHECK((made.x - x).norm() < 1e-13);
    CHECK((made.y - y).norm() < 1e-13);
    CHECK((made.estimate - of_x).norm() < 1e-13);
  }
}

TEST_CASE("SOBA counts one call of each kind in an iteration") {
  const Instance at = instance(anisotropic());
  CHECK(run("soba", at, 0).calls == calls(0, 0, 0, 0, 0, 0));
  CHECK(run("soba", at, 7).calls == calls(7, 7, 0, 7, 7, 7));
  check_planned_calls("soba");
}

TEST_CASE("SOBA's directions share one sample of f and one of g in an iteration") {
  const Instance at = instance(anisotropic(), {AdditiveNoise{.fx = 1, .gy = 1}});
  const auto used = uses(run("soba", at, 6).log);
  CHECK(used.size() == 12);
  for (const auto& [batch, kinds] : used) {
    const std::map<Call, int> of_f = {{Call::fx, 1}, {Call::fy, 1}};
    const std::map<Call, int> of_g = {{Call::gy, 1}, {Call::hvp, 1}, {Call::jvp, 1}};
    CHECK(kinds == (batch.first == Level::upper ? of_f : of_g));
  }
}

TEST_CASE("SOBA's steps are T^(-2/5) and T^(-3/5): eps^2, eps^3 in eps^-5 iterations") {
  const SolverInfo info = find_solver("soba");
  Facts facts = noisy_facts();
  const auto plans = two_plans(info, facts);
  CHECK(plans.falls("rho") == Approx(1e2).epsilon(1e-6));
  CHECK(plans.falls("gamma") == Approx(1e3).epsilon(1e-6));
  CHECK(plans.fine.steps / plans.coarse.steps == Approx(1e5).epsilon(0.01));
  for (const double noise : {0.0, 1.0}) {
    const Facts of = instance(anisotropic(), {AdditiveNoise{.fx = noise}}).facts;
    CHECK(info.predict(of, {}).exponents.at("sfo") == (noise > 0 ? 5 : 2));
  }
}

TEST_CASE("SOBA's y and v, under noise, stay within the eps/4 that the derivation gives them") {
  // As for MA-SOBA: the bound has room, and the mean of so many iterations varies by per cents.
  const auto q = anisotropic();
  Instance at = instance(q, {AdditiveNoise{.fx = 3, .fy = 3, .gy = 3, .hvp = .3, .jvp = .3}});
  at.facts.epsilon = 2;
  const double bias = bias_of_followers("soba:gamma=1e-15", q, at, 20000, 60000, -1);
  CHECK(bias < 2.0 / 4);
  // Steps 16 times as long carry four times the noise.
  CHECK(bias_of_followers("soba:gamma=1e-15,aim=4", q, at, 2000, 20000, -1) > 2.5 * bias);
}
