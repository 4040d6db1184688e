#pragma once
#include <assay/differences/stencil.hpp>
#include <assay/problems/enclosure.hpp>
#include <assay/problems/value_function.hpp>

/// Certified enclosures of the hyper-gradient by routes that share nothing but the problem.
///
/// implicit    grad_x f - J H^{-1} grad_y f over the enclosure of y*, an interval elimination.
/// neumann     the series summed at midpoints; what it misses is at most |b - H v| / mu, since
///             H^{-1} b - v = H^{-1} (b - H v). No elimination with H.
/// difference  (1/nu) sum_j alpha_j grad l_{j nu} minus its remainder s C_p nu^p h^(p+1)(xi), the
///             derivative of h = grad l enclosed over all of nu's range: no derivative of second
///             order at y* and no solve with H there.
/// Shape   x: dx rationals; result: dx intervals that hold grad phi(x).
/// Throws  Undecidable if an enclosure fails at this precision.
namespace assay {

using Enclosure = Vector<Interval>;

template <class P> Enclosure by_implicit_formula(const P& problem, const Vector<Rational>& x) {
  const Enclosure at = convert<Interval>(x);
  return hypergradient(problem, at, enclose_solution(problem, at, Interval(0)));
}

/// The largest 2^-k found for which H - 2^-k I is positive definite, for every member of H.
Interval least_curvature(const Matrix<Interval>& hessian);

/// The Neumann sum of H^{-1} b, and the faults that can be planted in it.
struct NeumannSum {
  int terms = 4000; ///< at most; it stops when the terms are below rounding
  bool tail_enclosed = true;
};
Enclosure
neumann_solution(const Matrix<Interval>& hessian, const Enclosure& right, const NeumannSum& how);

template <class P>
Enclosure by_neumann_sum(const P& problem, const Vector<Rational>& x, const NeumannSum& how = {}) {
  const Enclosure at = convert<Interval>(x);
  const Enclosure y = enclose_solution(problem, at, Interval(0));
  const Enclosure v = neumann_solution(hess_yy_g(problem, at, y), grad_y_f(problem, at, y), how);
  return grad_x_f(problem, at, y) - times<Interval>(jac_xy_g(problem, at, y), v);
}

/// The stencil of order p and its step. `nu` small against mu / L keeps every node convex.
struct DifferenceRoute {
  int p = 12;
  Rational nu = ratio(1, 1000000);
  int remainder_sign = 1; ///< 0 leaves the remainder out, -1 turns it round: planted faults
};

/// An enclosure of the k-th derivative by nu of grad l over the whole range of nu.
template <class P>
Enclosure value_derivative_over(const P& problem, const Enclosure& x, const Interval& nu, int k) {
  const Enclosure y = enclose_solution(problem, x, nu);
  return derivative(value_gradient_series(problem, x, nu, y, k), k);
}

/// The derivative at 0 of a curve over nu, as a finite difference minus its remainder:
/// `value_at(nu)` encloses the curve at one step, `derivative_over(range, k)` its k-th derivative
/// over all of them.
template <class Value, class Derivative>
Enclosure certified_difference(const DifferenceRoute& how,
                               const Stencil& stencil,
                               const Value& value_at,
                               const Derivative& derivative_over) {
  const Interval range(Rational(stencil.nodes.front() * how.nu),
                       Rational(stencil.nodes.back() * how.nu));
  const Enclosure derivative = derivative_over(range, how.p + 1);
  std::vector<Enclosure> values;
  for (std::size_t j = 0; j < stencil.size(); ++j) {
    values.push_back(stencil.weights[j] == 0
                         ? zeros<Interval>(derivative.size())
                         : value_at(exact<Interval>(stencil.nodes[j] * how.nu)));
  }
  const Enclosure quotient = apply(stencil, values, exact<Interval>(how.nu));
  const Interval factor = exact<Interval>(how.remainder_sign * error_sign(how.p) *
                                          error_constant(how.p) * power(how.nu, how.p));
  Enclosure result(quotient.size());
  for (Eigen::Index i = 0; i < result.size(); ++i) {
    result(i) = quotient(i) - factor * derivative(i);
  }
  return result;
}

template <class P>
Enclosure by_difference(const P& problem,
                        const Vector<Rational>& x,
                        const DifferenceRoute& how,
                        const Stencil& stencil) {
  const Enclosure at = convert<Interval>(x);
  const auto value = [&](const Interval& nu) {
    return value_gradient(problem, at, enclose_solution(problem, at, nu), nu);
  };
  const auto over = [&](const Interval& range, int k) {
    return value_derivative_over(problem, at, range, k);
  };
  return certified_difference(how, stencil, value, over);
}

/// d y_nu* / d nu at 0, from enclosed solutions at the nodes: no solve with the Hessian of g there.
template <class P>
Enclosure solution_rate_by_difference(const P& problem,
                                      const Vector<Rational>& x,
                                      const DifferenceRoute& how = {}) {
  const Enclosure at = convert<Interval>(x);
  const auto value = [&](const Interval& nu) { return enclose_solution(problem, at, nu); };
  const auto over = [&](const Interval& range, int k) {
    return derivative(solution_series(problem, at, range, enclose_solution(problem, at, range), k),
                      k);
  };
  return certified_difference(how, f2sa_stencil(how.p), value, over);
}

template <class P>
Enclosure
by_difference(const P& problem, const Vector<Rational>& x, const DifferenceRoute& how = {}) {
  return by_difference(problem, x, how, f2sa_stencil(how.p));
}

} // namespace assay
