#include <assay/numbers/taylor.hpp>
#include <assay/problems/bell.hpp>
#include <assay/problems/well_model.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace assay {

WellModel::WellModel(double mu, double third) : mu_(mu), third_(third) {
  need(mu > 0 && third >= 0, "kappa_family: mu must be positive, kappa not negative");
}

double WellModel::g(const V& x, const V& y) const {
  const double square = y(0) * y(0);
  return (mu_ / 2 + third_ / 24 * square) * square - x(0) * y(0);
}

double WellModel::well(double x) const {
  // w' is convex on the side of x, so Newton from outside goes down to the root monotonically.
  const double size = std::abs(x);
  double y = size / mu_;
  if (third_ > 0) {
    y = std::min(y, std::cbrt(6 * size / third_));
  }
  for (int i = 0; i < 100; ++i) {
    const double next = y - (force(y) - size) / curvature(y);
    if (!(next < y)) {
      break;
    }
    y = next;
  }
  return std::copysign(y, x);
}

std::vector<double> WellModel::well_jet(double x, int order) const {
  // w'(Y(t)) = x + t, one coefficient of Y after the other: w''(y) Y_k + (lower ones) = [k = 1].
  std::vector<double> series(static_cast<std::size_t>(order) + 1, 0);
  series[0] = well(x);
  const double stiff = curvature(series[0]);
  for (int k = 1; k <= order; ++k) {
    const Taylor<double> y(series);
    const Taylor<double> left = y * (Taylor<double>(mu_) + Taylor<double>(third_ / 6) * y * y);
    series[static_cast<std::size_t>(k)] = ((k == 1 ? 1 : 0) - left[k]) / stiff;
  }
  double factorial = 1;
  for (int k = 1; k <= order; ++k) {
    factorial *= k;
    series[static_cast<std::size_t>(k)] *= factorial;
  }
  return series;
}

Facts WellModel::facts(double x0) const {
  // phi >= x^2/2 - |x|/mu: the sublevel set of x0 lies in |x| <= 1/mu + sqrt(1/mu^2 + 2 phi(x0)).
  const double start = well(x0) + x0 * x0 / 2;
  const double reach = 2 * (1 / mu_ + std::sqrt(std::max(0.0, 1 / (mu_ * mu_) + 2 * start)));
  const double furthest = well(reach) + 1;
  Facts facts;
  facts.dx = facts.dy = 1;
  facts.mu = mu_;
  facts.lower_curvature = curvature(furthest);
  facts.curvature_slope = third_ * furthest; // w''' = L y; grad^2_xy g = -1
  // v* = 1/w'' and grad_x f - grad^2_xy g v* = x + 1/w'': L |y|/w''^2 is largest where w'' = 4
  // mu/3.
  facts.system_slope = facts.response = 9.0 / 16 * std::sqrt(2 * third_ / (3 * mu_)) / mu_;
  facts.coupling = facts.upper_slope = facts.start_distance = 1;
  facts.solution_slope = 1 / mu_;
  // |y*''| = L |y|/w''^3 is largest where w'' = 6 mu/5.
  const double steepest = std::sqrt(0.4 * mu_ / third_);
  facts.smoothness = 1 + (third_ > 0 ? third_ * steepest / std::pow(1.2 * mu_, 3) : 0);
  facts.gap = start + 1 / (2 * mu_ * mu_); // phi >= -1/(2 mu^2)
  facts.stencil_bias = [model = *this, reach](int p, double nu) {
    if (p > 20) {
      return std::numeric_limits<double>::infinity();
    }
    // The stencil differentiates -y*(x - t) + t x: C_p nu^p sup |y*^(p+1)|, found on a grid; a
    // quarter more covers what lies between its points.
    double largest = 0;
    constexpr int cells = 400;
    for (int i = 0; i <= cells; ++i) {
      // Dense near 0, where the derivatives are large.
      const double at = std::pow(static_cast<double>(i) / cells, 3) * reach;
      largest = std::max(largest, std::abs(model.well_jet(at, p + 1).back()));
    }
    return 1.25 * stencil_constant(p) * std::pow(nu, p) * largest;
  };
  facts.exact_stencil = third_ == 0;
  return facts;
}

} // namespace assay
