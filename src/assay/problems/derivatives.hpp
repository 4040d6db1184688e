#pragma once
#include <assay/problems/bilevel.hpp>

/// Derivatives of a bilevel problem in any arithmetic: the problem's own gradients where it has
/// them, otherwise by forward Taylor arithmetic, exact up to the rounding of the scalar.
///
/// Shape   grad_x_*: dx.  grad_y_*: dy.  hess_yy_*: dy x dy.  jac_xy_*: dx x dy, entry (i, j) is
///         the second derivative by x_i and y_j.
/// Cost    a gradient by Taylor arithmetic: one evaluation for each coordinate; a matrix: dy
/// gradients.
namespace assay {

/// x + t e_k as series of order 1.
template <Field T> Vector<Taylor<T>> seeded(const Vector<T>& x, Eigen::Index k) {
  Vector<Taylor<T>> result(x.size());
  for (Eigen::Index i = 0; i < x.size(); ++i) {
    result(i) = i == k ? Taylor<T>::variable(x(i), 1) : Taylor<T>(x(i));
  }
  return result;
}

/// The same point as constant series.
template <Field T> Vector<Taylor<T>> constant_series(const Vector<T>& x) { return seeded(x, -1); }

/// Gradient of a scalar function of one vector, by Taylor arithmetic.
template <Field T, class Function>
Vector<T> gradient(const Function& function, const Vector<T>& x) {
  Vector<T> result(x.size());
  for (Eigen::Index k = 0; k < x.size(); ++k) {
    result(k) = function(seeded(x, k))[1];
  }
  return result;
}

template <class P, Field T>
Vector<T> grad_x_f(const P& problem, const Vector<T>& x, const Vector<T>& y) {
  if constexpr (requires { problem.grad_x_f(x, y); }) {
    return problem.grad_x_f(x, y);
  } else {
    const auto fixed = constant_series(y);
    return gradient<T>([&](const auto& moving) { return problem.f(moving, fixed); }, x);
  }
}

template <class P, Field T>
Vector<T> grad_y_f(const P& problem, const Vector<T>& x, const Vector<T>& y) {
  if constexpr (requires { problem.grad_y_f(x, y); }) {
    return problem.grad_y_f(x, y);
  } else {
    const auto fixed = constant_series(x);
    return gradient<T>([&](const auto& moving) { return problem.f(fixed, moving); }, y);
  }
}

template <class P, Field T>
Vector<T> grad_x_g(const P& problem, const Vector<T>& x, const Vector<T>& y) {
  if constexpr (requires { problem.grad_x_g(x, y); }) {
    return problem.grad_x_g(x, y);
  } else {
    const auto fixed = constant_series(y);
    return gradient<T>([&](const auto& moving) { return problem.g(moving, fixed); }, x);
  }
}

template <class P, Field T>
Vector<T> grad_y_g(const P& problem, const Vector<T>& x, const Vector<T>& y) {
  if constexpr (requires { problem.grad_y_g(x, y); }) {
    return problem.grad_y_g(x, y);
  } else {
    const auto fixed = constant_series(x);
    return gradient<T>([&](const auto& moving) { return problem.g(fixed, moving); }, y);
  }
}

/// Jacobian of a vector function of y: column k is its derivative along y_k.
template <Field T, class Function>
Matrix<T> jacobian(const Function& function, const Vector<T>& y, Eigen::Index rows) {
  Matrix<T> result(rows, y.size());
  for (Eigen::Index k = 0; k < y.size(); ++k) {
    const Vector<Taylor<T>> moved = function(seeded(y, k));
    for (Eigen::Index i = 0; i < rows; ++i) {
      result(i, k) = moved(i)[1];
    }
  }
  return result;
}

template <class P, Field T>
Matrix<T> hess_yy_g(const P& problem, const Vector<T>& x, const Vector<T>& y) {
  const auto fixed = constant_series(x);
  return jacobian<T>([&](const auto& moving) { return grad_y_g(problem, fixed, moving); }, y,
                     y.size());
}

template <class P, Field T>
Matrix<T> hess_yy_f(const P& problem, const Vector<T>& x, const Vector<T>& y) {
  const auto fixed = constant_series(x);
  return jacobian<T>([&](const auto& moving) { return grad_y_f(problem, fixed, moving); }, y,
                     y.size());
}

template <class P, Field T>
Matrix<T> jac_xy_g(const P& problem, const Vector<T>& x, const Vector<T>& y) {
  const auto fixed = constant_series(x);
  return jacobian<T>([&](const auto& moving) { return grad_x_g(problem, fixed, moving); }, y,
                     x.size());
}

/// Envelope theorem: the gradient of l_nu at its lower-level solution, nu grad_x f + grad_x g.
template <class P, Field T>
Vector<T> value_gradient(const P& problem, const Vector<T>& x, const Vector<T>& y_nu, const T& nu) {
  const Vector<T> upper = grad_x_f(problem, x, y_nu);
  Vector<T> result = grad_x_g(problem, x, y_nu);
  for (Eigen::Index i = 0; i < result.size(); ++i) {
    result(i) = result(i) + nu * upper(i);
  }
  return result;
}

/// Implicit function theorem: grad phi = grad_x f - J H^{-1} grad_y f at y = y*(x).
/// Throws  Undecidable if H is singular.
template <class P, Field T>
Vector<T> hypergradient(const P& problem, const Vector<T>& x, const Vector<T>& y_star) {
  const Vector<T> v = solve<T>(hess_yy_g(problem, x, y_star), grad_y_f(problem, x, y_star));
  const Vector<T> implicit = times<T>(jac_xy_g(problem, x, y_star), v);
  Vector<T> result = grad_x_f(problem, x, y_star);
  for (Eigen::Index i = 0; i < result.size(); ++i) {
    result(i) = result(i) - implicit(i);
  }
  return result;
}

} // namespace assay
