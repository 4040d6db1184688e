#include <assay/problems/quadratic.hpp>

namespace assay {
namespace {

Rational small_rational(Stream& stream) {
  // Two statements: the order of evaluation of arguments is the compiler's choice.
  const auto below = stream.integer(1, 4);
  return ratio(stream.integer(-8, 8), below);
}

Matrix<Rational> random_matrix(int rows, int columns, Stream& stream) {
  Matrix<Rational> m(rows, columns);
  for (int i = 0; i < rows; ++i) {
    for (int j = 0; j < columns; ++j) {
      m(i, j) = small_rational(stream);
    }
  }
  return m;
}

Matrix<Rational> random_symmetric(int n, Stream& stream) {
  const Matrix<Rational> m = random_matrix(n, n, stream);
  return (m + m.transpose()).eval();
}

/// I - 2 v v' / v'v: orthogonal and rational for every rational v != 0.
Matrix<Rational> random_reflection(int n, Stream& stream) {
  Vector<Rational> v = zeros<Rational>(n);
  for (int i = 0; i < n; ++i) {
    v(i) = Rational(stream.integer(-3, 3));
  }
  v(0) += v(0) >= 0 ? 1 : -1; // never the zero vector
  const Rational scale = 2 / dot<Rational>(v, v);
  Matrix<Rational> m = identity<Rational>(n);
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < n; ++j) {
      m(i, j) -= scale * v(i) * v(j);
    }
  }
  return m;
}

/// Q diag(spectrum) Q' for a product Q of two reflections.
Matrix<Rational> with_spectrum(const Vector<Rational>& spectrum, Stream& stream) {
  const int n = static_cast<int>(spectrum.size());
  const Matrix<Rational> right = random_reflection(n, stream);
  const Matrix<Rational> left = random_reflection(n, stream);
  const Matrix<Rational> q = (left * right).eval();
  return (q * spectrum.asDiagonal() * q.transpose()).eval();
}

} // namespace

Quadratic<Rational> random_quadratic(const QuadraticShape& shape, Stream& stream) {
  need(shape.dx >= 1 && shape.dy >= 1 && shape.kappa >= 1,
       "a quadratic needs dx >= 1, dy >= 1 and kappa >= 1");
  Vector<Rational> spectrum(shape.dy);
  for (int i = 0; i < shape.dy; ++i) {
    spectrum(i) = Rational(stream.integer(1, shape.kappa));
  }
  spectrum(0) = 1;
  if (shape.dy > 1) {
    spectrum(shape.dy - 1) = shape.kappa;
  }
  Vector<Rational> curvature(shape.dy);
  for (int i = 0; i < shape.dy; ++i) {
    const bool negative = shape.indefinite && i % 2 == 1;
    curvature(i) = ratio(stream.integer(1, 4), 4) * (negative ? -1 : 1);
  }
  Quadratic<Rational> result;
  result.A = with_spectrum(spectrum, stream);
  result.F = with_spectrum(curvature, stream);
  result.B = random_matrix(shape.dy, shape.dx, stream);
  result.K = random_matrix(shape.dx, shape.dy, stream);
  result.P = random_symmetric(shape.dx, stream);
  result.b = random_point(shape.dy, stream);
  result.h = random_point(shape.dy, stream);
  result.q = random_point(shape.dx, stream);
  return result;
}

Vector<Rational> random_point(int n, Stream& stream) {
  Vector<Rational> point(n);
  for (int i = 0; i < n; ++i) {
    point(i) = small_rational(stream);
  }
  return point;
}

} // namespace assay
