#include <assay/oracles/hypergradient_routes.hpp>

namespace assay {
namespace {

Matrix<Real> midpoints(const Matrix<Interval>& m) {
  Matrix<Real> result(m.rows(), m.cols());
  for (Eigen::Index i = 0; i < m.rows(); ++i) {
    for (Eigen::Index j = 0; j < m.cols(); ++j) {
      result(i, j) = m(i, j).midpoint();
    }
  }
  return result;
}

/// An upper bound on the spectral norm: the largest row sum.
Real row_sum_norm(const Matrix<Real>& m) {
  Real largest = 0;
  for (Eigen::Index i = 0; i < m.rows(); ++i) {
    Real sum = 0;
    for (Eigen::Index j = 0; j < m.cols(); ++j) {
      sum += abs(m(i, j));
    }
    largest = largest < sum ? sum : largest;
  }
  return largest;
}

/// eta sum_q (I - eta H)^q b in plain rounding arithmetic: its error is enclosed afterwards.
Vector<Real> plain_sum(const Matrix<Real>& hessian, const Vector<Real>& b, int terms) {
  const Real eta = Real(1) / row_sum_norm(hessian);
  const Real negligible = machine_epsilon() * norm<Real>(b);
  Vector<Real> term = b;
  Vector<Real> sum = zeros<Real>(b.size());
  for (int q = 0; q < terms && norm<Real>(term) > negligible; ++q) {
    sum = sum + term;
    term = term - eta * times<Real>(hessian, term);
  }
  return eta * sum;
}

} // namespace

Interval least_curvature(const Matrix<Interval>& hessian) {
  Rational mu = 1024;
  for (int halvings = 0; halvings < 64; ++halvings, mu /= 2) {
    Matrix<Interval> shifted = hessian;
    for (Eigen::Index i = 0; i < shifted.rows(); ++i) {
      shifted(i, i) = shifted(i, i) - exact<Interval>(mu);
    }
    if (is_positive_definite(shifted) == Truth::yes) {
      return exact<Interval>(mu);
    }
  }
  throw Undecidable("the Hessian is not provably positive definite at this precision");
}

Enclosure
neumann_solution(const Matrix<Interval>& hessian, const Enclosure& right, const NeumannSum& how) {
  Enclosure v =
      convert<Interval>(plain_sum(midpoints(hessian), krawczyk::midpoint(right), how.terms));
  if (!how.tail_enclosed) {
    return v;
  }
  const Enclosure missing = right - times<Interval>(hessian, v);
  Interval squares = 0;
  for (Eigen::Index i = 0; i < missing.size(); ++i) {
    squares += square(missing(i));
  }
  const Real radius = (sqrt(squares) / least_curvature(hessian)).upper();
  if (!radius.is_finite()) {
    throw Undecidable("the tail of the Neumann series cannot be enclosed at this precision");
  }
  Enclosure result(v.size());
  for (Eigen::Index i = 0; i < v.size(); ++i) {
    result(i) = v(i) + Interval(-radius, radius);
  }
  return result;
}

} // namespace assay
