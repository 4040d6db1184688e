/// Under PL alone the multiplier is not unique, and the update direction does not care.
///
/// Statement    If v solves H (grad_y f + H v) = 0 and the rows of J lie in range(H), then
///              grad_x f + J v is the same for every solution: grad_x f - J H^+ grad_y f.
/// Assumptions  H symmetric positive semidefinite; the rows of J, the dx x dy matrix of second
///              derivatives of g, in range(H), as for g = |Ay - Bx|^2 / 2.
/// Source       xiao2023galet, the step in w.
/// Reduces to   H regular: v = -H^{-1} grad_y f and the implicit-function formula.
/// Measured     rank-deficient least squares: the direction at the shortest solution and at one
///              moved by a kernel vector that is not 0, against a closed form from A's factors.
/// Refuted by   a term of J outside range(H); (H + I/1000)^{-1}; a step off the solutions; sign.
/// Not shown    that grad phi exists; H that changes with y; dy = 1, where H = 0 is all there is.
#include <assay/claims/identity.hpp>
#include <assay/problems/pl.hpp>

namespace theory::hypergradient {
namespace {

using namespace assay;

struct Direction {
  Vector<Rational> upper_x;
  Vector<Rational> upper_y;
  Matrix<Rational> hessian;
  Matrix<Rational> jacobian;
};

Direction direction_of(const PlCase& c) {
  return {.upper_x = grad_x_f(c.problem, c.x, c.y),
          .upper_y = grad_y_f(c.problem, c.x, c.y),
          .hessian = hess_yy_g(c.problem, c.x, c.y),
          .jacobian = jac_xy_g(c.problem, c.x, c.y)};
}

/// The projection onto the kernel of H, as a matrix.
Matrix<Rational> kernel_projection(const PlCase& c) {
  const Eigen::Index n = c.problem.dy();
  Matrix<Rational> result(n, n);
  for (Eigen::Index k = 0; k < n; ++k) {
    result.col(k) = in_kernel(c, identity<Rational>(n).col(k));
  }
  return result;
}

/// The shortest solution of H (b + H v) = 0: H^2 plus the projection onto the kernel is regular.
Vector<Rational> shortest_solution(const PlCase& c, const Direction& d) {
  const Matrix<Rational> regular = (d.hessian * d.hessian + kernel_projection(c)).eval();
  const Vector<Rational> right = -d.hessian * d.upper_y;
  return solve<Rational>(regular, right);
}

/// grad_x f - J H^+ b from the factors A = L R: J = -B'L R and R H^+ = (L'L)^{-1} (R R')^{-1} R.
Vector<Rational> closed_form(const PlCase& c, const Direction& d) {
  const Vector<Rational> image = c.right * d.upper_y;
  const Vector<Rational> inner = solve<Rational>((c.right * c.right.transpose()).eval(), image);
  const Vector<Rational> outer = solve<Rational>((c.left.transpose() * c.left).eval(), inner);
  return (d.upper_x + c.problem.B.transpose() * (c.left * outer)).eval();
}

/// Two solutions to compare, as (one solution, another), and the direction's parts.
struct Candidates {
  Direction parts;
  Vector<Rational> first;
  Vector<Rational> second;
};

Candidates two_solutions(const PlCase& c) {
  Candidates result{.parts = direction_of(c), .first = {}, .second = {}};
  result.first = shortest_solution(c, result.parts);
  result.second = result.first + in_kernel(c, c.away);
  return result;
}

template <class Change> Evidence check(const Effort& effort, const Change& change) {
  const auto sides = [&change](const PlCase& c) {
    const Vector<Rational> expected = closed_form(c, direction_of(c));
    Candidates found = two_solutions(c);
    change(found, c);
    const Direction& d = found.parts;
    const auto value = [&d](const Vector<Rational>& v) {
      return (d.upper_x + d.jacobian * v).eval();
    };
    const auto residual = [&d](const Vector<Rational>& v) {
      return (d.hessian * (d.upper_y + d.hessian * v)).eval();
    };
    const Vector<Rational> zero = zeros<Rational>(c.problem.dy());
    return Sides{.left = joined(joined(value(found.first), value(found.second)),
                                joined(residual(found.first), residual(found.second))),
                 .right = joined(joined(expected, expected), joined(zero, zero))};
  };
  const auto make = [](int trial, Stream& stream) {
    const Dimensions d = identity_dimensions(trial);
    return pl_case(d.dx, std::max(d.dy, 2), stream);
  };
  Evidence evidence;
  evidence.instances = {"rank-deficient least squares, dx from 1 to 8, dy from 2 to 8"};
  evidence.rows.push_back(
      check_identity(evidence.instances[0], identity_cases(effort), effort.seed, make, sides));
  return evidence;
}

Evidence measure(const Effort& effort) {
  return check(effort, [](Candidates&, const PlCase&) {});
}

Evidence rows_outside_the_range(const Effort& effort) {
  return check(effort,
               [](Candidates& found, const PlCase& c) { found.parts.jacobian += c.problem.K; });
}

Evidence regularised(const Effort& effort) {
  return check(effort, [](Candidates& found, const PlCase& c) {
    const Matrix<Rational> ridge =
        (found.parts.hessian + identity<Rational>(c.problem.dy()) / Rational(1000)).eval();
    found.second = -solve<Rational>(ridge, found.parts.upper_y);
  });
}

Evidence off_the_solutions(const Effort& effort) {
  return check(effort, [](Candidates& found, const PlCase& c) {
    found.second = found.first + Vector<Rational>::Constant(c.problem.dy(), 1);
  });
}

Evidence sign(const Effort& effort) {
  return check(effort, [](Candidates& found, const PlCase&) {
    found.first = -found.first;
    found.second = -found.second;
  });
}

} // namespace

Claim pl_solution_independent() {
  return {
      .id = "hypergradient/pl_solution_independent",
      .title = "Under PL the direction does not depend on the multiplier chosen",
      .latex = R"(H(\nabla_y f + H v) = 0 \ \Rightarrow\ \nabla_x f + \nabla^2_{xy} g\, v)"
               R"( = \nabla_x f - \nabla^2_{xy} g\, H^{+}\, \nabla_y f)",
      .plain = "With a singular Hessian H of g in y, every v with H (grad_y f + H v) = 0 gives the "
               "same grad_x f + J v, provided that the rows of the mixed Hessian J lie in the "
               "range of H.",
      .assumptions = {"H symmetric positive semidefinite", "the rows of J lie in range(H)"},
      .source = {.key = "xiao2023galet",
                 .version = "arXiv 2306.02422, abstract; identity derived here",
                 .locus = "the update of w"},
      .kind = Kind::identity,
      .convention = Convention::none,
      .evidence = EvidenceLevel::exact,
      .expected = Verdict::supported,
      .method = "two solutions that differ by a kernel vector, and a closed form from the factors "
                "of A, in rational arithmetic",
      .reduces_to = {"H regular: the implicit-function formula"},
      .not_shown = "that phi has a gradient; Hessians that change with y",
      .run = measure,
      .faults = {{"a part of J outside the range of H", Verdict::refuted, rows_outside_the_range},
                 {"(H + I/1000)^{-1} in place of a solution", Verdict::refuted, regularised},
                 {"a step that leaves the solutions", Verdict::refuted, off_the_solutions},
                 {"the sign of v", Verdict::refuted, sign}},
  };
}

} // namespace theory::hypergradient
