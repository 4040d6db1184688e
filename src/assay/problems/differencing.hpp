#pragma once
#include <assay/problems/model.hpp>

#include <algorithm>
#include <cmath>

/// Central differences of a model's vector fields, for its checks.
/// Error   O(step^2) third derivatives and O(1e-16/step) rounding, both relative to the point.
namespace assay::differencing {

/// Beyond this dimension matrices are not assembled.
inline constexpr int dense_limit = 300;

inline double step(const Vector<double>& at, double relative) {
  return relative * std::max(1.0, at.norm());
}

using Field2 = void (Model::*)(const Vector<double>&, const Vector<double>&, Vector<double>&) const;
using Field1 = void (Model::*)(const Vector<double>&, Vector<double>&) const;

/// A derivative, and how far it may be off: its change at twice the step, and rounding.
struct Estimate {
  Vector<double> value;
  double error = 0;
};

/// (at(h) - at(-h))/(2h) for a vector function of one number.
template <class Along> Estimate central(double h, const Along& at) {
  const Vector<double> above = at(h);
  const Vector<double> below = at(-h);
  Estimate found{(above - below) / (2 * h), 0};
  const Vector<double> wider = (at(2 * h) - at(-2 * h)) / (4 * h);
  found.error = (found.value - wider).norm() + 1e-15 * (above.norm() + below.norm()) / h;
  return found;
}

class Fields {
public:
  Fields(const Model& model, const Vector<double>& x, const Vector<double>& y, double relative)
      : model_(model), x_(x), y_(y), relative_(relative) {}

  /// Derivative of a field of (x, y) along u in x, along v in y, and of a field of x.
  [[nodiscard]] Estimate along_x(Field2 field, const Vector<double>& u) const {
    return central(step(x_, relative_), [&](double t) {
      Vector<double> out;
      (model_.*field)((x_ + t * u).eval(), y_, out);
      return out;
    });
  }
  [[nodiscard]] Estimate along_y(Field2 field, const Vector<double>& v) const {
    return central(step(y_, relative_), [&](double t) {
      Vector<double> out;
      (model_.*field)(x_, (y_ + t * v).eval(), out);
      return out;
    });
  }
  [[nodiscard]] Estimate of_x(Field1 field, const Vector<double>& u) const {
    return central(step(x_, relative_), [&](double t) {
      Vector<double> out;
      (model_.*field)((x_ + t * u).eval(), out);
      return out;
    });
  }

private:
  const Model& model_;
  const Vector<double>& x_;
  const Vector<double>& y_;
  double relative_;
};

/// The matrix whose k-th column is map(e_k).
template <class Map> Matrix<double> assemble(int rows, int columns, const Map& map) {
  Matrix<double> m(rows, columns);
  for (int k = 0; k < columns; ++k) {
    m.col(k) = map(Vector<double>::Unit(columns, k));
  }
  return m;
}

inline Matrix<double>
hessian(const Model& model, const Vector<double>& x, const Vector<double>& y) {
  const Matrix<double> h = assemble(model.dy(), model.dy(), [&](const Vector<double>& v) {
    Vector<double> out;
    model.hvp(x, y, v, out);
    return out;
  });
  return 0.5 * (h + h.transpose());
}

/// H^+ v by a symmetric H's eigenvectors: where H is singular, the shortest of the best solutions.
inline Vector<double> pseudo_solve(const Matrix<double>& symmetric, const Vector<double>& v) {
  const Spectrum<double> h = symmetric_eigen(symmetric);
  Vector<double> w = h.vectors.transpose() * v;
  const double least = 1e-12 * h.values.cwiseAbs().maxCoeff();
  for (Eigen::Index i = 0; i < w.size(); ++i) {
    w(i) = std::abs(h.values(i)) <= least ? 0 : w(i) / h.values(i);
  }
  return h.vectors * w;
}

inline double largest_singular_value(const Matrix<double>& m) {
  const Matrix<double> square =
      m.rows() < m.cols() ? (m * m.transpose()).eval() : (m.transpose() * m).eval();
  return std::sqrt(std::max(0.0, symmetric_eigen(square).values.maxCoeff()));
}

} // namespace assay::differencing
