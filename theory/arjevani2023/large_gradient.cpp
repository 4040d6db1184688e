/// Until its last coordinate passes 1, the zero-chain's gradient has norm at least 1.
///
/// Statement    ||grad f_T(x)|| >= |grad_{prog_1(x)+1} f_T(x)| >= 1 while prog_1(x) < T, with
/// equality
///              at T = 1, |x_1| = 1.
/// Assumptions  none.
/// Source       arjevani2023, section 3: properties of f_T, fifth (printed there with >, which
/// fails at
///              T = 1, |x_1| = 1 because prog_1 counts |x_i| > 1 strictly).
/// Reduces to   T = 1, |x_1| = 1: exactly 1.
/// Measured     for i = prog_1(x) + 1 we have |x_i| <= 1 and |x_{i-1}| > 1 (or i = 1, as if it were
/// 1).
///              All terms of grad_i have one sign, so |grad_i| >= psi(|r|) phi'(s), |r| >= 1, |s|
///              <= 1. psi increases and phi' falls with |s| (signs of their derivatives in
///              rationals), so the least value is at |r| = |s| = 1, where log psi + log phi' = 1 -
///              1/(2r-1)^2 + (1-s^2)/2 = 0 exactly. Beside it interval branch and bound over all
///              |r| >= 1 >= |s| to 1/1000, and the gradient itself against that term at random
///              points.
/// Refuted by   >= 1.01; a strict > 1; prog_{9/10} in place of prog_1.
/// Not shown    nothing within the statement.
#include <assay/numbers/stream.hpp>

#include "certify.hpp"

namespace theory::arjevani2023 {
namespace {

struct Bounds {
  Rational least = 1;
  Relation relation = Relation::at_least;
  Rational threshold = 1; ///< alpha in prog_alpha
};

/// psi(|r|) phi'(s), which |grad_i| is at least; box: |x_{i-1}|, x_i.
Interval first_term(const Box& box) { return zero_chain::psi(box[0]) * zero_chain::phi(box[1], 1); }

/// |grad_2 f_3| less that term at random points: never negative.
Row remainder(const Effort& effort) {
  Stream stream(effort.seed, 0, "large_gradient points");
  const int points = effort.pick(0, 20, 60, 400);
  Interval worst(100);
  for (int k = 0; k < points; ++k) {
    Vector<Interval> x(3);
    for (int i = 0; i < 3; ++i) {
      x(i) = Interval(ratio(stream.integer(-300, 300), 100));
    }
    const Interval rest = abs(zero_chain::gradient(x)(1)) - first_term({abs(x(0)), x(1)});
    worst = rest.lower() < worst.lower() ? rest : worst;
  }
  Row row =
      enclosed_row("|grad_2 f_3| - psi(|x_1|) phi'(x_2), random x", Relation::at_least, 0, worst);
  row.tolerance = ratio(1, 1000000000); // it is 0 where |x_2| <= 1/2, up to enclosure
  row.cases = static_cast<std::size_t>(points);
  return row;
}

std::vector<Row> exact_rows(const Bounds& bounds) {
  const Rational& r = bounds.threshold;
  const Rational& s = bounds.threshold;
  const Rational logarithm = 1 - 1 / power(2 * r - 1, 2) + (1 - s * s) / 2;
  const Rational rise = in_squares(zero_chain::psi_polynomial(1)).front();
  const Rational fall = in_squares(zero_chain::phi_polynomial(2)).front();
  std::vector<Row> rows{exact_row("factor of psi', r > 1/2", Relation::above, 0, rise),
                        exact_row("factor of phi'', s > 0", Relation::below, 0, fall),
                        exact_row("log of psi phi' at the corner", Relation::equal, 0, logarithm)};
  if (logarithm == 0) { // then the least value is e^0
    rows.push_back(headline(exact_row("psi(1) phi'(1)", bounds.relation, bounds.least, 1)));
  }
  return rows;
}

Evidence check(const Effort& effort, const Bounds& bounds) {
  Evidence evidence;
  if (cells(effort) == 0) {
    return evidence;
  }
  const Precision digits(effort.digits_or(30));
  evidence.digits = Precision::digits();
  evidence.instances = {"f_T, every T and x with prog_1(x) < T"};
  append(evidence, exact_rows(bounds));
  const Search search{.cells = cells(effort), .tolerance = ratio(1, 1000)};
  const Rational& a = bounds.threshold;
  Row row = extremum_row("inf psi(|x_{i-1}|) phi'(x_i), |x_i| <= 1 <= |x_{i-1}|, independently",
                         Relation::at_least, bounds.least,
                         minimum(first_term, {half_line_from(a), Interval(-a, a)}, search));
  row.tolerance = ratio(1, 500);
  evidence.rows.push_back(std::move(row));
  evidence.rows.push_back(remainder(effort));
  return evidence;
}

Evidence measure(const Effort& effort) { return check(effort, {}); }
Evidence raised(const Effort& effort) { return check(effort, {.least = ratio(101, 100)}); }
Evidence strict(const Effort& effort) { return check(effort, {.relation = Relation::above}); }
Evidence lower_threshold(const Effort& effort) {
  return check(effort, {.threshold = ratio(9, 10)});
}

} // namespace

Claim large_gradient() {
  return {
      .id = "arjevani2023/large_gradient",
      .title = "The zero-chain's gradient stays large",
      .latex = R"(\mathrm{prog}_1(x) < T \;\Rightarrow\; \|\nabla f_T(x)\| \ge 1)",
      .plain =
          "While not every coordinate has been reached in the sense of prog_1, the gradient of "
          "the zero-chain has norm at least 1; 1 is attained at T = 1, |x_1| = 1.",
      .assumptions = {},
      .source = lower_bound_paper("section 3, properties of F_T, item 5"),
      .kind = Kind::inequality,
      .convention = Convention::none,
      .evidence = EvidenceLevel::certified,
      .expected = Verdict::supported,
      .method = "reduced to the entry after the last large coordinate; its least value exact by "
                "monotonicity, and by interval branch and bound as a second opinion",
      .reduces_to = {"T = 1, |x_1| = 1: exactly 1"},
      .not_shown = "nothing within the statement",
      .run = measure,
      .faults = {{"1.01 in place of 1", Verdict::refuted, raised},
                 {"strictly above 1", Verdict::refuted, strict},
                 {"prog_{9/10} in place of prog_1", Verdict::refuted, lower_threshold}},
  };
}

} // namespace theory::arjevani2023
