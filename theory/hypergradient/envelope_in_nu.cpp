/// The envelope theorem in nu: the minimum moves with nu at the rate of the upper objective.
///
/// Statement    d l_nu(x) / d nu = f(x, y_nu*(x)).
/// Assumptions  nu f + g strongly convex in y.
/// Source       chen2026f2sap, the derivation of eq. (8) (Danskin's theorem).
/// Reduces to   nu = 0: d l_nu / d nu = f(x, y*) = phi(x).
/// Measured     l at nu + t, its minimiser carried as a dual number in t, against f; rational
///              quadratics, at nu, -nu and 0.
/// Refuted by   f at y*, at y_{-nu}*; the sign; the part nu f in place of f.
/// Not shown    problems that are not quadratic: see hypergradient/identities_certified.
#include <assay/claims/identity.hpp>

namespace theory::hypergradient {
namespace {

using namespace assay;

/// d/dnu of l at that nu, the lower-level solution moving with it.
Rational moving_rate(const QuadraticCase& c, const Rational& at) {
  const auto nu = Taylor<Rational>::variable(at, 1);
  const auto x = constant_series(c.x);
  const auto y = c.problem.solution(x, nu);
  return (nu * c.problem.f(x, y) + c.problem.g(x, y))[1];
}

template <class Envelope> Evidence check(const Effort& effort, const Envelope& envelope) {
  return check_on_quadratics(effort, [&envelope](const QuadraticCase& c) {
    Sides sides{.left = zeros<Rational>(3), .right = zeros<Rational>(3)};
    for (int j = -1; j <= 1; ++j) {
      const Rational nu = j * c.nu;
      sides.left(j + 1) = moving_rate(c, nu);
      sides.right(j + 1) = envelope(c, nu);
    }
    return sides;
  });
}

Rational upper_at(const QuadraticCase& c, const Rational& nu) {
  return c.problem.f(c.x, c.problem.solution(c.x, nu));
}

Evidence measure(const Effort& effort) { return check(effort, upper_at); }

Evidence at_the_lower_solution(const Effort& effort) {
  return check(effort, [](const QuadraticCase& c, const Rational& /*nu*/) {
    return upper_at(c, Rational(0));
  });
}

Evidence at_the_mirrored_solution(const Effort& effort) {
  return check(effort, [](const QuadraticCase& c, const Rational& nu) {
    return upper_at(c, Rational(-nu));
  });
}

Evidence sign(const Effort& effort) {
  return check(effort, [](const QuadraticCase& c, const Rational& nu) { return -upper_at(c, nu); });
}

Evidence weighted(const Effort& effort) {
  return check(effort, [](const QuadraticCase& c, const Rational& nu) -> Rational {
    return nu * upper_at(c, nu);
  });
}

} // namespace

Claim envelope_in_nu() {
  return {
      .id = "hypergradient/envelope_in_nu",
      .title = "Envelope theorem in nu",
      .latex = R"(\frac{\partial}{\partial \nu} \ell_\nu(x) = f(x, y_\nu^*(x)))",
      .plain = "The minimum l_nu(x) of nu f + g over y changes with nu at the rate f(x, y_nu*).",
      .assumptions = {"nu f + g is strongly convex in y"},
      .source = {.key = "chen2026f2sap",
                 .version = "arXiv v2, 2026-03-07",
                 .locus = "derivation of eq. (8)"},
      .kind = Kind::identity,
      .convention = Convention::none,
      .evidence = EvidenceLevel::exact,
      .expected = Verdict::supported,
      .method =
          "dual numbers in nu through the minimiser, at nu, -nu and 0, in rational arithmetic",
      .reduces_to = {"nu = 0: the rate is f(x, y*) = phi(x)"},
      .not_shown = "problems that are not quadratic (see hypergradient/identities_certified)",
      .run = measure,
      .faults = {{"f taken at y*", Verdict::refuted, at_the_lower_solution},
                 {"f taken at the minimiser for -nu", Verdict::refuted, at_the_mirrored_solution},
                 {"the sign", Verdict::refuted, sign},
                 {"nu f in place of f", Verdict::refuted, weighted}},
  };
}

} // namespace theory::hypergradient
