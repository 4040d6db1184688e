/// A gradient of the zero-chain reveals at most one new coordinate.
///
/// Statement    prog_0(grad f_T(x)) <= prog_{1/2}(x) + 1 for every T and x.
/// Assumptions  none.
/// Source       arjevani2023, section 3: properties of f_T, fourth.
/// Reduces to   x = 0: only grad_1 differs from 0.
/// Measured     let k = prog_{1/2}(x): then |x_j| <= 1/2 for j > k and grad_i must be 0 for i > k
/// + 1. It
///              depends on x_{i-1}, x_i, x_{i+1} only, so for every T it is one of two cases (i <
///              T, i = T). The gradient is evaluated over boxes in which x_j is the whole real line
///              for j <= k and [-1/2, 1/2] beyond; its entries i > k + 1 come out as the interval
///              [0, 0], for all k and T <= 6: every case of every T.
/// Refuted by   the + 1 dropped; 3/4 in place of 1/2.
/// Not shown    nothing within the statement.
#include "certify.hpp"

namespace theory::arjevani2023 {
namespace {

struct Statement {
  Rational threshold = ratio(1, 2);
  int ahead = 1; ///< how many new coordinates may appear
};

/// Encloses the largest |grad_i|, i > k + ahead, over all x with |x_j| <= threshold for j > k: from
/// above over the box, from below at its corner x = (2, ..., 2, threshold, ..., threshold).
Row beyond(int length, int k, const Statement& statement) {
  Vector<Interval> box(length);
  Vector<Interval> corner(length);
  for (int j = 0; j < length; ++j) {
    box(j) = j < k ? whole_line() : Interval(Rational(-statement.threshold), statement.threshold);
    corner(j) = j < k ? Interval(2) : Interval(statement.threshold);
  }
  const Vector<Interval> over_box = zero_chain::gradient(box);
  const Vector<Interval> at_corner = zero_chain::gradient(corner);
  Real low = 0;
  Real high = 0;
  for (int i = k + statement.ahead; i < length; ++i) {
    low = std::max(low, at_corner(i).mignitude());
    high = std::max(high, over_box(i).magnitude());
  }
  Row row = enclosed_row("grad_i f_T beyond, T = " + std::to_string(length) +
                             ", prog = " + std::to_string(k),
                         Relation::at_most, 0, Interval(low, high));
  row.cases = static_cast<std::size_t>(std::max(0, length - k - statement.ahead));
  return row;
}

Evidence check(const Effort& effort, const Statement& statement) {
  Evidence evidence;
  if (cells(effort) == 0) {
    return evidence;
  }
  const Precision digits(effort.digits_or(50));
  evidence.digits = Precision::digits();
  evidence.instances = {"f_T, every T and x"};
  for (int length = 2; length <= 6; ++length) {
    for (int k = 0; k + statement.ahead < length; ++k) {
      evidence.rows.push_back(beyond(length, k, statement));
    }
  }
  return evidence;
}

Evidence measure(const Effort& effort) { return check(effort, {}); }
Evidence nothing_new(const Effort& effort) { return check(effort, {.ahead = 0}); }
Evidence later_gate(const Effort& effort) { return check(effort, {.threshold = ratio(3, 4)}); }

} // namespace

Claim chain_progress() {
  return {
      .id = "arjevani2023/chain_progress",
      .title = "One new coordinate for each gradient",
      .latex = R"(\mathrm{prog}_0(\nabla f_T(x)) \le \mathrm{prog}_{1/2}(x) + 1)",
      .plain = "If no coordinate of x beyond the k-th exceeds 1/2 in absolute value, no coordinate "
               "of the gradient beyond the (k+1)-th differs from 0.",
      .assumptions = {},
      .source = lower_bound_paper("section 3, properties of F_T, item 4"),
      .kind = Kind::inequality,
      .convention = Convention::none,
      .evidence = EvidenceLevel::certified,
      .expected = Verdict::supported,
      .method = "interval evaluation of the gradient over unbounded boxes: the entries in question "
                "are [0, 0]",
      .reduces_to = {"x = 0: only the first entry differs from 0"},
      .not_shown = "nothing within the statement: longer chains repeat these cases",
      .run = measure,
      .faults = {{"the + 1 dropped", Verdict::refuted, nothing_new},
                 {"3/4 in place of 1/2", Verdict::refuted, later_gate}},
  };
}

} // namespace theory::arjevani2023
