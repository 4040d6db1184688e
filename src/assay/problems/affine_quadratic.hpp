#pragma once
#include <assay/problems/quadratic.hpp>

/// f affine in y and g quadratic in y, with a lower-level Hessian that may depend on x.
///
///     f = x'Ky + h'y + 1/2 x'Px + q'x,   g = 1/2 y'A(x)y - y'(Bx + b),   A(x) = A + sum_i x_i C_i
///     y_nu* = A(x)^{-1} (Bx + b - nu (K'x + h)): affine in nu
///
/// Shape   as Quadratic (whose F is not used); slopes: dx matrices C_i, dy x dy, or none.
/// Error   exact over Rational.   Throws Undecidable if A(x) is singular.
namespace assay {

struct AffineQuadratic {
  Quadratic<Rational> data;
  std::vector<Matrix<Rational>> slopes; ///< C_i; empty: the Hessian is free of x

  [[nodiscard]] int dx() const { return data.dx(); }
  [[nodiscard]] int dy() const { return data.dy(); }

  template <Field T> Matrix<T> hessian(const Vector<T>& x) const {
    Matrix<T> result = convert<T>(data.A);
    for (std::size_t i = 0; i < slopes.size(); ++i) {
      for (Eigen::Index row = 0; row < result.rows(); ++row) {
        for (Eigen::Index column = 0; column < result.cols(); ++column) {
          result(row, column) = result(row, column) + x(static_cast<Eigen::Index>(i)) *
                                                          convert_scalar<T>(slopes[i](row, column));
        }
      }
    }
    return result;
  }
  template <Field T> T f(const Vector<T>& x, const Vector<T>& y) const {
    return dot<T>(x, times<T>(convert<T>(data.K), y)) + dot<T>(convert<T>(data.h), y) +
           dot<T>(x, times<T>(convert<T>(data.P), x)) / T(2) + dot<T>(convert<T>(data.q), x);
  }
  template <Field T> T g(const Vector<T>& x, const Vector<T>& y) const {
    return dot<T>(y, times<T>(hessian(x), y)) / T(2) - dot<T>(y, right_side(x));
  }
  template <Field T> Vector<T> solution(const Vector<T>& x, const T& nu) const {
    Vector<T> right = right_side(x);
    const Vector<T> pulled = pull(x);
    for (Eigen::Index i = 0; i < right.size(); ++i) {
      right(i) = right(i) - nu * pulled(i);
    }
    return solve<T>(hessian(x), right);
  }
  /// grad_y f = K'x + h.
  template <Field T> Vector<T> pull(const Vector<T>& x) const {
    return plus<T>(data.K.transpose(), x, data.h);
  }

private:
  template <Field T> Vector<T> right_side(const Vector<T>& x) const {
    return plus<T>(data.B, x, data.b);
  }
  /// M x + v
  template <Field T>
  static Vector<T> plus(const Matrix<Rational>& m, const Vector<T>& x, const Vector<Rational>& v) {
    Vector<T> result = times<T>(convert<T>(m), x);
    for (Eigen::Index i = 0; i < result.size(); ++i) {
      result(i) = result(i) + convert_scalar<T>(v(i));
    }
    return result;
  }
};

} // namespace assay
