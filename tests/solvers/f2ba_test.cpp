#include "check.hpp"

using namespace assay;
using namespace assay::solver_check;

TEST_CASE("F2BA's limit tends to the minimiser like 1/lambda") {
  for (const auto& q : {anisotropic(), one_dimensional()}) {
    const Instance at = instance(q);
    std::vector<double> log_step;
    std::vector<double> error;
    for (double lambda = 4; lambda < 5000; lambda *= 2) {
      log_step.push_back(-std::log(lambda));
      const V x = limit(text("f2ba", {{"lambda", lambda}, {"K", 200}, {"eta", 0.2}}), at);
      error.push_back((x - minimiser(q)).norm());
    }
    const Slope found = slope(log_step, error);
    INFO(found);
    CHECK(found.is(1));
  }
}

TEST_CASE("F2BA's first direction is the penalty's gradient") {
  const auto q = anisotropic();
  const Instance at = instance(q);
  const double lambda = 20;
  const Run one = run(text("f2ba", {{"lambda", lambda}, {"K", 2000}}), at, 1);
  const V y = q.solution<double>(at.x0, 1 / lambda);
  const V plain =
      q.grad_x_f<double>(at.x0, y) +
      lambda * (q.grad_x_g<double>(at.x0, y) - q.grad_x_g<double>(at.x0, solution(q, at.x0)));
  CHECK((one.estimate - plain).norm() < 1e-12);
  V exact_gradient;
  at.model.hypergradient(at.x0, exact_gradient);
  CHECK((one.estimate - exact_gradient).norm() > 1e-3); // the bias of lambda = 20 is there
}

TEST_CASE("F2BA counts 2K and K inner calls, two grad_x g and one grad_x f") {
  const Instance at = instance(anisotropic());
  const Counters five = run("f2ba:K=7", at, 5).calls;
  CHECK(five == calls(5, 5 * 7, 5 * 2, 5 * 2 * 7, 0, 0));
  CHECK_FALSE(run("f2ba:K=8", at, 5).calls == calls(5, 5 * 7, 5 * 2, 5 * 2 * 7, 0, 0));
  // Step by step as by law.
  CHECK(run("f2ba:K=7", at, 5, {.execution = Execution::steps}).calls == five);
}

TEST_CASE("F2BA is for exact oracles, and refuses a lambda that leaves the penalty not convex") {
  const Instance noisy = instance(anisotropic(), {AdditiveNoise{.gy = 0.1}});
  CHECK_FALSE(find_solver("f2ba").predict(noisy.facts, {}).applicable);
  const Instance at = instance(anisotropic());
  CHECK(find_solver("f2ba").predict(at.facts, {}).applicable);
  CHECK_THROWS_AS(solver("f2ba:lambda=0.1", at), InvalidArgument);
}

TEST_CASE("F2BA's plan counts an iteration's calls") { check_planned_calls("f2ba:K=7"); }
