#include <assay/problems/generated_quadratic.hpp>
#include <assay/problems/rotation.hpp>

#include <cmath>

namespace assay {
namespace {

/// The columns of a rotation.
Matrix<double> axes(int n, std::uint64_t seed) {
  const Rotation rotation(n, seed);
  Matrix<double> q(n, n);
  Vector<double> column;
  for (int k = 0; k < n; ++k) {
    column = Vector<double>::Unit(n, k);
    rotation.apply(column);
    q.col(k) = column;
  }
  return q;
}

Matrix<double> with_eigenvalues(const Matrix<double>& q, const Vector<double>& values) {
  const Matrix<double> m = q * values.asDiagonal() * q.transpose();
  return 0.5 * (m + m.transpose());
}

/// rows x columns with every singular value 1.
Matrix<double> partial_isometry(int rows, int columns, std::uint64_t seed) {
  if (rows < columns) {
    return partial_isometry(columns, rows, seed).transpose();
  }
  return axes(rows, seed).leftCols(columns);
}

/// a (b/a)^(i/(n-1)) for i = 0, ..., n - 1; a alone for n = 1.
double geometric(double a, double b, int i, int n) {
  return n == 1 ? a : a * std::pow(b / a, static_cast<double>(i) / (n - 1));
}

} // namespace

Quadratic<double> generated_quadratic(const GeneratedShape& shape) {
  need(shape.dx >= 1 && shape.dy >= 1 && shape.kappa >= 1 && shape.curvature >= 0,
       "a generated quadratic needs dx, dy >= 1, kappa >= 1 and a curvature >= 0");
  const int dx = shape.dx;
  const int dy = shape.dy;
  const std::uint64_t seed = 5 * shape.seed; // five rotations each
  Vector<double> lower(dy);
  Vector<double> upper(dy);
  for (int i = 0; i < dy; ++i) {
    lower(i) = geometric(1, shape.kappa, i, dy);
    upper(i) = shape.curvature * (dy == 1 ? 1 : 2.0 * i / (dy - 1) - 1);
  }
  Quadratic<double> q;
  q.A = with_eigenvalues(axes(dy, seed), lower);
  q.F = with_eigenvalues(axes(dy, seed + 1), upper);
  q.B = partial_isometry(dy, dx, seed + 2);
  q.K = 0.5 * partial_isometry(dx, dy, seed + 3);
  q.b = axes(dy, seed + 4).col(0);
  const Matrix<double> slope = solve<double>(q.A, q.B);
  const Matrix<double> cross = q.K * slope;
  Vector<double> wanted(dx);
  for (int i = 0; i < dx; ++i) {
    wanted(i) = geometric(1, 2, i, dx);
  }
  const Matrix<double> given = cross + cross.transpose() + slope.transpose() * q.F * slope;
  q.P = -0.5 * (given + given.transpose());
  q.P.diagonal() += wanted;
  // At x = 0:  grad_y f = F y + h = pull,  grad phi = K y + q + S' pull = 0.
  const Vector<double> y = solve<double>(q.A, q.b);
  const Vector<double> pull = axes(dy, seed + 4).col(dy - 1);
  q.h = pull - q.F * y;
  q.q = -(q.K * y) - slope.transpose() * pull;
  return q;
}

} // namespace assay
