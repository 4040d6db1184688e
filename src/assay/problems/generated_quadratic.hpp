#pragma once
#include <assay/problems/quadratic.hpp>

#include <cstdint>

/// A dense quadratic for solvers, with prescribed constants and its minimiser at x = 0.
///
///     A   eigenvalues 1 ... kappa, geometric;   F   eigenvalues -L_f ... L_f, in other axes
///     B, K   singular values 1 and 1/2;   grad^2 phi = diag(1 ... 2), by the choice of P
///     grad_y f(0, y*(0)) has norm 1: the stencil's bias does not vanish at stationarity
/// A pure function of the shape. dy = 1: A = 1.   Throws InvalidArgument unless dx, dy >= 1, kappa
/// >= 1, L_f >= 0.
namespace assay {

struct GeneratedShape {
  int dx = 2;
  int dy = 4;
  double kappa = 10;
  double curvature = 1; ///< L_f
  std::uint64_t seed = 1;
};

Quadratic<double> generated_quadratic(const GeneratedShape& shape);

} // namespace assay
