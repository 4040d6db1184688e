#pragma once
#include <assay/problems/facts.hpp>
#include <assay/problems/model.hpp>

#include <array>
#include <memory>
#include <vector>

/// A quadratic in up to a million dimensions, every oracle of which costs O(d).
///
///     f = 1/2 y'Fy + x'Ky + h'y + 1/2 x'Px + q'x,   g = 1/2 y'Ay - y'(Bx + b)
///     A = Q blocks(A_k) Q',  F = Q blocks(F_k) Q',  Q = I - 2 u u'
///     B = Q E,  K = 1/2 E'Q,  P diagonal
///
/// A_k is diagonal and F_k is not: they share the Householder factor Q and do not commute. E puts
/// x_k into the first coordinate of block k, so that phi separates: grad^2 phi = diag(1 ... 2),
/// minimal at x = 0, where grad_y f has norm 1 and both coordinates of every block.
/// Shape   y: d = 2n; x: n.   Cost  O(d) for every member and for the spectrum.
namespace assay {

struct StructuredShape {
  int pairs = 500; ///< n
  double kappa = 10;
  double curvature = 1; ///< L_f
};

class StructuredQuadratic {
public:
  explicit StructuredQuadratic(const StructuredShape& shape);

  [[nodiscard]] int dx() const { return static_cast<int>(data_->p.size()); }
  [[nodiscard]] int dy() const { return 2 * dx(); }

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

  struct Data {
    V u;       ///< of norm 1
    V a;       ///< A in the turned axes: its diagonal
    V f, fc;   ///< F there: its diagonal, and the entry beside it in each block
    V h, b;    ///< there
    V p, q, m; ///< P, q and grad^2 phi
    double uau = 0, ufu = 0, ub = 0, uh = 0; ///< u'Au, u'Fu, u'b and u'h there
  };

private:
  std::shared_ptr<const Data> data_; ///< never written after construction, so copies may share it
  mutable V turned_, image_;
};

} // namespace assay
