#pragma once
#include <assay/problems/lower_level.hpp>

/// Power series in nu of the lower-level solution and of the value function's gradient.
///
///     y_{nu0 + t}*(x) = y_0 + y_1 t + ...,   grad l_{nu0 + t}(x) = c_0 + c_1 t + ...
///
/// The optimality condition nu grad_y f + grad_y g = 0 is solved coefficient by coefficient: with
/// y_0..y_{k-1} known and y_k = 0, the residual's k-th coefficient r_k gives H y_k = -r_k, where H
/// is the Hessian of nu0 f + g at y_0. Independent of every stencil: no differences are taken.
/// Legend  k! c_k is the k-th derivative by nu of grad l; c_1 at nu0 = 0 is the hyper-gradient.
/// Error   that of the scalar, and of y_0. Over Interval, if nu0 and y_0 enclose a range of steps
/// and
///         its solutions, the coefficients enclose those at every step of the range.
/// Cost    `order` gradients in Taylor arithmetic.   Throws Undecidable if H is singular.
namespace assay {

template <class P, Field T>
Vector<Taylor<T>> solution_series(
    const P& problem, const Vector<T>& x, const T& nu0, const Vector<T>& y0, int order) {
  const Matrix<T> inverse_hessian = inverse<T>(penalty_hessian(problem, x, y0, nu0));
  const auto fixed = constant_series(x);
  std::vector<std::vector<T>> coefficients; // one list for each coordinate of y
  for (Eigen::Index i = 0; i < y0.size(); ++i) {
    coefficients.push_back({y0(i)});
  }
  const auto as_series = [&coefficients] {
    Vector<Taylor<T>> y(static_cast<Eigen::Index>(coefficients.size()));
    for (std::size_t i = 0; i < coefficients.size(); ++i) {
      y(static_cast<Eigen::Index>(i)) = Taylor<T>(coefficients[i]);
    }
    return y;
  };
  for (int k = 1; k <= order; ++k) {
    for (auto& c : coefficients) {
      c.push_back(T(0));
    }
    const Vector<Taylor<T>> residual =
        penalty_gradient(problem, fixed, as_series(), Taylor<T>::variable(nu0, k));
    Vector<T> right(y0.size());
    for (Eigen::Index i = 0; i < y0.size(); ++i) {
      right(i) = -residual(i)[k];
    }
    const Vector<T> next = times<T>(inverse_hessian, right);
    for (std::size_t i = 0; i < coefficients.size(); ++i) {
      coefficients[i].back() = next(static_cast<Eigen::Index>(i));
    }
  }
  return as_series();
}

/// The series of grad l_{nu0 + t}(x), to that order.
template <class P, Field T>
Vector<Taylor<T>> value_gradient_series(
    const P& problem, const Vector<T>& x, const T& nu0, const Vector<T>& y0, int order) {
  return value_gradient(problem, constant_series(x), solution_series(problem, x, nu0, y0, order),
                        Taylor<T>::variable(nu0, order));
}

/// The k-th derivative by t of a vector of series.
template <Field T> Vector<T> derivative(const Vector<Taylor<T>>& series, int k) {
  Vector<T> result(series.size());
  for (Eigen::Index i = 0; i < series.size(); ++i) {
    result(i) = series(i).derivative(k);
  }
  return result;
}

} // namespace assay
