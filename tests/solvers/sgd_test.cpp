// SGD and normalised SGD: single-level references.
#include "check.hpp"

using namespace assay;
using namespace assay::solver_check;

TEST_CASE("SGD without noise ends at the minimiser, one call a step") {
  const auto q = single_level();
  const Instance at = instance(q);
  CHECK((limit("sgd:eta=0.3", at) - minimiser(q)).norm() < 1e-14);
  CHECK(run("sgd", at, 11).calls == calls(11, 0, 0, 0, 0, 0));
  CHECK(run("sgd:S=5", at, 11).calls == calls(55, 0, 0, 0, 0, 0));
  V exact_gradient;
  at.model.hypergradient(at.x0, exact_gradient);
  CHECK((run("sgd", at, 1).estimate - exact_gradient).norm() < 1e-15);
}

TEST_CASE("Normalised SGD circles the minimiser at a distance proportional to its step") {
  // From x* + eta u the dynamics of a quadratic are the same for every eta, scaled.
  const auto q = single_level();
  std::vector<double> log_step;
  std::vector<double> error;
  for (double eta = 0.5; eta > 1e-3; eta /= 2) {
    const V x0 = minimiser(q) + eta * vector({3, 2});
    const Instance at = instance(q, x0, solution(q, x0));
    const Run after = run(text("normalised_sgd", {{"eta", eta}}), at, 200);
    log_step.push_back(std::log(eta));
    error.push_back((after.x - minimiser(q)).norm());
    CHECK(error.back() < 2 * eta);
    CHECK(error.back() > 0.01 * eta);
  }
  const Slope found = slope(log_step, error);
  INFO(found);
  CHECK(found.is(1, 0.01));
}

TEST_CASE("Normalised SGD's first direction is the gradient, whatever the momentum") {
  const Instance at = instance(single_level());
  V exact_gradient;
  at.model.hypergradient(at.x0, exact_gradient);
  for (const char* name : {"normalised_sgd", "normalised_sgd:beta=0.9"}) {
    const Run one = run(name, at, 1);
    CHECK((one.estimate - exact_gradient).norm() < 1e-15);
    CHECK(((at.x0 - one.x).normalized() - exact_gradient.normalized()).norm() < 1e-12);
    CHECK(run(name, at, 6).calls == calls(6, 0, 0, 0, 0, 0));
  }
  // Momentum lags behind the gradient from the second step on.
  const Run before = run("normalised_sgd:beta=0.9,eta=0.1", at, 1);
  const Run two = run("normalised_sgd:beta=0.9,eta=0.1", at, 2);
  at.model.hypergradient(before.x, exact_gradient);
  CHECK((two.estimate - exact_gradient).norm() > 1e-3);
}

TEST_CASE("A single-level method applies where phi is f(., y0), and nowhere else") {
  for (const char* name : {"sgd", "normalised_sgd"}) {
    const SolverInfo info = find_solver(name);
    CHECK(info.predict(instance(single_level()).facts, {}).applicable);
    CHECK_FALSE(info.predict(instance(anisotropic()).facts, {}).applicable);
    Facts moved = instance(single_level()).facts; // y0 is not y*, and f couples x to y
    moved.upper_coupling = 1;
    CHECK_FALSE(info.predict(moved, {}).applicable);
    Facts noisy = instance(single_level()).facts;
    noisy.sigma_fx = 1;
    CHECK(info.predict(noisy, {}).exponents.at("n_fx") == 4);
  }
}

TEST_CASE("SGD's plan counts an iteration's calls") {
  check_planned_calls("sgd:S=3");
  check_planned_calls("normalised_sgd:S=3");
}
