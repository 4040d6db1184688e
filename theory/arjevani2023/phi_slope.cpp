/// The slope of the step phi is positive and largest at 0, where it is sqrt(e).
///
/// Statement    0 < phi'(t) <= sqrt(e) for every real t, with equality at t = 0.
/// Assumptions  none.
/// Source       arjevani2023, section 3: bounds on the components (from Carmon et al.).
/// Reduces to   |t| = 1: phi'(t) = 1.
/// Measured     phi' = sqrt(e) e^{-t^2/2} and phi'' = -t sqrt(e) e^{-t^2/2}: the sign of -t on each
///              side of 0 and the value at 0, in rationals. Beside it interval branch and bound:
///              sup phi'^2/e over the whole line to 1e-4; inf phi' over |t| <= 40. Beyond 40 it is
///              positive because an exponential is.
/// Refuted by   the bound lowered by 1 %; the maximiser put at 1; phi' >= 1/1000.
/// Not shown    nothing within the statement.
#include "certify.hpp"

namespace theory::arjevani2023 {
namespace {

struct Bounds {
  Rational least = 0;    ///< phi' > this
  Rational scale = 1;    ///< phi' <= scale sqrt(e)
  Rational critical = 0; ///< the maximiser
};

Evidence check(const Effort& effort, const Bounds& bounds) {
  Evidence evidence;
  if (cells(effort) == 0) {
    return evidence;
  }
  const Precision digits(effort.digits_or(50));
  evidence.digits = Precision::digits();
  evidence.instances = {"phi' on the real line"};
  const Rational& t = bounds.critical;
  const Rational most = bounds.scale * bounds.scale;
  append(evidence, turning_point_rows(zero_chain::phi_polynomial(2), t, t - 1, t + 1));
  evidence.rows.push_back(exact_row("power of e in (max phi')^2/e", Relation::equal, 0, -t * t));
  evidence.rows.push_back(headline(
      exact_row("(max phi')^2/e", Relation::at_most, most,
                power(zero_chain::evaluate<Rational>(zero_chain::phi_polynomial(1), t), 2))));

  const Interval e = exp(Interval(1));
  const Search search{.cells = cells(effort), .tolerance = ratio(1, 20000)};
  const auto slope = [](const Interval& at) { return zero_chain::phi(at, 1); };
  const auto squared = [&](const Interval& at) { return square(slope(at)) / e; };
  Row row = extremum_row("sup phi'^2/e on the line, independently", Relation::at_most, most,
                         maximum(on_line(squared), {whole_line()}, search));
  row.tolerance = ratio(1, 10000);
  evidence.rows.push_back(std::move(row));
  evidence.rows.push_back(
      extremum_row("inf phi' for |t| <= 40", Relation::above, bounds.least,
                   minimum(on_line(slope), {Interval(Rational(-40), Rational(40))}, search)));
  return evidence;
}

Evidence measure(const Effort& effort) { return check(effort, {}); }
Evidence lowered(const Effort& effort) { return check(effort, {.scale = ratio(99, 100)}); }
Evidence misplaced(const Effort& effort) { return check(effort, {.critical = 1}); }
Evidence raised(const Effort& effort) { return check(effort, {.least = ratio(1, 1000)}); }

} // namespace

Claim phi_slope() {
  return {
      .id = "arjevani2023/phi_slope",
      .title = "Slope of the step phi",
      .latex = R"(0 < \Phi'(t) \le \sqrt{e})",
      .plain = "The step always rises, nowhere faster than the square root of e, which it attains "
               "at 0.",
      .assumptions = {},
      .source = lower_bound_paper("section 3, bounds on the component functions"),
      .kind = Kind::inequality,
      .convention = Convention::none,
      .evidence = EvidenceLevel::certified,
      .expected = Verdict::supported,
      .method = "exact sign of the derivative on each side of the exact maximiser and the exact "
                "value there; interval branch and bound as a second opinion",
      .reduces_to = {"|t| = 1: slope 1"},
      .not_shown = "nothing within the statement",
      .run = measure,
      .faults = {{"upper bound lowered by 1 %", Verdict::refuted, lowered},
                 {"maximiser at t = 1", Verdict::refuted, misplaced},
                 {"lower bound raised to 1/1000", Verdict::refuted, raised}},
  };
}

} // namespace theory::arjevani2023
