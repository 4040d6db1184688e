/// The implicit-function formula of the hyper-gradient.
///
/// Statement    grad phi = grad_x f - J H^{-1} grad_y f at (x, y*), with H the Hessian of g in y
///              and J the dx x dy matrix of second derivatives of g by x and y.
/// Assumptions  g twice differentiable and strongly convex in y.
/// Source       ghadimi2018bsa, the hyper-gradient by implicit differentiation.
/// Reduces to   f free of y: grad_x f(x).   g = |y - x|^2 / 2: grad_x f + grad_y f at y = x.
/// Measured     the formula from Taylor derivatives of g, against phi(x) = f(x, y*(x)) in dual
///              numbers; rational quadratics.
/// Refuted by   plus for minus; J transposed (seen where dx = dy >= 2); H in place of its inverse;
///              the Hessian of nu f + g; grad_y f taken at y = 0.
/// Not shown    problems that are not quadratic: see hypergradient/routes_certified.
#include <assay/claims/identity.hpp>
#include <assay/problems/lower_level.hpp>
#include <assay/problems/moving_solution.hpp>

namespace theory::hypergradient {
namespace {

using namespace assay;

/// What the formula is made of, at (x, y*).
struct Parts {
  Vector<Rational> upper_x;
  Vector<Rational> upper_y;
  Matrix<Rational> hessian;
  Matrix<Rational> jacobian;
};

Parts parts_of(const QuadraticCase& c) {
  const Vector<Rational> y = c.problem.solution(c.x, Rational(0));
  return {.upper_x = grad_x_f(c.problem, c.x, y),
          .upper_y = grad_y_f(c.problem, c.x, y),
          .hessian = hess_yy_g(c.problem, c.x, y),
          .jacobian = jac_xy_g(c.problem, c.x, y)};
}

Vector<Rational> formula(const Parts& p) {
  return (p.upper_x - p.jacobian * solve<Rational>(p.hessian, p.upper_y)).eval();
}

/// Compares phi's gradient with `candidate`, made from the parts and the case.
template <class Candidate> Evidence check(const Effort& effort, const Candidate& candidate) {
  return check_on_quadratics(effort, [&candidate](const QuadraticCase& c) {
    return Sides{.left = moving_hypergradient(c.problem, c.x), .right = candidate(parts_of(c), c)};
  });
}

Evidence measure(const Effort& effort) {
  return check(effort, [](const Parts& p, const QuadraticCase&) { return formula(p); });
}

Evidence plus_for_minus(const Effort& effort) {
  return check(effort, [](Parts p, const QuadraticCase&) {
    p.jacobian = (-p.jacobian).eval();
    return formula(p);
  });
}

Evidence transposed_jacobian(const Effort& effort) {
  return check(effort, [](Parts p, const QuadraticCase&) {
    if (p.jacobian.rows() == p.jacobian.cols()) { // elsewhere the shapes would give it away
      p.jacobian.transposeInPlace();
    }
    return formula(p);
  });
}

Evidence not_inverted(const Effort& effort) {
  return check(effort, [](const Parts& p, const QuadraticCase&) {
    return (p.upper_x - p.jacobian * (p.hessian * p.upper_y)).eval();
  });
}

Evidence penalised_hessian(const Effort& effort) {
  return check(effort, [](Parts p, const QuadraticCase& c) {
    p.hessian = penalty_hessian(c.problem, c.x, p.upper_y, c.nu);
    return formula(p);
  });
}

Evidence slope_at_zero(const Effort& effort) {
  return check(effort, [](Parts p, const QuadraticCase& c) {
    p.upper_y = grad_y_f(c.problem, c.x, zeros<Rational>(c.problem.dy()));
    return formula(p);
  });
}

} // namespace

Claim implicit_formula() {
  return {
      .id = "hypergradient/implicit_formula",
      .title = "Implicit-function formula of the hyper-gradient",
      .latex = R"(\nabla\varphi = \nabla_x f - \nabla^2_{xy} g\,[\nabla^2_{yy} g]^{-1}\nabla_y f)"
               R"(\ \text{at}\ (x, y^*(x)))",
      .plain = "The gradient of phi(x) = f(x, y*(x)) is grad_x f minus the mixed Hessian of g "
               "times the inverse of its Hessian in y times grad_y f, all at (x, y*).",
      .assumptions = {"g is twice differentiable and strongly convex in y"},
      .source = {.key = "ghadimi2018bsa",
                 .version = "arXiv 1802.02246, abstract; formula derived here",
                 .locus = "hyper-gradient by implicit differentiation"},
      .kind = Kind::identity,
      .convention = Convention::none,
      .evidence = EvidenceLevel::exact,
      .expected = Verdict::supported,
      .method =
          "the formula from Taylor derivatives, against dual numbers through phi, in rational "
          "arithmetic",
      .reduces_to = {"f free of y: grad_x f", "g = |y - x|^2 / 2: grad_x f + grad_y f at y = x"},
      .not_shown = "problems that are not quadratic (see hypergradient/routes_certified)",
      .run = measure,
      .faults = {{"plus for minus", Verdict::refuted, plus_for_minus},
                 {"the mixed Hessian transposed", Verdict::refuted, transposed_jacobian},
                 {"the Hessian not inverted", Verdict::refuted, not_inverted},
                 {"the Hessian of nu f + g in place of g's", Verdict::refuted, penalised_hessian},
                 {"grad_y f taken at y = 0", Verdict::refuted, slope_at_zero}},
  };
}

} // namespace theory::hypergradient
