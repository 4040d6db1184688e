#include <assay/claims/judge.hpp>
#include <assay/error.hpp>

#include <algorithm>

namespace assay {
namespace {

Verdict from(bool all, bool none) {
  return all ? Verdict::supported : none ? Verdict::refuted : Verdict::inconclusive;
}

Verdict judge_equal(const Row& row) {
  const Quantity low = row.claimed - row.tolerance;
  const Quantity high = row.claimed + row.tolerance;
  const bool disjoint = row.hi < low || row.lo > high;
  const bool inside = row.lo >= low - row.resolution && row.hi <= high + row.resolution;
  return from(inside && !disjoint, disjoint);
}

std::string count(std::size_t n, const char* one, const char* many) {
  return std::to_string(n) + " " + (n == 1 ? one : many);
}

} // namespace

Verdict judge(const Row& row) {
  if (row.cases == 0) {
    return Verdict::vacuous;
  }
  need(row.lo <= row.measured && row.measured <= row.hi,
       row.instance + ": the measured value lies outside its own interval");
  need(row.tolerance.is_finite() && row.tolerance >= 0 && row.resolution.is_finite() &&
           row.resolution >= 0,
       row.instance + ": tolerance and resolution must be finite and not negative");
  const Quantity up = row.claimed + row.tolerance;
  const Quantity down = row.claimed - row.tolerance;
  switch (row.relation) {
  case Relation::equal:
    return judge_equal(row);
  case Relation::at_most:
    return from(row.hi <= up, row.lo > up);
  case Relation::below:
    return from(row.hi < row.claimed, row.lo >= row.claimed);
  case Relation::at_least:
    return from(row.lo >= down, row.hi < down);
  case Relation::above:
    return from(row.lo > row.claimed, row.hi <= row.claimed);
  }
  return Verdict::vacuous;
}

namespace {

/// How far the row's far end sits from what it claims; the larger, the worse.
Quantity distance(const Row& row) {
  switch (row.relation) {
  case Relation::at_most:
  case Relation::below:
    return row.claimed.is_finite() ? row.hi - row.claimed : Quantity::minus_infinity();
  case Relation::at_least:
  case Relation::above:
    return row.claimed.is_finite() ? row.claimed - row.lo : Quantity::minus_infinity();
  case Relation::equal:
    break;
  }
  if (!row.claimed.is_finite()) {
    return Quantity::minus_infinity();
  }
  const Quantity above = row.hi - row.claimed;
  const Quantity below = row.claimed - row.lo;
  return above < below ? below : above;
}

/// Is `a` the better row to show?  Headlines first, then the one farther from its claim.
bool tells_more(const Row& a, const Row& b) {
  return a.headline != b.headline ? a.headline : distance(b) < distance(a);
}

/// Of the rows that carry the verdict the one to show.
std::optional<std::size_t> deciding_row(const std::vector<Row>& rows, Verdict verdict) {
  std::optional<std::size_t> worst;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (judge(rows[i]) == verdict && (!worst || tells_more(rows[i], rows[*worst]))) {
      worst = i;
    }
  }
  return worst;
}

std::string explain(const Judgement& judgement, const Evidence& evidence) {
  if (judgement.verdict == Verdict::vacuous) {
    return "the check looked at nothing";
  }
  if (judgement.verdict == Verdict::supported) {
    return count(judgement.cases, "case agrees", "cases agree");
  }
  const Row& row = evidence.rows[*judgement.worst];
  std::string where = row.instance;
  if (row.p > 0) {
    where += ", p = " + std::to_string(row.p);
  }
  const char* what = judgement.verdict == Verdict::refuted ? "fails on " : "undecided on ";
  return what + where + (row.note.empty() ? "" : ": " + row.note);
}

} // namespace

Judgement judge(const Evidence& evidence) {
  Judgement result;
  bool any_refuted = false;
  bool any_open = false;
  for (const Row& row : evidence.rows) {
    const Verdict verdict = judge(row);
    result.cases += row.cases;
    any_refuted = any_refuted || verdict == Verdict::refuted;
    any_open = any_open || verdict == Verdict::inconclusive;
  }
  result.verdict = any_refuted         ? Verdict::refuted
                   : result.cases == 0 ? Verdict::vacuous
                   : any_open          ? Verdict::inconclusive
                                       : Verdict::supported;
  result.worst = deciding_row(evidence.rows, result.verdict);
  result.reason = explain(result, evidence);
  return result;
}

bool ClaimResult::as_expected() const {
  return broken.empty() && judgement.verdict == claim.expected &&
         std::all_of(faults.begin(), faults.end(),
                     [](const FaultResult& fault) { return fault.as_expected(); });
}

Evidence gather(const std::function<Evidence(const Effort&)>& run, const Effort& effort) {
  try {
    return run(effort);
  } catch (const Undecidable& reason) {
    Evidence evidence;
    evidence.rows.push_back(undecided_row("(whole check)", Relation::equal, 0, reason.what()));
    return evidence;
  }
}

FaultResult run_fault(const Fault& fault, const Effort& effort) {
  Effort own = effort;
  own.digits.reset();
  own.orders.clear();
  return {.name = fault.name, .must_be = fault.must_be, .judgement = judge(gather(fault.run, own))};
}

ClaimResult judge(const Claim& claim, const Effort& effort) {
  ClaimResult result{
      .claim = claim, .effort = effort, .evidence = gather(claim.run, effort), .broken = {}};
  result.judgement = judge(result.evidence);
  for (const Fault& fault : claim.faults) {
    result.faults.push_back(run_fault(fault, effort));
  }
  return result;
}

} // namespace assay
