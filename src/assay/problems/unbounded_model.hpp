#pragma once
#include <assay/problems/facts.hpp>
#include <assay/problems/model.hpp>

/// An upper level whose smoothness grows with its gradient, above a quadratic lower level.
///
///     f = sum_i w(x_i) - q_i x_i + F/2 y_i^2 + h y_i,    g = sum_i a_i/2 y_i^2 - x_i y_i
///     w(t) = cosh t - 1  (exponential)   or   t^4/4  (quartic)
///     phi = sum_i w(x_i) + F x_i^2/(2 a_i^2), minimal at 0, where grad_y f = h in every coordinate
///
/// ||grad^2 phi|| <= L_0 + L_1 ||grad phi|| with L_1 = 1: |cosh| <= 1 + |sinh|, and 3 t^2 <= 4 +
/// |t|^3. Shape   x, y: d; a geometric from 1 to kappa.
namespace assay {

enum class Growth { exponential, quartic };

class UnboundedModel {
public:
  UnboundedModel(Growth growth, int d, double kappa, double curvature);

  [[nodiscard]] int dx() const { return static_cast<int>(a_.size()); }
  [[nodiscard]] int dy() const { return static_cast<int>(a_.size()); }

  using V = Vector<double>;
  void grad_x_f(const V& x, const V& y, V& out) const;
  void grad_y_f(const V& x, const V& y, V& out) const;
  void grad_x_g(const V& x, const V& y, V& out) const;
  void grad_y_g(const V& x, const V& y, V& out) const;
  void hvp(const V& x, const V& y, const V& v, V& out) const;
  void jvp(const V& x, const V& y, const V& v, V& out) const;
  void solution(const V& x, V& out) const;
  void hypergradient(const V& x, V& out) const;
  [[nodiscard]] std::shared_ptr<const LowerSpectrum> spectrum(double shift) const;
  [[nodiscard]] double f(const V& x, const V& y) const;
  [[nodiscard]] double g(const V& x, const V& y) const;

  /// The constants, for a start at x0 and y0.
  [[nodiscard]] Facts facts(const V& x0, const V& y0) const;

private:
  [[nodiscard]] double slope(double t) const;

  Growth growth_;
  V a_;
  double curvature_; ///< F
  double pull_;      ///< h: grad_y f has norm 1 at x = 0
};

} // namespace assay
