#pragma once
#include <assay/problems/derivatives.hpp>

#include <cmath>

/// The lower-level solution y_nu*(x) = argmin_y nu f(x, y) + g(x, y), by Newton's method.
///
/// Started at y = 0 in double with step halving (the Newton direction always lowers the norm of the
/// gradient where the Hessian is positive definite), then in Real until the steps are at the
/// rounding level: about nine more at 150 digits.
/// Shape   x: dx; result: dy.
/// Error   the last step, at most 10^8 units of rounding relative to 1 + |y|; the distance to the
///         solution is that times the condition number of the Hessian, at most.
/// Throws  Undecidable if Newton does not converge: no minimiser, or too few digits for it.
namespace assay {

/// grad_y of nu f + g.
template <class P, Field T>
Vector<T> penalty_gradient(const P& problem, const Vector<T>& x, const Vector<T>& y, const T& nu) {
  Vector<T> result = grad_y_g(problem, x, y);
  const Vector<T> upper = grad_y_f(problem, x, y);
  for (Eigen::Index i = 0; i < result.size(); ++i) {
    result(i) = result(i) + nu * upper(i);
  }
  return result;
}

/// The Hessian in y of nu f + g.
template <class P, Field T>
Matrix<T> penalty_hessian(const P& problem, const Vector<T>& x, const Vector<T>& y, const T& nu) {
  const auto fixed = constant_series(x);
  const Taylor<T> step(nu);
  return jacobian<T>(
      [&](const auto& moving) { return penalty_gradient(problem, fixed, moving, step); }, y,
      y.size());
}

/// The Euclidean norm.
template <Analytic T> T norm(const Vector<T>& v) { return T(sqrt(dot<T>(v, v))); }

/// One Newton step: the correction to add to y.
template <class P, Field T>
Vector<T> newton_step(const P& problem, const Vector<T>& x, const Vector<T>& y, const T& nu) {
  const Vector<T> step =
      solve<T>(penalty_hessian(problem, x, y, nu), penalty_gradient(problem, x, y, nu));
  return (-step).eval();
}

/// Newton with step halving in double: a start for the high-precision iteration.
template <class P>
Vector<double> rough_solution(const P& problem, const Vector<double>& x, double nu) {
  Vector<double> y = zeros<double>(problem.dy());
  double size = norm<double>(penalty_gradient(problem, x, y, nu));
  for (int iteration = 0; iteration < 200 && size > 0; ++iteration) {
    const Vector<double> step = newton_step(problem, x, y, nu);
    double length = 1;
    for (; length > 1e-18; length /= 2) {
      const Vector<double> next = y + length * step;
      const double there = norm<double>(penalty_gradient(problem, x, next, nu));
      if (there < size) {
        y = next;
        size = there;
        break;
      }
    }
    if (!(length > 1e-18)) {
      break; // the rounding floor of double
    }
  }
  return y;
}

/// y_nu*(x) from a start near it, keeping the inverse Hessian while it serves: with 16 correct
/// digits to start from, each step gains 16 more for the price of one gradient.
template <class P>
Vector<Real>
refined_solution(const P& problem, const Vector<Real>& x, const Real& nu, Vector<Real> y) {
  const Real small = machine_epsilon() * Real(100000000);
  const Real fast = exact<Real>(ratio(1, 10000));
  Matrix<Real> inverse_hessian = inverse<Real>(penalty_hessian(problem, x, y, nu));
  Real before = norm<Real>(y) + Real(1);
  for (int iteration = 0; iteration < 200; ++iteration) {
    const Vector<Real> step =
        times<Real>(inverse_hessian, penalty_gradient<P, Real>(problem, x, y, nu));
    y = y - step;
    const Real size = norm<Real>(step);
    if (size <= small * (Real(1) + norm<Real>(y))) {
      return y;
    }
    if (!(size < fast * before)) {
      inverse_hessian = inverse<Real>(penalty_hessian(problem, x, y, nu));
    }
    before = size;
  }
  throw Undecidable("Newton's method on the lower level does not converge at " +
                    std::to_string(Precision::digits()) + " digits");
}

/// y_nu*(x): the problem's closed form if it has one, else Newton to working precision (Real only).
template <class P, Field T>
Vector<T> lower_solution(const P& problem, const Vector<T>& x, const T& nu) {
  if constexpr (requires { problem.solution(x, nu); }) {
    return problem.solution(x, nu);
  } else {
    static_assert(std::same_as<T, Real>, "without a closed form, Newton runs in Real");
    const Vector<double> rough = rough_solution(problem, convert<double>(x), nu.to_double());
    return refined_solution(problem, x, nu, convert<Real>(rough));
  }
}

} // namespace assay
