#include <assay/solvers/steps.hpp>

#include "check.hpp"

using namespace assay;
using namespace assay::solver_check;

TEST_CASE("AID-CG ends at the minimiser, whatever its numbers of inner steps") {
  for (const auto& q : {anisotropic(), one_dimensional(), isotropic()}) {
    for (const char* name : {"aid_cg", "aid_cg:warm=no,N=3", "aid_cg:D=1,N=1,beta=0.02"}) {
      CHECK((limit(name, instance(q)) - minimiser(q)).norm() < 1e-10);
    }
  }
}

TEST_CASE("AID-CG's first direction solves the system at y_D, exactly after dy steps") {
  const auto q = anisotropic();
  const Instance at = instance(q);
  const Run one = run("aid_cg:N=3,D=2", at, 1);
  CHECK((one.estimate - neumann_estimate(q, at.x0, one.y, 0.2, 400)).norm() < 1e-12);
  const Run moved = run("aid_cg:N=3,D=2,beta=0.1", at, 1);
  CHECK((moved.x - (at.x0 - 0.1 * one.estimate)).norm() < 1e-12);
  const Run two = run("aid_cg:N=2,D=2", at, 1);
  CHECK((two.estimate - neumann_estimate(q, at.x0, one.y, 0.2, 400)).norm() > 1e-6);
}

TEST_CASE(
    "N steps of conjugate gradients leave 2 ((sqrt(kappa)-1)/(sqrt(kappa)+1))^N in H's norm") {
  const auto q = anisotropic();
  const Instance at = instance(q);
  const V b = vector({1, -2, .5});
  const V exact = solve<double>(q.A, b);
  const auto energy = [&](const V& v) { return std::sqrt(v.dot(q.A * v)); };
  const double root = std::sqrt(at.facts.kappa());
  for (const int steps : {1, 2, 3}) {
    for (const V& from : {V(zeros<double>(3)), vector({3, 1, -1})}) {
      Oracle oracle(at, {});
      V v = from;
      ConjugateGradients{}(oracle, at.x0, at.y0, b, static_cast<Count>(steps), v);
      const double left = 2 * std::pow((root - 1) / (root + 1), steps);
      CHECK(energy(v - exact) <= left * energy(from - exact) + 1e-14);
      CHECK((energy(v - exact) < 1e-13) == (steps == 3));
    }
  }
}

TEST_CASE("AID-CG's error is that of y_D, however well it solves the system") {
  const Instance at = instance(isotropic());
  V exact;
  at.model.hypergradient(at.x0, exact);
  const auto error = [&](int steps) {
    return (run(text("aid_cg", {{"D", steps}, {"alpha", 0.25}, {"N", 3}}), at, 1).estimate - exact)
        .norm();
  };
  for (int steps = 1; steps < 12; ++steps) { // 1 - alpha mu = 1/2
    CHECK(error(steps + 1) / error(steps) == Approx(0.5).epsilon(1e-9));
  }
}

TEST_CASE("AID-CG counts D, 1, 1, N + 1 and 1; N from v = 0") {
  const Instance at = instance(anisotropic());
  CHECK(run("aid_cg:D=4,N=2", at, 6).calls == calls(6, 6, 0, 6 * 4, 6 * 3, 6));
  CHECK(run("aid_cg:D=4,N=2,warm=no", at, 6).calls == calls(6, 6, 0, 6 * 4, 6 * 2, 6));
  CHECK_FALSE(run("aid_cg:D=4,N=1", at, 6).calls == calls(6, 6, 0, 6 * 4, 6 * 3, 6));
}

TEST_CASE("AID-CG's schedule takes kappa steps of y and sqrt(kappa) of the system") {
  Facts facts = instance(anisotropic()).facts;
  facts.mu = 1;
  std::vector<double> inner;
  std::vector<double> system;
  for (const double kappa : {1e4, 4e4, 16e4}) {
    facts.lower_curvature = kappa;
    const auto values = find_solver("aid_cg").plan(facts, {}).values;
    inner.push_back(values.at("D"));
    system.push_back(values.at("N"));
  }
  CHECK(inner[2] / inner[1] == Approx(4).epsilon(1e-3));
  CHECK(system[2] / system[1] < 2.3); // a logarithm of kappa besides
  CHECK(system[2] / system[1] > 1.9);
}

TEST_CASE("AID-CG and AID-FP are for exact oracles") {
  const Instance noisy = instance(anisotropic(), {AdditiveNoise{.gy = 0.1}});
  for (const char* name : {"aid_cg", "aid_fp", "itd"}) {
    CHECK_FALSE(find_solver(name).predict(noisy.facts, {}).applicable);
    CHECK(find_solver(name).predict(instance(anisotropic()).facts, {}).applicable);
  }
}

TEST_CASE("AID-CG's plan counts an iteration's calls") {
  check_planned_calls("aid_cg:D=3,N=2");
  check_planned_calls("aid_cg:D=3,N=2,warm=no");
}
