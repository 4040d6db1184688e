#pragma once
#include <assay/problems/generators.hpp>

#include <string>
#include <vector>

/// Rank-deficient least squares: a lower level that satisfies PL but is not strongly convex.
///
///     g = 1/2 |Ay - Bx|^2,   f = 1/2 y'Fy + x'Ky + h'y + 1/2 x'Px + q'x
///     H = A'A is singular: y is a minimiser iff A'(Ay - Bx) = 0, and so is y + any kernel vector.
///
/// Shape   A: m x dy of rank < dy; B: m x dx; F, K, P, h, q as in quadratic.hpp.
/// Unit    PL constant: the square of A's least non-zero singular value.
/// Error   exact over Rational.   Source  xiao2023galet, for its use.
namespace assay {

template <Field S> struct LeastSquares {
  Matrix<S> A, B, F, K, P;
  Vector<S> h, q;

  [[nodiscard]] int dx() const { return static_cast<int>(q.size()); }
  [[nodiscard]] int dy() const { return static_cast<int>(h.size()); }

  template <Field T> T f(const Vector<T>& x, const Vector<T>& y) const {
    const T half = T(1) / T(2);
    return half * dot<T>(y, times<T>(convert<T>(F), y)) + dot<T>(x, times<T>(convert<T>(K), y)) +
           dot<T>(convert<T>(h), y) + half * dot<T>(x, times<T>(convert<T>(P), x)) +
           dot<T>(convert<T>(q), x);
  }
  template <Field T> T g(const Vector<T>& x, const Vector<T>& y) const {
    const Vector<T> residual = times<T>(convert<T>(A), y) - times<T>(convert<T>(B), x);
    return dot<T>(residual, residual) / T(2);
  }
  template <Field T> Vector<T> grad_x_f(const Vector<T>& x, const Vector<T>& y) const {
    return times<T>(convert<T>(K), y) + times<T>(convert<T>(P), x) + convert<T>(q);
  }
  template <Field T> Vector<T> grad_y_f(const Vector<T>& x, const Vector<T>& y) const {
    const Matrix<S> transposed = K.transpose();
    return times<T>(convert<T>(F), y) + times<T>(convert<T>(transposed), x) + convert<T>(h);
  }
  template <Field T> Vector<T> grad_x_g(const Vector<T>& x, const Vector<T>& y) const {
    const Matrix<S> transposed = B.transpose();
    const Vector<T> residual = times<T>(convert<T>(A), y) - times<T>(convert<T>(B), x);
    return -times<T>(convert<T>(transposed), residual);
  }
  template <Field T> Vector<T> grad_y_g(const Vector<T>& x, const Vector<T>& y) const {
    const Matrix<S> transposed = A.transpose();
    const Vector<T> residual = times<T>(convert<T>(A), y) - times<T>(convert<T>(B), x);
    return times<T>(convert<T>(transposed), residual);
  }
};

/// A rational instance with a point, and the two factors that show the rank: A = left right.
struct PlCase {
  LeastSquares<Rational> problem;
  Matrix<Rational> left;  ///< m x rank, of full column rank
  Matrix<Rational> right; ///< rank x dy, of full row rank
  Vector<Rational> x;
  Vector<Rational> y;    ///< any point, minimiser or not
  Vector<Rational> away; ///< dy: moves a solution within the kernel of A
};

/// The part of v in the kernel of A: v - right' (right right')^{-1} right v.
Vector<Rational> in_kernel(const PlCase& sample, const Vector<Rational>& v);
bool is_valid(const PlCase& sample);

/// 1 <= rank < dy, so dy >= 2; m = rank + 1. `away` is not orthogonal to the kernel.
PlCase pl_case(int dx, int dy, Stream& stream);
/// Cases with a coordinate less, a block or an entry zero; the rank stays deficient.
std::vector<PlCase> simpler(const PlCase& sample, Simpler step);
std::string describe(const PlCase& sample);

} // namespace assay
