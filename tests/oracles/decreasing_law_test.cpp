// Inner loops whose steps decrease: the law against its definition and against the loop itself.
#include <assay/oracles/oracle.hpp>
#include <assay/problems/quadratic_model.hpp>

#include <catch2/catch.hpp>

#include "support/goodness.hpp"
#include <cmath>

using namespace assay;

namespace {

using V = Vector<double>;

constexpr double step = 0.3;
constexpr double delay = 5;
constexpr int steps = 12;
constexpr double sigma = 2;

Instance instance() {
  Quadratic<double> q{.A = Matrix<double>(3, 3),
                      .F = zeros<double>(3, 3),
                      .B = zeros<double>(3, 1),
                      .K = zeros<double>(1, 3),
                      .P = identity<double>(1),
                      .b = V(3),
                      .h = zeros<double>(3),
                      .q = zeros<double>(1)};
  q.A << 2, .5, .2, .5, 1.5, -.3, .2, -.3, 3;
  q.b << .5, -1, .3;
  return {.name = "quadratic",
          .model = QuadraticModel(q),
          .noise = {AdditiveNoise{.gy = sigma}},
          .facts = {},
          .x0 = zeros<double>(1),
          .y0 = V::Ones(3),
          .lower_bound = {}};
}

double size(int t) { return step * delay / (delay + t); }

/// What is left of the start along a curvature, and the variance, by their definitions.
double contraction(double h) {
  double product = 1;
  for (int t = 0; t < steps; ++t) {
    product *= 1 - size(t) * h;
  }
  return product;
}
double variance(double h) {
  double sum = 0;
  for (int t = 0; t < steps; ++t) {
    double part = size(t) * size(t) * sigma * sigma / 3;
    for (int u = t + 1; u < steps; ++u) {
      part *= (1 - size(u) * h) * (1 - size(u) * h);
    }
    sum += part;
  }
  return sum;
}

/// The loop's ends over many trials, standardised by the definitions in each eigen-coordinate.
std::vector<std::vector<double>> ends(Execution execution, double deviation) {
  const Instance at = instance();
  const auto spectrum = at.model.spectrum(0);
  V minimiser;
  spectrum->minimiser(at.x0, minimiser);
  V start = at.y0 - minimiser;
  spectrum->to_basis(start);
  std::vector<std::vector<double>> z(3);
  for (std::uint32_t trial = 0; trial < 4000; ++trial) {
    Oracle oracle(at, {.seed = 5, .trial = trial, .execution = execution});
    V y = at.y0;
    oracle.descend({.x = at.x0, .step = step, .steps = 4, .delay = delay},
                   y); // a shorter one first
    y = at.y0;
    oracle.descend({.x = at.x0, .step = step, .steps = steps, .delay = delay}, y);
    REQUIRE(oracle.counters()[Call::gy] == Count{4 + steps});
    y -= minimiser;
    spectrum->to_basis(y);
    for (Eigen::Index i = 0; i < 3; ++i) {
      const double h = spectrum->curvatures()(i);
      z[static_cast<std::size_t>(i)].push_back((y(i) - contraction(h) * start(i)) /
                                               (deviation * std::sqrt(variance(h))));
    }
  }
  return z;
}

} // namespace

TEST_CASE("SGD with decreasing steps ends as its law says, by the law and step by step") {
  CHECK(goodness::standard_normal3(ends(Execution::law, 1)) < 1);
  CHECK(goodness::standard_normal3(ends(Execution::steps, 1)) < 1);
  CHECK(goodness::standard_normal3(ends(Execution::law, 1.15)) > 1); // a law 15 % too wide is seen
}

TEST_CASE("A loop that decreases its steps is counted, budgeted and refused like any other") {
  const Instance at = instance();
  V y = at.y0;
  Oracle small(at, {.budget = 7});
  CHECK_THROWS_AS(small.descend({.x = at.x0, .step = step, .steps = 9, .delay = delay}, y),
                  OutOfBudget);
  CHECK(small.counters().total() == Count{7});
  Oracle wide(at, {});
  CHECK_NOTHROW(
      wide.descend({.x = at.x0, .step = 1, .steps = 2, .delay = delay}, y)); // as steps do
  CHECK_THROWS_AS(wide.descend({.x = at.x0, .step = step, .steps = 2, .delay = -1}, y),
                  InvalidArgument);
}
