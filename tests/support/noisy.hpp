#pragma once
#include <assay/numbers/stream.hpp>
#include <assay/problems/declared_noise.hpp>
#include <assay/problems/instance.hpp>
#include <assay/problems/quadratic_model.hpp>

#include <initializer_list>

/// Small quadratic instances with any noise, for tests of what an oracle adds.
namespace assay::testing {

inline Vector<double> vector(std::initializer_list<double> entries) {
  Vector<double> v(static_cast<Eigen::Index>(entries.size()));
  std::copy(entries.begin(), entries.end(), v.data());
  return v;
}

inline Instance with_noise(const Quadratic<double>& q, Noise noise, const Region& region = {}) {
  Facts facts;
  facts.dx = q.dx();
  facts.dy = q.dy();
  declare_noise(facts, noise, region);
  return {.name = "quadratic with noise",
          .model = QuadraticModel(q),
          .noise = std::move(noise),
          .facts = std::move(facts),
          .x0 = zeros<double>(q.dx()),
          .y0 = zeros<double>(q.dy()),
          .lower_bound = {}};
}

/// Full cross terms, kappa = 10, A and F without a common eigenvector.
inline Quadratic<double> some_quadratic(int dx, int dy) {
  Stream stream(1, 0, "quadratic of a test");
  return random_quadratic({.dx = dx, .dy = dy, .kappa = 10}, stream).as<double>();
}

} // namespace assay::testing
