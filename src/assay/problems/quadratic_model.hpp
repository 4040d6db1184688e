#pragma once
#include <assay/problems/facts.hpp>
#include <assay/problems/model.hpp>
#include <assay/problems/quadratic.hpp>

/// The dense quadratic problem as a model: every member a few matrix-vector products.
///
/// Cost    spectrum: one symmetric eigendecomposition of A + shift F; hypergradient: two solves
/// with
///         A, factored once.   Throws InvalidArgument where A + shift F is not positive definite.
namespace assay {

class QuadraticModel {
public:
  explicit QuadraticModel(Quadratic<double> data);

  [[nodiscard]] int dx() const { return data_.dx(); }
  [[nodiscard]] int dy() const { return data_.dy(); }
  [[nodiscard]] const Quadratic<double>& data() const { return data_; }

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
  [[nodiscard]] double f(const V& x, const V& y) const { return data_.f<double>(x, y); }
  [[nodiscard]] double g(const V& x, const V& y) const { return data_.g<double>(x, y); }

private:
  Quadratic<double> data_;
  Matrix<double> inverse_;      ///< A^{-1}
  Matrix<double> k_transposed_; ///< these so that every call is a sum of products by columns
  V minus_b_;
  Matrix<double> minus_cross_, minus_cross_transposed_;
};

/// |FD - derivative| at 0 of 1/(1 + r nu) for the p-th order stencil: the error of interpolating a
/// simple pole,  r^(p+1) prod_{j != 0} |j nu| / (1 + r j nu), without cancellation. Signed as the
/// error FD - h'(0) is. Infinite where a node reaches the pole.
double simple_pole_bias(int p, double r, double nu);

/// Constants of a quadratic near the minimiser of phi: extreme curvatures, couplings, the exact
/// stencil bias, L_phi, Delta. Needs phi convex: throws InvalidArgument otherwise.
Facts quadratic_facts(const QuadraticModel& model,
                      const Vector<double>& x0,
                      const Vector<double>& y0);

} // namespace assay
