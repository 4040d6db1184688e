#pragma once
#include <assay/claims/claim.hpp>
#include <assay/oracles/hypergradient_routes.hpp>

/// The hyper-gradient identities on one problem at one point, certified: for a user's problem
/// before a paper is written about it, and for ours.
///
///     const Evidence evidence = check_hypergradient_identities(problem, x);
///     std::cout << name(judge(evidence).verdict);   // judge.hpp
///
/// Rows        envelope theorem in x and in nu; how fast the solution moves with nu; F2SA's penalty
///             and the symmetric one as differences of moving gradients; mixed derivative of the
///             value function, Neumann series and finite difference with remainder, each against
///             the implicit formula.
/// Arithmetic  Interval: the problem's f, g (and gradients, if it has any) must run on it.
/// Verdict     supported: every two enclosures meet, within 1e-30 of each other; refuted: two do
///             not meet (a wrong gradient, mostly); inconclusive: not decided at these digits.
namespace assay {

/// The largest absolute value in an enclosed vector.
Interval largest_entry(const Enclosure& v);

/// The row "two enclosures of one vector meet", relative to `size`: the interval of a difference
/// that must hold 0 and be narrower than 1e-30.
Row meeting_row(std::string what, const Enclosure& a, const Enclosure& b, const Interval& size);

/// The gradient of l_nu by dual numbers in x, the solution moving along the implicit function: the
/// values of f and g are differentiated, their own gradients are not used for it.
template <class P>
Enclosure
moving_gradient(const P& problem, const Enclosure& x, const Enclosure& y, const Interval& nu) {
  const Matrix<Interval> inverse_hessian = inverse<Interval>(penalty_hessian(problem, x, y, nu));
  const auto fixed_y = constant_series(y);
  const Taylor<Interval> weight(nu);
  Enclosure result(x.size());
  for (Eigen::Index k = 0; k < x.size(); ++k) {
    const auto moving_x = seeded(x, k);
    const auto slope = penalty_gradient(problem, moving_x, fixed_y, weight);
    Enclosure pull(y.size());
    for (Eigen::Index i = 0; i < y.size(); ++i) {
      pull(i) = slope(i)[1];
    }
    const Enclosure rate = times<Interval>(inverse_hessian, pull);
    Vector<Taylor<Interval>> moving_y(y.size());
    for (Eigen::Index i = 0; i < y.size(); ++i) {
      moving_y(i) = Taylor<Interval>(std::vector<Interval>{y(i), -rate(i)});
    }
    result(k) = (weight * problem.f(moving_x, moving_y) + problem.g(moving_x, moving_y))[1];
  }
  return result;
}

/// d l_nu / d nu by dual numbers in nu, the solution moving along.
template <class P>
Interval moving_rate(const P& problem, const Enclosure& x, const Enclosure& y, const Interval& nu) {
  const auto at = constant_series(x);
  const auto moving = solution_series(problem, x, nu, y, 1);
  const auto weight = Taylor<Interval>::variable(nu, 1);
  return (weight * problem.f(at, moving) + problem.g(at, moving))[1];
}

/// -[H + nu F]^{-1} grad_y f at y: how fast the solution moves with nu, by the implicit function.
template <class P>
Enclosure
solution_rate(const P& problem, const Enclosure& x, const Enclosure& y, const Interval& nu) {
  const Matrix<Interval> inverse_hessian = inverse<Interval>(penalty_hessian(problem, x, y, nu));
  return -times<Interval>(inverse_hessian, grad_y_f(problem, x, y));
}

/// The gradient by x of F2SA's penalty with multiplier 1/nu, from the solutions at nu and at 0.
template <class P>
Enclosure forward_penalty(const P& problem,
                          const Enclosure& x,
                          const Enclosure& y_nu,
                          const Enclosure& y_star,
                          const Interval& nu) {
  const Enclosure pull = grad_x_g(problem, x, y_nu) - grad_x_g(problem, x, y_star);
  return grad_x_f(problem, x, y_nu) + Enclosure(pull / nu);
}

/// The gradient by x of half of min_y (f + g/nu) minus min_z (-f + g/nu), from both solutions.
template <class P>
Enclosure symmetric_penalty(const P& problem,
                            const Enclosure& x,
                            const Enclosure& y_plus,
                            const Enclosure& y_minus,
                            const Interval& nu) {
  const Enclosure pull = grad_x_g(problem, x, y_plus) - grad_x_g(problem, x, y_minus);
  const Enclosure push = grad_x_f(problem, x, y_plus) + grad_x_f(problem, x, y_minus);
  return (push + Enclosure(pull / nu)) / Interval(2);
}

struct IdentityCheckOptions {
  int digits = 80;
  Rational nu = ratio(1, 1000);     ///< g + nu f and g - nu f must be strongly convex in y
  DifferenceRoute difference;       ///< of the finite difference
  std::string instance = "problem"; ///< how the rows call it
};

/// Rows about the solutions at nu, 0 and -nu, each against a route that differentiates the values
/// of f and g along the moving solution, or takes differences of enclosed solutions.
template <class P>
void append_penalty_rows(const P& problem,
                         const Vector<Rational>& x,
                         const IdentityCheckOptions& how,
                         Evidence& evidence) {
  const auto see = [&](const char* what, const Enclosure& a, const Enclosure& b) {
    evidence.rows.push_back(meeting_row(how.instance + ", " + what, a, b, largest_entry(b)));
  };
  const Enclosure at = convert<Interval>(x);
  const Interval nu = exact<Interval>(how.nu);
  const Enclosure plus = enclose_solution(problem, at, nu);
  const Enclosure star = enclose_solution(problem, at, Interval(0));
  const Enclosure minus = enclose_solution(problem, at, -nu);
  see("rate of the solution", solution_rate_by_difference(problem, x, how.difference),
      solution_rate(problem, at, star, Interval(0)));
  const Enclosure above = moving_gradient(problem, at, plus, nu);
  const Enclosure at_star = moving_gradient(problem, at, star, Interval(0));
  const Enclosure below = moving_gradient(problem, at, minus, -nu);
  see("penalty - forward difference", forward_penalty(problem, at, plus, star, nu),
      apply(f2sa_stencil(1), {at_star, above}, nu));
  see("symmetric penalty - central difference", symmetric_penalty(problem, at, plus, minus, nu),
      apply(f2sa_stencil(2), {below, at_star, above}, nu));
}

/// Throws  nothing for a problem that cannot be decided: its row says why.
template <class P>
Evidence check_hypergradient_identities(const P& problem,
                                        const Vector<Rational>& x,
                                        const IdentityCheckOptions& how = {}) {
  need(x.size() == problem.dx(), "the point has length " + std::to_string(x.size()) +
                                     ", but dx() is " + std::to_string(problem.dx()));
  const Precision precision(how.digits);
  Evidence evidence;
  evidence.digits = how.digits;
  evidence.instances = {how.instance};
  const auto see = [&](const char* what, const Enclosure& a, const Enclosure& b) {
    evidence.rows.push_back(meeting_row(how.instance + ", " + what, a, b, largest_entry(b)));
  };
  try {
    const Enclosure at = convert<Interval>(x);
    const Interval nu = exact<Interval>(how.nu);
    const Enclosure y = enclose_solution(problem, at, nu);
    see("envelope in x", moving_gradient(problem, at, y, nu), value_gradient(problem, at, y, nu));
    see("envelope in nu", Enclosure::Constant(1, moving_rate(problem, at, y, nu)),
        Enclosure::Constant(1, Interval(problem.f(at, y))));
    append_penalty_rows(problem, x, how, evidence);
    const Enclosure truth = by_implicit_formula(problem, x);
    const Enclosure y_star = enclose_solution(problem, at, Interval(0));
    see("mixed derivative - implicit formula",
        derivative(value_gradient_series(problem, at, Interval(0), y_star, 1), 1), truth);
    see("Neumann series - implicit formula", by_neumann_sum(problem, x), truth);
    see("finite difference - implicit formula", by_difference(problem, x, how.difference), truth);
  } catch (const Undecidable& reason) {
    evidence.rows.push_back(undecided_row(how.instance, Relation::equal, 0, reason.what()));
  }
  return evidence;
}

} // namespace assay
