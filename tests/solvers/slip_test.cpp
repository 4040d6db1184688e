#include "check.hpp"

using namespace assay;
using namespace assay::solver_check;

TEST_CASE("SLIP's limit tends to the minimiser like (1 - eta mu)^(Q+1)") {
  for (const auto& q : {anisotropic(), one_dimensional(), isotropic()}) {
    const double decay = 1 - 0.2 * instance(q).facts.mu;
    std::vector<double> log_step;
    std::vector<double> error;
    for (int depth = 1; depth <= 45; depth += 4) {
      log_step.push_back((depth + 1) * std::log(decay));
      const std::string name = text("slip", {{"Q", depth}, {"eta_v", 0.2}});
      error.push_back((zero_of_direction(name, q) - minimiser(q)).norm());
    }
    const Slope found = slope(log_step, error);
    INFO(found);
    CHECK(found.is(1));
  }
}

TEST_CASE("SLIP circles the minimiser at a distance proportional to its step") {
  // From x* + eta u, y* and with a series that is as good as exact, the dynamics scale with eta.
  const auto q = anisotropic();
  std::vector<double> log_step;
  std::vector<double> error;
  for (double eta = 0.5; eta > 1e-3; eta /= 2) {
    const V x0 = minimiser(q) + eta * vector({3, 2});
    const Run after = run(text("slip", {{"eta", eta}, {"beta", 0.5}, {"Q", 150}, {"alpha", 0.2}}),
                          instance(q, x0, solution(q, x0)), 200);
    log_step.push_back(std::log(eta));
    error.push_back((after.x - minimiser(q)).norm());
    CHECK(error.back() < 10 * eta);
  }
  const Slope found = slope(log_step, error);
  INFO(found);
  CHECK(found.is(1, 0.01));
}

TEST_CASE(
    "SLIP's first direction is the plain estimate after the warm start, momentum lags after") {
  const auto q = anisotropic();
  const Instance at = instance(q);
  const std::string name = "slip:Q=4,eta_v=0.2,T0=3,alpha=0.2,beta=0.9,eta=0.1";
  const V warm = run(name, at, 0).y;
  const Run one = run(name, at, 1);
  CHECK((warm - at.y0).norm() > 0.1);
  CHECK((one.estimate - neumann_estimate(q, at.x0, warm, 0.2, 4)).norm() < 1e-13);
  CHECK(((at.x0 - one.x) - 0.1 * one.estimate.normalized()).norm() < 1e-13);
  // x and y moved at once: the second estimate is taken at (x_1, y_1), y_1 a step from (x_0, y_0).
  CHECK((one.y - (warm - 0.2 * q.grad_y_g<double>(at.x0, warm))).norm() < 1e-13);
  const V second = neumann_estimate(q, one.x, one.y, 0.2, 4);
  const V expected = 0.9 * one.estimate + 0.1 * second;
  CHECK((run(name, at, 2).estimate - expected).norm() < 1e-13);
  CHECK((run(name, at, 2).estimate - second).norm() > 1e-3);
}

TEST_CASE("SLIP's recursion tends to H^-1, so that its direction is the exact one") {
  const auto q = anisotropic();
  const Instance at = instance(q, minimiser(q), solution(q, minimiser(q)));
  const Run many = run("slip:system=recursion,nu=0.2,eta=1e-13,beta=0.5", at, 400);
  CHECK(many.estimate.norm() < 1e-10);
  CHECK(run("slip:system=recursion,nu=0.2,eta=1e-13,beta=0.5", at, 20).estimate.norm() > 1e-4);
}

TEST_CASE("SLIP counts one call of each, Q products, and its warm start once") {
  const Instance at = instance(anisotropic());
  CHECK(run("slip:Q=5,T0=7", at, 0).calls == calls(0, 0, 0, 7, 0, 0));
  CHECK(run("slip:Q=5,T0=7", at, 4).calls == calls(4, 4, 0, 7 + 4, 4 * 5, 4));
  CHECK_FALSE(run("slip:Q=6,T0=7", at, 4).calls == calls(4, 4, 0, 7 + 4, 4 * 5, 4));
  CHECK(run("slip:system=recursion,T0=7", at, 4).calls == calls(4, 4, 0, 7 + 4, 4, 4));
}

TEST_CASE("SLIP's lower samples are its own for y, for J and for each factor") {
  const Instance at = instance(anisotropic(), {AdditiveNoise{.fx = 1, .gy = 1}});
  const auto used = uses(run("slip:Q=3,T0=1", at, 5, {.execution = Execution::steps}).log);
  int shared = 0;
  for (const auto& [batch, kinds] : used) {
    if (batch.first == Level::upper) {
      CHECK(kinds == std::map<Call, int>{{Call::fx, 1}, {Call::fy, 1}});
      ++shared;
    } else {
      CHECK(kinds.size() == 1);
      CHECK(kinds.begin()->second == 1);
    }
  }
  CHECK(shared == 5);
  CHECK(used.size() == 5 + 1 + 5 * (1 + 1 + 3));
}

TEST_CASE("SLIP's plan counts an iteration's calls") { check_planned_calls("slip:Q=4"); }
