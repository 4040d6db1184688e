/// The hyper-gradient is a mixed derivative of the value function.
///
/// Statement    d^2 l_nu(x) / (d nu d x) at nu = 0 equals grad phi(x).
/// Assumptions  g strongly convex in y (then nu f + g is, for small |nu|).
/// Source       chen2026f2sap, equation (8).
/// Reduces to   f free of y: both sides are grad_x f(x).
/// Measured     l_nu(x) in nested dual numbers, x outside and nu inside, against phi(x) =
///              f(x, y*(x)) in dual numbers; rational quadratics.
/// Refuted by   the derivative taken at nu instead of 0; the sign; y* held fixed; d l / dx alone.
/// Not shown    problems that are not quadratic: see hypergradient/identities_certified.
#include <assay/claims/identity.hpp>
#include <assay/problems/moving_solution.hpp>

namespace theory::hypergradient {
namespace {

using namespace assay;

/// The coefficients of s t in l_{nu + t}(x + s e_k), for every k.
Vector<Rational> mixed(const QuadraticCase& c, const Rational& at) {
  using Inner = Taylor<Rational>;
  const Taylor<Inner> nu = Inner::variable(at, 1);
  Vector<Inner> point = constant_series(c.x);
  const Vector<Inner> by_x = gradient<Inner>(
      [&](const Vector<Taylor<Inner>>& x) {
        const auto y = c.problem.solution(x, nu);
        return nu * c.problem.f(x, y) + c.problem.g(x, y);
      },
      point);
  Vector<Rational> result(by_x.size());
  for (Eigen::Index k = 0; k < by_x.size(); ++k) {
    result(k) = by_x(k)[1];
  }
  return result;
}

template <class Candidate> Evidence check(const Effort& effort, const Candidate& candidate) {
  return check_on_quadratics(effort, [&candidate](const QuadraticCase& c) {
    return Sides{.left = candidate(c), .right = moving_hypergradient(c.problem, c.x)};
  });
}

Evidence measure(const Effort& effort) {
  return check(effort, [](const QuadraticCase& c) { return mixed(c, 0); });
}

Evidence away_from_zero(const Effort& effort) {
  return check(effort, [](const QuadraticCase& c) { return mixed(c, c.nu); });
}

Evidence sign(const Effort& effort) {
  return check(effort, [](const QuadraticCase& c) { return (-mixed(c, 0)).eval(); });
}

Evidence solution_held_fixed(const Effort& effort) {
  return check(effort, [](const QuadraticCase& c) {
    return grad_x_f(c.problem, c.x, c.problem.solution(c.x, Rational(0)));
  });
}

Evidence first_derivative(const Effort& effort) {
  return check(effort, [](const QuadraticCase& c) {
    return moving_value_gradient(c.problem, c.x, Rational(0));
  });
}

} // namespace

Claim mixed_derivative() {
  return {
      .id = "hypergradient/mixed_derivative",
      .title = "The hyper-gradient as a mixed derivative",
      .latex = R"(\frac{\partial^2 \ell_\nu(x)}{\partial\nu\,\partial x}\Big|_{\nu=0})"
               R"( = \nabla \varphi(x))",
      .plain = "The derivative of l_nu(x) by x, differentiated by nu at nu = 0, is the gradient of "
               "phi(x) = f(x, y*(x)).",
      .assumptions = {"g is strongly convex in y"},
      .source = {.key = "chen2026f2sap", .version = "arXiv v2, 2026-03-07", .locus = "eq. (8)"},
      .kind = Kind::identity,
      .convention = Convention::none,
      .evidence = EvidenceLevel::exact,
      .expected = Verdict::supported,
      .method = "nested dual numbers through the minimiser, against dual numbers through phi, in "
                "rational arithmetic",
      .reduces_to = {"f free of y: both sides are grad_x f(x)"},
      .not_shown = "problems that are not quadratic (see hypergradient/identities_certified)",
      .run = measure,
      .faults = {{"the derivative at nu > 0", Verdict::refuted, away_from_zero},
                 {"the sign", Verdict::refuted, sign},
                 {"y* held fixed when differentiating phi", Verdict::refuted, solution_held_fixed},
                 {"not differentiated by nu", Verdict::refuted, first_derivative}},
  };
}

} // namespace theory::hypergradient
