#pragma once
#include <assay/problems/model.hpp>
#include <assay/problems/rotation.hpp>
#include <assay/problems/zero_chain_kernel.hpp>

/// The lower-bound instances as a model: a zero-chain in x, and g = mu/2 y^2 that takes no part.
///
///     plain      f = c f_T(U'x/lambda)                                       U = I or a rotation
///     projected  f = c (f_T(U' rho(x/lambda)) + ||x/lambda||^2/10)
///                rho(s) = s/sqrt(1 + ||s||^2/R^2),  R = 230 sqrt(T)
///
/// Shape   x: T; y: 1.   Unit  slope = c/lambda.
/// Cost    O(T), with a rotation O(T log T).
/// Source  arjevani2023: theorem 1 (plain), theorem 2 and eq. (21) (projected); separable.hpp holds
///         the plain one in every arithmetic.
namespace assay {

struct SeparableShape {
  int length = 1; ///< T
  double scale = 1;
  double slope = 1;
  double convexity = 1; ///< mu
  bool projected = false;
  std::shared_ptr<const Rotation> rotation; ///< U; null: the identity
};

class SeparableModel {
public:
  explicit SeparableModel(SeparableShape shape);

  [[nodiscard]] int dx() const { return shape_.length; }
  [[nodiscard]] static int dy() { return 1; }

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
  [[nodiscard]] double g(const V& /*x*/, const V& y) const {
    return shape_.convexity / 2 * y.squaredNorm();
  }
  /// lambda times the chain's own coordinates: U'x, or lambda U' rho(x/lambda).
  void to_chain(const V& x, V& u) const;
  /// The part of grad_x f that a sample of the chain's oracle hides.
  void hidden(const V& x, V& part) const;

private:
  void pull_back(const V& x, V& gradient) const; ///< gradient <- (d u/d x)' gradient
  [[nodiscard]] double widening(const V& x) const;

  SeparableShape shape_;
  ChainGradient chain_;
  mutable V u_;
};

} // namespace assay
