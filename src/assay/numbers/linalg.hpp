#pragma once
#include <assay/error.hpp>
#include <assay/numbers/taylor.hpp>

#include <Eigen/Core>

#include <optional>
#include <string>

/// Vectors and matrices over every scalar of assay, and elimination that runs in all of them.
///
/// One elimination serves doubles, reals, rationals, intervals and series: Eigen's decompositions
/// order their pivots by <, which an Interval does not have. Eigen's self-adjoint eigen-solvers are
/// used where a spectrum is wanted (double and Real), compiled once in linalg.cpp.
namespace Eigen {

/// Eigen needs to know little about a scalar; the members below are those its products ask for.
template <class T> struct AssayNumTraits {
  using Real = T;
  using NonInteger = T;
  using Nested = T;
  using Literal = T;
  enum {
    IsComplex = 0,
    IsInteger = 0,
    IsSigned = 1,
    RequireInitialization = 1,
    ReadCost = 1,
    AddCost = 8,
    MulCost = 16
  };
  static int digits10() { return assay::Precision::digits(); }
};
template <> struct NumTraits<assay::Rational> : AssayNumTraits<assay::Rational> {
  static Real epsilon() { return 0; }
  static Real dummy_precision() { return 0; }
};
template <> struct NumTraits<assay::Real> : AssayNumTraits<assay::Real> {
  static Real epsilon() { return assay::machine_epsilon(); }
  static Real dummy_precision() { return assay::machine_epsilon() * assay::Real(1000); }
  static Real highest() {
    assay::Real r;
    mpfr_set_inf(r.raw(), 1);
    mpfr_nextbelow(r.raw());
    return r;
  }
  static Real lowest() { return -highest(); }
  static Real infinity() {
    assay::Real r;
    mpfr_set_inf(r.raw(), 1);
    return r;
  }
  static Real quiet_NaN() {
    assay::Real r;
    mpfr_set_nan(r.raw());
    return r;
  }
};
template <> struct NumTraits<assay::Interval> : AssayNumTraits<assay::Interval> {};
template <class T> struct NumTraits<assay::Taylor<T>> : AssayNumTraits<assay::Taylor<T>> {};

} // namespace Eigen

namespace assay {

template <Field T> using Vector = Eigen::Matrix<T, Eigen::Dynamic, 1>;
template <Field T> using Matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>;

template <Field T> Vector<T> zeros(Eigen::Index n) { return Vector<T>::Constant(n, T(0)); }
template <Field T> Matrix<T> zeros(Eigen::Index rows, Eigen::Index columns) {
  return Matrix<T>::Constant(rows, columns, T(0));
}
template <Field T> Matrix<T> identity(Eigen::Index n) {
  Matrix<T> result = zeros<T>(n, n);
  for (Eigen::Index i = 0; i < n; ++i) {
    result(i, i) = T(1);
  }
  return result;
}

/// Entry by entry into another scalar; from Rational it is exact<To>.
template <Field To, Field From> To convert_scalar(const From& value) {
  if constexpr (std::same_as<To, From>) {
    return value;
  } else if constexpr (std::same_as<From, Rational>) {
    return exact<To>(value);
  } else {
    return To(value);
  }
}
template <Field To, int columns, Field From>
Eigen::Matrix<To, Eigen::Dynamic, columns>
convert(const Eigen::Matrix<From, Eigen::Dynamic, columns>& source) {
  Eigen::Matrix<To, Eigen::Dynamic, columns> result(source.rows(), source.cols());
  for (Eigen::Index i = 0; i < source.rows(); ++i) {
    for (Eigen::Index j = 0; j < source.cols(); ++j) {
      result(i, j) = convert_scalar<To>(source(i, j));
    }
  }
  return result;
}

/// uᵀv, in one fixed order of summation, so that a double result has the same bits everywhere.
template <Field T> T dot(const Vector<T>& u, const Vector<T>& v) {
  need(u.size() == v.size(),
       "dot: lengths " + std::to_string(u.size()) + " and " + std::to_string(v.size()) + " differ");
  T sum(0);
  for (Eigen::Index i = 0; i < u.size(); ++i) {
    sum = sum + u(i) * v(i);
  }
  return sum;
}
/// A v, in a fixed order of summation.
template <Field T> Vector<T> times(const Matrix<T>& a, const Vector<T>& v) {
  need(a.cols() == v.size(), "times: " + std::to_string(a.cols()) + " columns against length " +
                                 std::to_string(v.size()));
  Vector<T> result = zeros<T>(a.rows());
  for (Eigen::Index i = 0; i < a.rows(); ++i) {
    for (Eigen::Index j = 0; j < a.cols(); ++j) {
      result(i) = result(i) + a(i, j) * v(j);
    }
  }
  return result;
}

/// A B. Over Interval this is the only product: Eigen's own asks for ==, which an Interval lacks.
template <Field T> Matrix<T> times(const Matrix<T>& a, const Matrix<T>& b) {
  Matrix<T> result(a.rows(), b.cols());
  for (Eigen::Index j = 0; j < b.cols(); ++j) {
    const Vector<T> column = b.col(j);
    result.col(j) = times<T>(a, column);
  }
  return result;
}

/// Solves A X = B by elimination with the best pivot of each column.
/// Shape   A: n x n, B: n x m, result: n x m.
/// Error   exact over Rational; an enclosure over Interval (of every solution for members of A, B).
/// Throws  Undecidable if no usable pivot is left: A is singular, or not provably regular.
template <Field T> Matrix<T> solve(Matrix<T> a, Matrix<T> b) {
  need(a.rows() == a.cols() && a.rows() == b.rows(), "solve needs a square system that fits");
  const Eigen::Index n = a.rows();
  for (Eigen::Index k = 0; k < n; ++k) {
    Eigen::Index best = k;
    for (Eigen::Index i = k + 1; i < n; ++i) {
      if (pivot_quality(a(i, k)) > pivot_quality(a(best, k))) {
        best = i;
      }
    }
    if (!(pivot_quality(a(best, k)) > 0)) {
      throw Undecidable("the linear system is singular, or not provably regular at this precision");
    }
    a.row(k).swap(a.row(best));
    b.row(k).swap(b.row(best));
    for (Eigen::Index i = k + 1; i < n; ++i) {
      const T factor = a(i, k) / a(k, k);
      for (Eigen::Index j = k + 1; j < n; ++j) {
        a(i, j) = a(i, j) - factor * a(k, j);
      }
      for (Eigen::Index j = 0; j < b.cols(); ++j) {
        b(i, j) = b(i, j) - factor * b(k, j);
      }
    }
  }
  for (Eigen::Index k = n - 1; k >= 0; --k) {
    for (Eigen::Index j = 0; j < b.cols(); ++j) {
      T rest = b(k, j);
      for (Eigen::Index i = k + 1; i < n; ++i) {
        rest = rest - a(k, i) * b(i, j);
      }
      b(k, j) = rest / a(k, k);
    }
  }
  return b;
}
template <Field T> Vector<T> solve(const Matrix<T>& a, const Vector<T>& b) {
  const Matrix<T> right = b;
  return solve<T>(a, right).col(0);
}
template <Field T> Matrix<T> inverse(const Matrix<T>& a) {
  return solve<T>(a, identity<T>(a.rows()));
}

/// Is the symmetric matrix positive definite?  Exact over Rational; over double and Real as good as
/// their rounding; over Interval `yes` only if every member matrix is.
Truth is_positive_definite(Matrix<Rational> a);
Truth is_positive_definite(Matrix<Interval> a);
Truth is_positive_definite(Matrix<Real> a);
Truth is_positive_definite(Matrix<double> a);

/// Eigenvalues in increasing order and an orthonormal basis in the columns of `vectors`.
template <class T> struct Spectrum {
  Vector<T> values;
  Matrix<T> vectors;
};
Spectrum<double> symmetric_eigen(const Matrix<double>& a);
Spectrum<Real> symmetric_eigen(const Matrix<Real>& a);
/// Simultaneous reduction: F W = A W diag(values), WᵀA W = I, for A positive definite.
Spectrum<double> reduce_pair(const Matrix<double>& a, const Matrix<double>& f);
Spectrum<Real> reduce_pair(const Matrix<Real>& a, const Matrix<Real>& f);

} // namespace assay
