#include "finite_sum.hpp"

using namespace assay;
using namespace assay::solver_check;

namespace {

/// y's own error, ||D_y - grad_y g||, read from its moves.
std::vector<double> lower_errors(const Instance& at, double rho, int steps) {
  const std::string name = text("srba", {{"rho", rho}, {"gamma", 0.05}, {"q", 10}});
  Oracle oracle(at, {.seed = 5});
  AnySolver it = solver(name, at);
  it.start(oracle);
  std::vector<double> result;
  V exact(at.facts.dy);
  for (int k = 0; k < steps; ++k) {
    const V before = *it.y();
    at.model.grad_y_g(it.x(), before, exact);
    it.step(oracle);
    result.push_back(((before - *it.y()) / rho - exact).norm());
  }
  return result;
}

} // namespace

TEST_CASE("SRBA ends at the minimiser itself, with and without a finite sum's noise") {
  for (const auto& q : {anisotropic(), one_dimensional(), isotropic()}) {
    CHECK((limit("srba:rho=0.1,gamma=0.05", instance(q)) - minimiser(q)).norm() < 1e-10);
    const Instance sum = finite_sum(q, 8);
    CHECK((limit("srba:rho=0.1,gamma=0.05", sum) - minimiser(q)).norm() < 1e-10);
  }
}

TEST_CASE("SRBA has no lag without noise, and none at a full pass with it") {
  const auto q = anisotropic();
  for (const double error : direction_errors("srba:rho=0.1,gamma=0.05,q=7", instance(q), 60)) {
    CHECK(error < 1e-12);
  }
  const std::vector<double> of_y = lower_errors(finite_sum(q, 8), 0.1, 40);
  double between = 0;
  for (std::size_t k = 0; k < of_y.size(); ++k) {
    if (k % 10 == 0) {
      CHECK(of_y[k] < 1e-12);
    } else {
      between = std::max(between, of_y[k]);
    }
  }
  CHECK(between > 1e-3);
}

TEST_CASE("SRBA's first directions are those of the whole sums at the start") {
  const auto q = anisotropic();
  const Instance sum = finite_sum(q, 8);
  const Run one = run("srba:rho=0.1,gamma=0.05", sum, 1);
  CHECK((one.estimate - joint_direction(q, sum.x0, sum.y0, zeros<double>(q.dy()))).norm() < 1e-12);
  CHECK((one.x - (sum.x0 - 0.05 * one.estimate)).norm() < 1e-12);
  CHECK((one.y - (sum.y0 - 0.1 * q.grad_y_g<double>(sum.x0, sum.y0))).norm() < 1e-12);
}

TEST_CASE("SRBA counts a full pass every q iterations, two points in the others") {
  const Instance sum = finite_sum(anisotropic(), 8);
  const auto after = [&](int steps) { return run("srba:q=4", sum, steps).calls; };
  CHECK(after(1) == calls(8, 8, 0, 8, 8, 8));
  CHECK(after(4) == calls(14, 14, 0, 14, 14, 14));
  CHECK(after(5) == calls(22, 22, 0, 22, 22, 22));
}

TEST_CASE("SRBA asks for one component of each level, the same at both points") {
  const Run made = run("srba:q=100", finite_sum(anisotropic(), 8), 30);
  std::size_t k = 0;
  for (; k < 5; ++k) {
    CHECK(made.log[k].batch.of == Batch::Of::everything);
  }
  for (; k < made.log.size(); k += 10) { // gy, hvp, jvp, fy, fx at u_k, then at u_{k-1}
    for (std::size_t i = k; i < k + 10; ++i) {
      CHECK(made.log[i].batch.of == Batch::Of::component);
      CHECK(made.log[i].batch.id == made.log[k + (i - k) % 5 / 3 * 3].batch.id);
    }
  }
}

TEST_CASE("SRBA's steps fall like (n+m)^(-1/2) where components differ, with q = n") {
  const SolverInfo info = find_solver("srba");
  const auto value = [&](int n, const char* name) {
    return info.plan(finite_sum(anisotropic(), n).facts, {}).values.at(name);
  };
  CHECK(value(1024, "gamma") / value(4096, "gamma") == Approx(2));
  CHECK(value(64, "q") == 64);
  CHECK(info.predict(finite_sum(anisotropic(), 8).facts, {}).exponents.at("sfo") == 2);
  const Facts noisy = instance(anisotropic(), {AdditiveNoise{.fx = 1}}).facts;
  CHECK_FALSE(info.predict(noisy, {}).applicable);
}

TEST_CASE("SRBA reaches eps on a finite sum within its plan's steps") {
  Instance sum = finite_sum(anisotropic(), 64);
  sum.facts.epsilon = 0.1;
  const double steps = find_solver("srba").plan(sum.facts, {}).steps;
  Oracle oracle(sum, {});
  AnySolver it = solver("srba", sum);
  it.start(oracle);
  V gradient;
  double made = 0;
  do {
    it.step(oracle);
    sum.model.hypergradient(it.x(), gradient);
  } while (++made < steps && gradient.norm() > 0.1);
  CHECK(gradient.norm() <= 0.1);
}

TEST_CASE("SRBA's plan counts an iteration's calls") {
  check_planned_calls("srba");
  const Instance sum = finite_sum(anisotropic(), 8);
  const Plan plan = find_solver("srba").plan(sum.facts, {});
  CHECK(static_cast<double>(run("srba", sum, 16).calls.total()) ==
        Approx(16 * plan.calls_per_step));
}
