/// How fast the lower-level solution moves when the upper level starts to pull.
///
/// Statement    d y_nu* / d nu at nu = 0 is -H^{-1} grad_y f(x, y*), H the Hessian of g in y.
/// Assumptions  g twice differentiable and strongly convex in y.
/// Source       chen2026f2sap, the derivation of eq. (8) (implicit function theorem).
/// Reduces to   grad_y f(x, y*) = 0: the solution does not move, to first order.
/// Measured     the closed form of y_nu* in dual numbers in nu, against the solve with Taylor
///              derivatives; rational quadratics.
/// Refuted by   the sign; the Hessian of g + nu f; grad_y f at y = 0; H in place of its inverse.
/// Not shown    problems that are not quadratic: see hypergradient/identities_certified.
#include <assay/claims/identity.hpp>
#include <assay/problems/lower_level.hpp>

namespace theory::hypergradient {
namespace {

using namespace assay;

Vector<Rational> moving_rate(const QuadraticCase& c) {
  const auto y = c.problem.solution(constant_series(c.x), Taylor<Rational>::variable(0, 1));
  Vector<Rational> rate(y.size());
  for (Eigen::Index i = 0; i < y.size(); ++i) {
    rate(i) = y(i)[1];
  }
  return rate;
}

Vector<Rational> formula(const Matrix<Rational>& hessian, const Vector<Rational>& slope) {
  return (-solve<Rational>(hessian, slope)).eval();
}

/// Compares the rate with `candidate(case, y*, H, grad_y f)`.
template <class Candidate> Evidence check(const Effort& effort, const Candidate& candidate) {
  return check_on_quadratics(effort, [&candidate](const QuadraticCase& c) {
    const Vector<Rational> y = c.problem.solution(c.x, Rational(0));
    return Sides{.left = moving_rate(c),
                 .right =
                     candidate(c, y, hess_yy_g(c.problem, c.x, y), grad_y_f(c.problem, c.x, y))};
  });
}

using Point = Vector<Rational>;

Evidence measure(const Effort& effort) {
  return check(effort, [](const QuadraticCase&, const Point&, const Matrix<Rational>& h,
                          const Point& slope) { return formula(h, slope); });
}

Evidence sign(const Effort& effort) {
  return check(effort, [](const QuadraticCase&, const Point&, const Matrix<Rational>& h,
                          const Point& slope) { return solve<Rational>(h, slope); });
}

Evidence penalised_hessian(const Effort& effort) {
  return check(effort, [](const QuadraticCase& c, const Point& y, const Matrix<Rational>&,
                          const Point& slope) {
    return formula(penalty_hessian(c.problem, c.x, y, c.nu), slope);
  });
}

Evidence slope_at_zero(const Effort& effort) {
  return check(effort,
               [](const QuadraticCase& c, const Point& y, const Matrix<Rational>& h, const Point&) {
                 return formula(h, grad_y_f(c.problem, c.x, zeros<Rational>(y.size())));
               });
}

Evidence not_inverted(const Effort& effort) {
  return check(effort, [](const QuadraticCase&, const Point&, const Matrix<Rational>& h,
                          const Point& slope) { return (-times<Rational>(h, slope)).eval(); });
}

} // namespace

Claim lower_level_sensitivity() {
  return {
      .id = "hypergradient/lower_level_sensitivity",
      .title = "Sensitivity of the lower-level solution",
      .latex = R"(\frac{d y_\nu^*}{d\nu}\Big|_{\nu=0} = -[\nabla^2_{yy} g]^{-1}\nabla_y f)",
      .plain = "The minimiser of nu f + g leaves y* in the direction of minus the inverse Hessian "
               "of g times grad_y f.",
      .assumptions = {"g is twice differentiable and strongly convex in y"},
      .source = {.key = "chen2026f2sap",
                 .version = "arXiv v2, 2026-03-07",
                 .locus = "derivation of eq. (8)"},
      .kind = Kind::identity,
      .convention = Convention::none,
      .evidence = EvidenceLevel::exact,
      .expected = Verdict::supported,
      .method = "dual numbers in nu through the closed form, against a solve with Taylor "
                "derivatives, in rational arithmetic",
      .reduces_to = {"grad_y f(x, y*) = 0: the rate is 0"},
      .not_shown = "problems that are not quadratic (see hypergradient/identities_certified)",
      .run = measure,
      .faults = {{"the sign", Verdict::refuted, sign},
                 {"the Hessian of nu f + g in place of g's", Verdict::refuted, penalised_hessian},
                 {"grad_y f taken at y = 0", Verdict::refuted, slope_at_zero},
                 {"the Hessian not inverted", Verdict::refuted, not_inverted}},
  };
}

} // namespace theory::hypergradient
