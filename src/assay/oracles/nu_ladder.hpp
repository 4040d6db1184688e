#pragma once
#include <assay/differences/stencil.hpp>
#include <assay/problems/enclosure.hpp>

#include <map>
#include <utility>

/// Finite-difference hyper-gradients along a ladder of steps nu, every lower-level problem solved
/// once however many stencils and steps use it.
///
/// A node of a stencil at step nu is the penalty weight j nu; on a dyadic ladder 2 * (nu/2) is the
/// node 1 * nu of the rung above, so a table for p = 1..12 has some seven new nodes a rung.
/// Shape   x: dx; every gradient: dx.
/// Error   that of the scalar: exact over Rational, an enclosure over Interval.
/// Throws  Undecidable if a lower-level problem cannot be solved.
namespace assay {

/// largest, largest/2, largest/4, ...: exact.
inline std::vector<Rational> dyadic_ladder(const Rational& largest, int rungs) {
  std::vector<Rational> steps;
  Rational step = largest;
  for (int i = 0; i < rungs; ++i) {
    steps.push_back(step);
    step /= 2;
  }
  return steps;
}

/// y_nu*(x) in the arithmetic of the table: certified over Interval, else to working precision.
template <class P, Field T>
Vector<T> node_solution(const P& problem, const Vector<T>& x, const T& nu) {
  if constexpr (std::same_as<T, Interval>) {
    return enclose_solution(problem, x, nu);
  } else {
    return lower_solution(problem, x, nu);
  }
}

template <class P, Field T> class NuLadder {
public:
  NuLadder(P problem, Vector<T> x) : problem_(std::move(problem)), x_(std::move(x)) {}

  /// grad l_nu(x).
  const Vector<T>& value_gradient_at(const Rational& nu) {
    auto found = gradients_.find(nu);
    if (found == gradients_.end()) {
      const T step = exact<T>(nu);
      const Vector<T> y = node_solution(problem_, x_, step);
      found = gradients_.emplace(nu, value_gradient(problem_, x_, y, step)).first;
    }
    return found->second;
  }
  /// (1/nu) sum_j weight_j grad l_{node_j nu}(x).
  Vector<T> difference(const Stencil& stencil, const Rational& nu) {
    std::vector<Vector<T>> values;
    for (std::size_t j = 0; j < stencil.size(); ++j) {
      values.push_back(stencil.weights[j] == 0 ? zeros<T>(problem_.dx())
                                               : value_gradient_at(stencil.nodes[j] * nu));
    }
    return apply(stencil, values, exact<T>(nu));
  }
  /// grad phi(x), by the implicit function theorem.
  const Vector<T>& truth() {
    if (truth_.size() == 0) {
      truth_ = hypergradient(problem_, x_, node_solution(problem_, x_, T(0)));
    }
    return truth_;
  }
  /// difference - truth.
  Vector<T> error(const Stencil& stencil, const Rational& nu) {
    Vector<T> result = difference(stencil, nu);
    const Vector<T>& exactly = truth();
    for (Eigen::Index i = 0; i < result.size(); ++i) {
      result(i) = result(i) - exactly(i);
    }
    return result;
  }

  [[nodiscard]] const P& problem() const { return problem_; }
  [[nodiscard]] const Vector<T>& x() const { return x_; }

private:
  P problem_;
  Vector<T> x_;
  std::map<Rational, Vector<T>> gradients_;
  Vector<T> truth_;
};

} // namespace assay
