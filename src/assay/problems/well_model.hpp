#pragma once
#include <assay/problems/facts.hpp>
#include <assay/problems/model.hpp>

#include <vector>

/// The quartic well as a model that has a minimum:
///
///     f = y + x^2/2,   g = w(y) - x y,   w'' = mu + L y^2/2;   phi = y*(x) + x^2/2
///
/// Every constant is one on the interval |x| <= reach, which contains twice the sublevel set of the
/// start. Shape   x, y: 1.   Error  y*: Newton to the last digit.   Source  kappa_family.hpp.
namespace assay {

class WellModel {
public:
  WellModel(double mu, double third);

  [[nodiscard]] static int dx() { return 1; }
  [[nodiscard]] static int dy() { return 1; }

  using V = Vector<double>;
  void grad_x_f(const V& x, const V& /*y*/, V& out) const { out = x; }
  void grad_y_f(const V& /*x*/, const V& /*y*/, V& out) const { out.setOnes(1); }
  void grad_x_g(const V& /*x*/, const V& y, V& out) const { out = -y; }
  void grad_y_g(const V& x, const V& y, V& out) const { out = V::Constant(1, force(y(0)) - x(0)); }
  void hvp(const V& /*x*/, const V& y, const V& v, V& out) const { out = curvature(y(0)) * v; }
  void jvp(const V& /*x*/, const V& /*y*/, const V& v, V& out) const { out = -v; }
  void solution(const V& x, V& out) const { out = V::Constant(1, well(x(0))); }
  void hypergradient(const V& x, V& out) const {
    out = V::Constant(1, x(0) + 1 / curvature(well(x(0))));
  }
  [[nodiscard]] double f(const V& x, const V& y) const { return y(0) + x(0) * x(0) / 2; }
  [[nodiscard]] double g(const V& x, const V& y) const;

  /// The y with w'(y) = x.
  [[nodiscard]] double well(double x) const;
  /// The n-th derivative of well at x, n = 0, ..., order.
  [[nodiscard]] std::vector<double> well_jet(double x, int order) const;
  /// The constants, for a start at x0 and y0 = y*(x0) + 1.
  [[nodiscard]] Facts facts(double x0) const;

private:
  [[nodiscard]] double force(double y) const { return (mu_ + third_ / 6 * y * y) * y; }
  [[nodiscard]] double curvature(double y) const { return mu_ + third_ / 2 * y * y; }

  double mu_, third_;
};

} // namespace assay
