#include <assay/numbers/linalg.hpp>

namespace assay {
namespace {

Truth pivot_sign(const Rational& pivot) { return pivot > 0 ? Truth::yes : Truth::no; }
Truth pivot_sign(const Interval& pivot) { return positive(pivot); }
Truth pivot_sign(const Real& pivot) { return pivot > Real(0) ? Truth::yes : Truth::no; }
Truth pivot_sign(double pivot) { return pivot > 0 ? Truth::yes : Truth::no; }

/// Symmetric elimination without pivoting: A is positive definite iff every pivot is positive.
template <class T> Truth pivots_are_positive(Matrix<T> a) {
  need(a.rows() == a.cols(), "only a square matrix can be positive definite");
  for (Eigen::Index k = 0; k < a.rows(); ++k) {
    const Truth sign = pivot_sign(a(k, k));
    if (sign != Truth::yes) {
      return sign;
    }
    for (Eigen::Index i = k + 1; i < a.rows(); ++i) {
      const T factor = a(i, k) / a(k, k);
      for (Eigen::Index j = k + 1; j < a.cols(); ++j) {
        a(i, j) = a(i, j) - factor * a(k, j);
      }
    }
  }
  return Truth::yes;
}

} // namespace

Truth is_positive_definite(Matrix<Rational> a) {
  need(a.rows() == a.cols() && a == a.transpose(),
       "only a symmetric matrix can be positive definite");
  return pivots_are_positive(std::move(a));
}
Truth is_positive_definite(Matrix<Interval> a) { return pivots_are_positive(std::move(a)); }
Truth is_positive_definite(Matrix<Real> a) { return pivots_are_positive(std::move(a)); }
Truth is_positive_definite(Matrix<double> a) { return pivots_are_positive(std::move(a)); }

} // namespace assay
