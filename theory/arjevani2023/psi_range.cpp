/// The gate psi of the zero-chain stays between 0 and e.
///
/// Statement    0 <= psi(t) < e for every real t; psi(t) = exp(1 - 1/(2t-1)^2) for t > 1/2, else 0.
/// Assumptions  none.
/// Source       arjevani2023, section 3: bounds on the components (from Carmon et al.).
/// Reduces to   t <= 1/2: 0.   t = 1: 1.   t -> inf: e, not attained.
/// Measured     interval branch and bound: inf psi over the whole line; sup psi/e over |t| <= 10^6.
///              Beyond 10^6, log psi - 1 = -1/(2t-1)^2 is negative for every finite t.
/// Refuted by   the upper bound lowered by 1 %; the lower bound raised to 1/1000.
/// Not shown    nothing within the statement.
#include "certify.hpp"

namespace theory::arjevani2023 {
namespace {

const Rational far = 1000000;

Evidence check(const Effort& effort, const Rational& least, const Rational& most) {
  Evidence evidence;
  if (cells(effort) == 0) {
    return evidence;
  }
  const Precision digits(effort.digits_or(50));
  evidence.digits = Precision::digits();
  evidence.instances = {"psi on the real line"};
  const Interval e = exp(Interval(1));
  const Search search{.cells = cells(effort), .tolerance = ratio(1, 1000)};
  const auto psi = [](const Interval& t) { return zero_chain::psi(t); };
  evidence.rows.push_back(extremum_row("inf psi on the line", Relation::at_least, least,
                                       minimum(on_line(psi), {whole_line()}, search)));
  const auto relative = [&](const Interval& t) { return psi(t) / e; };
  evidence.rows.push_back(extremum_row("sup psi/e for |t| <= 10^6", Relation::below, most,
                                       maximum(on_line(relative), {Interval(-far, far)}, search)));
  evidence.rows.push_back(
      exact_row("log psi - 1 at t = 10^6", Relation::below, 0, -1 / power(2 * far - 1, 2)));
  return evidence;
}

Evidence measure(const Effort& effort) { return check(effort, 0, 1); }
Evidence upper_lowered(const Effort& effort) { return check(effort, 0, ratio(99, 100)); }
Evidence lower_raised(const Effort& effort) { return check(effort, ratio(1, 1000), 1); }

} // namespace

Claim psi_range() {
  return {
      .id = "arjevani2023/psi_range",
      .title = "Range of the gate psi",
      .latex = R"(0 \le \Psi(t) < e)",
      .plain = "The gate of the zero-chain is never negative and stays strictly below e.",
      .assumptions = {},
      .source = lower_bound_paper("section 3, bounds on the component functions"),
      .kind = Kind::inequality,
      .convention = Convention::none,
      .evidence = EvidenceLevel::certified,
      .expected = Verdict::supported,
      .method = "interval branch and bound over the extended real line; beyond 10^6 by the sign of "
                "the exponent",
      .reduces_to = {"t <= 1/2: 0", "t = 1: 1", "t to infinity: e, not attained"},
      .not_shown = "nothing within the statement",
      .run = measure,
      .faults = {{"upper bound lowered by 1 %", Verdict::refuted, upper_lowered},
                 {"lower bound raised to 1/1000", Verdict::refuted, lower_raised}},
  };
}

} // namespace theory::arjevani2023
