// Pieces that several solvers share: the two Neumann estimators, STORM, the normalised step.
#include <assay/solvers/steps.hpp>

#include "check.hpp"

using namespace assay;
using namespace assay::solver_check;

namespace {

std::vector<Batch> batches(Oracle& oracle, int count) {
  std::vector<Batch> result;
  for (int i = 0; i < count; ++i) {
    result.push_back(oracle.lower());
  }
  return result;
}

V direction(const Quadratic<double>& q) { return vector({1, -2, 0.5}).head(q.dy()); }

V full_sum(const Quadratic<double>& q, double eta, int depth) {
  const Instance at = instance(q);
  Oracle oracle(at, {});
  V out;
  neumann_sum(oracle, at.x0, at.y0, direction(q), eta, batches(oracle, depth), out);
  return out;
}

V term(const Quadratic<double>& q, double eta, double b, int p) {
  const Instance at = instance(q);
  Oracle oracle(at, {});
  V out;
  neumann_term(oracle, at.x0, at.y0, direction(q), eta, b, batches(oracle, p), out);
  return out;
}

} // namespace

TEST_CASE("The Neumann sum tends to H^-1 exactly, whatever H's shape") {
  for (const auto& q : {isotropic(), one_dimensional(), anisotropic()}) {
    const double eta = 0.25; // eigenvalues of A lie between 1.1 and 3.4
    const V exact_solution = solve<double>(q.A, direction(q));
    CHECK((full_sum(q, eta, 200) - exact_solution).norm() < 1e-14);
    // Short of it by (I - eta A)^{Q+1} H^{-1} v.
    M power = M::Identity(q.dy(), q.dy());
    for (int i = 0; i < 6; ++i) {
      power = (power * (M::Identity(q.dy(), q.dy()) - eta * q.A)).eval();
    }
    const V missing = exact_solution - full_sum(q, eta, 5);
    CHECK((missing - power * exact_solution).norm() < 1e-14);
  }
}

TEST_CASE("Random truncation has the sum as its mean, and the mean needs p = 0") {
  for (const auto& q : {isotropic(), one_dimensional(), anisotropic()}) {
    constexpr int b = 9;
    V mean = zeros<double>(q.dy());
    V without_zero = zeros<double>(q.dy());
    for (int p = 0; p < b; ++p) {
      mean += term(q, 0.25, b, p) / b;
      without_zero += term(q, 0.25, b, p + 1) / b; // p from 1 to b: the off-by-one of a print
    }
    CHECK((mean - full_sum(q, 0.25, b - 1)).norm() < 1e-14);
    CHECK((without_zero - full_sum(q, 0.25, b - 1)).norm() > 0.1);
  }
  // With p in 1..b the limit is H^-1 - eta I, so nothing at all for H = I/eta.
  V lost = zeros<double>(3);
  for (int p = 1; p <= 50; ++p) {
    lost += term(isotropic(), 0.5, 50, p) / 50;
  }
  CHECK(lost.norm() == 0);
}

TEST_CASE("One sample for every factor leaves a bias that no depth removes") {
  // Random curvature +-0.8 about 1.5 in one dimension: E[1/H_zeta] = H/(H^2 - 0.64).
  const Instance at = instance(one_dimensional(), {RandomCurvature{.hessian = 0.8}});
  Oracle oracle(at, {});
  const V v = vector({1});
  V out;
  double reused = 0;
  double fresh = 0;
  constexpr int samples = 6000;
  for (int i = 0; i < samples; ++i) {
    neumann_sum(oracle, at.x0, at.y0, v, 0.4, std::vector<Batch>(60, oracle.lower()), out);
    reused += out(0) / samples;
    neumann_sum(oracle, at.x0, at.y0, v, 0.4, batches(oracle, 60), out);
    fresh += out(0) / samples;
  }
  // Both lie between 1/2.3 and 1/0.7: Hoeffding's bound for a mean of 6000 to miss by 0.04 is
  // 2 exp(-2 n (0.04/0.994)^2) = 7.5e-9.
  const double wrong = 1.5 / (1.5 * 1.5 - 0.64);
  CHECK(std::abs(fresh - 1 / 1.5) < 0.04);
  CHECK(std::abs(reused - wrong) < 0.04);
  CHECK(wrong - 1 / 1.5 > 0.25);
}

TEST_CASE("STORM with exact answers has no lag, momentum has") {
  V memory = vector({1, 2});
  const V stale = memory;
  const V fresh = vector({5, -3});
  storm(memory, 0.1, fresh, stale);
  CHECK((memory - fresh).norm() == 0);
  V momentum = stale;
  storm(momentum, 0.1, fresh, fresh); // both points the new one: plain momentum
  CHECK((momentum - fresh).norm() > 1);
}

TEST_CASE("A normalised step has its length, and none along zero") {
  V x = vector({1, 1});
  normalised_step(x, vector({3, 4}), 0.5);
  CHECK((x - vector({0.7, 0.6})).norm() < 1e-15);
  normalised_step(x, vector({0, 0}), 0.5);
  CHECK((x - vector({0.7, 0.6})).norm() < 1e-15);
}
