#pragma once
#include <assay/problems/derivatives.hpp>

/// Gradients of the value function and of the hyper-objective with the lower-level solution moving
/// along: dual numbers in x run through y_nu*(x) itself. Neither the envelope theorem nor the
/// implicit function theorem is used, so both can be checked against these.
///
/// Needs   problem.solution(x, nu) in closed form, over Taylor<T>.
/// Shape   x: dx; result: dx.   Error   exact over Rational.   Cost   dx lower-level solutions.
namespace assay {

/// The gradient by x of l_nu(x) = nu f + g at y_nu*(x).
template <class P, Field T>
Vector<T> moving_value_gradient(const P& problem, const Vector<T>& at, const T& weight) {
  return gradient<T>(
      [&](const auto& x) {
        const Taylor<T> nu(weight);
        const auto y = problem.solution(x, nu);
        return nu * problem.f(x, y) + problem.g(x, y);
      },
      at);
}

/// The gradient by x of phi(x) = f(x, y*(x)).
template <class P, Field T> Vector<T> moving_hypergradient(const P& problem, const Vector<T>& at) {
  return gradient<T>([&](const auto& x) { return problem.f(x, problem.solution(x, Taylor<T>(0))); },
                     at);
}

} // namespace assay
