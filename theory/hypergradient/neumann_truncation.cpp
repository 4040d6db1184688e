/// What a truncated Neumann series leaves of the inverse Hessian.
///
/// Statement    H^{-1} b - eta sum_{q=0}^{Q} (I - eta H)^q b = (I - eta H)^{Q+1} H^{-1} b, with
///              H the Hessian of g in y and b = grad_y f: Q products, Q + 1 terms.
/// Assumptions  H positive definite; 0 < eta < 1 / |H| makes the remainder vanish as Q grows.
/// Source       ji2021stocbio, the hyper-gradient estimator; ghadimi2018bsa.
/// Reduces to   Q = 0: the sum is eta b.   eta H = I: the remainder is 0 from Q = 0 on.
/// Measured     the sum by Hessian-vector products (Taylor arithmetic), Q = 0..5, against powers of
///              the matrix and a solve; I - eta H and H are positive definite, so that the powers
///              tend to 0. Rational quadratics, eta = 1 / trace H.
/// Refuted by   Q terms for Q + 1; one term too many; eta forgotten; I + eta H; the mean of terms.
/// Not shown    stochastic Hessians; any other eta.
#include <assay/claims/identity.hpp>

namespace theory::hypergradient {
namespace {

using namespace assay;

/// The product H v as a directional derivative of grad_y g: no matrix is formed.
Vector<Rational> hessian_times(const QuadraticCase& c, const Vector<Rational>& v) {
  Vector<Taylor<Rational>> y(v.size());
  for (Eigen::Index i = 0; i < v.size(); ++i) {
    y(i) = Taylor<Rational>(std::vector<Rational>{0, v(i)});
  }
  const auto moved = grad_y_g(c.problem, constant_series(c.x), y);
  Vector<Rational> result(v.size());
  for (Eigen::Index i = 0; i < v.size(); ++i) {
    result(i) = moved(i)[1];
  }
  return result;
}

/// eta sum_{q < terms} (I - eta H)^q b. The faults plant their errors in these two numbers.
struct Plan {
  int extra_terms = 0; ///< beyond Q + 1
  int sign = -1;       ///< of eta H
  bool scaled = true;  ///< by eta
  bool averaged = false;
};

Vector<Rational>
neumann_sum(const QuadraticCase& c, Vector<Rational> term, const Rational& eta, int q, Plan plan) {
  const int terms = q + 1 + plan.extra_terms;
  Vector<Rational> sum = zeros<Rational>(term.size());
  for (int k = 0; k < terms; ++k) {
    sum += term;
    term += plan.sign * eta * hessian_times(c, term);
  }
  const Rational scale = (plan.scaled ? eta : Rational(1)) / (plan.averaged ? terms : 1);
  return (scale * sum).eval();
}

Sides sides(const QuadraticCase& c, const Plan& plan) {
  const Matrix<Rational> h = hess_yy_g(c.problem, c.x, zeros<Rational>(c.problem.dy()));
  const Vector<Rational> b = grad_y_f(c.problem, c.x, c.problem.solution(c.x, Rational(0)));
  const Rational eta = 1 / (h.trace() + 1);
  const Matrix<Rational> shrink = (identity<Rational>(h.rows()) - eta * h).eval();
  const bool contracts =
      is_positive_definite(h) == Truth::yes && is_positive_definite(shrink) == Truth::yes;
  const Vector<Rational> exact_inverse = solve<Rational>(h, b);
  Sides result{.left = one(contracts ? 1 : 0), .right = one(1)};
  Vector<Rational> remainder = exact_inverse;
  for (int q = 0; q <= 5; ++q) {
    remainder = (shrink * remainder).eval();
    result.left = joined(result.left, exact_inverse - neumann_sum(c, b, eta, q, plan));
    result.right = joined(result.right, remainder);
  }
  return result;
}

Evidence check(const Effort& effort, const Plan& plan) {
  return check_on_quadratics(effort, [&plan](const QuadraticCase& c) { return sides(c, plan); });
}

Evidence measure(const Effort& effort) { return check(effort, {}); }
Evidence one_term_short(const Effort& effort) { return check(effort, {.extra_terms = -1}); }
Evidence one_term_more(const Effort& effort) { return check(effort, {.extra_terms = 1}); }
Evidence step_forgotten(const Effort& effort) { return check(effort, {.scaled = false}); }
Evidence plus_sign(const Effort& effort) { return check(effort, {.sign = 1}); }
Evidence mean_of_terms(const Effort& effort) { return check(effort, {.averaged = true}); }

} // namespace

Claim neumann_truncation() {
  return {
      .id = "hypergradient/neumann_truncation",
      .title = "Remainder of the truncated Neumann series",
      .latex = R"(H^{-1}b - \eta\sum_{q=0}^{Q}(I-\eta H)^q b = (I-\eta H)^{Q+1}H^{-1}b,)"
               R"(\quad H=\nabla^2_{yy}g,\ b=\nabla_y f)",
      .plain = "After Q Hessian-vector products, that is Q + 1 terms, the Neumann sum misses the "
               "inverse Hessian times grad_y f by exactly (I - eta H)^(Q+1) times it.",
      .assumptions = {"H positive definite", "0 < eta |H| < 1 for the remainder to vanish"},
      .source = {.key = "ji2021stocbio",
                 .version = "arXiv 2010.07962, abstract; remainder derived here",
                 .locus = "the Neumann-series hyper-gradient estimator"},
      .kind = Kind::identity,
      .convention = Convention::none,
      .evidence = EvidenceLevel::exact,
      .expected = Verdict::supported,
      .method = "sums of Hessian-vector products against matrix powers and a solve, Q = 0..5, and "
                "the contraction, in rational arithmetic",
      .reduces_to = {"Q = 0: the sum is eta b", "eta H = I: no remainder from Q = 0 on"},
      .not_shown = "stochastic Hessians; Q above 5; other eta than 1 / (1 + trace H)",
      .run = measure,
      .faults = {{"Q terms in place of Q + 1", Verdict::refuted, one_term_short},
                 {"Q + 2 terms in place of Q + 1", Verdict::refuted, one_term_more},
                 {"the factor eta forgotten", Verdict::refuted, step_forgotten},
                 {"I + eta H in place of I - eta H", Verdict::refuted, plus_sign},
                 {"the mean of the terms in place of their sum", Verdict::refuted, mean_of_terms}},
  };
}

} // namespace theory::hypergradient
