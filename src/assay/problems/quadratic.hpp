#pragma once
#include <assay/numbers/stream.hpp>
#include <assay/problems/derivatives.hpp>

#include <string>

/// The quadratic bilevel problem: everything about it has a closed form.
///
///     f = 1/2 y'Fy + x'Ky + h'y + 1/2 x'Px + q'x        F symmetric, may be indefinite
///     g = 1/2 y'Ay - y'(Bx + b)                         A symmetric positive definite
///     y_nu* = (A + nu F)^{-1} (Bx + b - nu (K'x + h))
///
/// Shape   A, F: dy x dy; B: dy x dx; K: dx x dy; P: dx x dx; b, h: dy; q: dx.
/// Error   exact over Rational. The data may be of another scalar than the evaluation: T from S.
/// Source  the identities on it: theory/hypergradient/.
namespace assay {

template <Field S> struct Quadratic {
  Matrix<S> A, F, B, K, P;
  Vector<S> b, h, q;

  [[nodiscard]] int dx() const { return static_cast<int>(q.size()); }
  [[nodiscard]] int dy() const { return static_cast<int>(b.size()); }

  template <Field T> T f(const Vector<T>& x, const Vector<T>& y) const {
    const T half = T(1) / T(2);
    return half * dot<T>(y, map<T>(F, y)) + dot<T>(x, map<T>(K, y)) + dot<T>(lift<T>(h), y) +
           half * dot<T>(x, map<T>(P, x)) + dot<T>(lift<T>(q), x);
  }
  template <Field T> T g(const Vector<T>& x, const Vector<T>& y) const {
    const T half = T(1) / T(2);
    return half * dot<T>(y, map<T>(A, y)) - dot<T>(y, map<T>(B, x)) - dot<T>(y, lift<T>(b));
  }
  template <Field T> Vector<T> grad_x_f(const Vector<T>& x, const Vector<T>& y) const {
    return (map<T>(K, y) + map<T>(P, x) + lift<T>(q)).eval();
  }
  template <Field T> Vector<T> grad_y_f(const Vector<T>& x, const Vector<T>& y) const {
    return (map<T>(F, y) + map_transposed<T>(K, x) + lift<T>(h)).eval();
  }
  template <Field T> Vector<T> grad_x_g(const Vector<T>& /*x*/, const Vector<T>& y) const {
    return (-map_transposed<T>(B, y)).eval();
  }
  template <Field T> Vector<T> grad_y_g(const Vector<T>& x, const Vector<T>& y) const {
    return (map<T>(A, y) - map<T>(B, x) - lift<T>(b)).eval();
  }

  /// y_nu*(x). Throws Undecidable if A + nu F is singular.
  template <Field T> Vector<T> solution(const Vector<T>& x, const T& nu) const {
    Matrix<T> hessian = zeros<T>(dy(), dy());
    for (int i = 0; i < dy(); ++i) {
      for (int j = 0; j < dy(); ++j) {
        hessian(i, j) = convert_scalar<T>(A(i, j)) + nu * convert_scalar<T>(F(i, j));
      }
    }
    Vector<T> right = map<T>(B, x) + lift<T>(b);
    const Vector<T> pull = map_transposed<T>(K, x) + lift<T>(h);
    for (int i = 0; i < dy(); ++i) {
      right(i) = right(i) - nu * pull(i);
    }
    return solve<T>(hessian, right);
  }

  /// The same problem with its data in another scalar, converted once.
  template <Field T> [[nodiscard]] Quadratic<T> as() const {
    return {.A = convert<T>(A),
            .F = convert<T>(F),
            .B = convert<T>(B),
            .K = convert<T>(K),
            .P = convert<T>(P),
            .b = convert<T>(b),
            .h = convert<T>(h),
            .q = convert<T>(q)};
  }

private:
  template <Field T> static Vector<T> lift(const Vector<S>& v) { return convert<T>(v); }
  template <Field T> static Vector<T> map(const Matrix<S>& m, const Vector<T>& v) {
    Vector<T> result = zeros<T>(m.rows());
    for (Eigen::Index i = 0; i < m.rows(); ++i) {
      for (Eigen::Index j = 0; j < m.cols(); ++j) {
        result(i) = result(i) + convert_scalar<T>(m(i, j)) * v(j);
      }
    }
    return result;
  }
  template <Field T> static Vector<T> map_transposed(const Matrix<S>& m, const Vector<T>& v) {
    Vector<T> result = zeros<T>(m.cols());
    for (Eigen::Index j = 0; j < m.cols(); ++j) {
      for (Eigen::Index i = 0; i < m.rows(); ++i) {
        result(j) = result(j) + convert_scalar<T>(m(i, j)) * v(i);
      }
    }
    return result;
  }
};

/// What a generated quadratic must look like.
struct QuadraticShape {
  int dx = 2;
  int dy = 3;
  /// Spread of A's spectrum: A = Q diag(1, ..., kappa) Q' with Q rational orthogonal.
  int kappa = 10;
  /// f indefinite in y (else positive definite).
  bool indefinite = true;
};

/// A rational quadratic with full cross terms and small numerators, a pure function of the stream.
/// A is positive definite with eigenvalues between 1 and kappa, both attained for dy >= 2.
Quadratic<Rational> random_quadratic(const QuadraticShape& shape, Stream& stream);
/// A point with small rational coordinates.
Vector<Rational> random_point(int n, Stream& stream);

} // namespace assay
