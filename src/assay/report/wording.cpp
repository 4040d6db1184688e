#include <assay/report/wording.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace assay {
namespace {

std::string supported(Kind kind, EvidenceLevel evidence) {
  const bool exact = evidence == EvidenceLevel::exact;
  const bool certified = evidence == EvidenceLevel::certified;
  switch (kind) {
  case Kind::identity:
    return exact       ? "exact for these instances, in rational arithmetic"
           : certified ? "holds on these instances within certified enclosures"
           : evidence == EvidenceLevel::precise
               ? "agrees on these instances to the working digits"
               : "agrees on these instances within the stated intervals";
  case Kind::inequality:
    return exact       ? "holds exactly on these instances"
           : certified ? "certified by intervals on the stated instances and ranges"
                       : "supported on these instances; a search cannot exclude a counterexample";
  case Kind::exponent:
    return exact ? "exact: the prescribed parameters multiply to the claimed exponents"
                 : "supported for the prescribed parameters";
  case Kind::order:
    return "supported on these instances and steps; a finite ladder does not settle a limit";
  case Kind::upper_rate:
    return "supported on these instances and accuracies; a finite experiment does not settle a "
           "rate";
  case Kind::lower_rate:
    return "supported for the methods that were run; it says nothing of the others";
  }
  return {};
}

std::string refuted(Kind kind, EvidenceLevel evidence) {
  const bool rigorous = evidence == EvidenceLevel::exact || evidence == EvidenceLevel::certified;
  switch (kind) {
  case Kind::identity:
  case Kind::inequality:
    return rigorous ? "refuted by a counterexample" : "refuted on these instances";
  case Kind::exponent:
    return "refuted: the prescribed parameters do not multiply to it";
  case Kind::order:
  case Kind::upper_rate:
  case Kind::lower_rate:
    return "refuted on these instances: the measured exponent lies beyond the claim";
  }
  return {};
}

} // namespace

std::string finding(Kind kind, EvidenceLevel evidence, Verdict verdict) {
  switch (verdict) {
  case Verdict::supported:
    return supported(kind, evidence);
  case Verdict::refuted:
    return refuted(kind, evidence);
  case Verdict::inconclusive:
    return "undecided: what was measured lies on both sides of the claim";
  case Verdict::vacuous:
    return "nothing was checked";
  }
  return {};
}

std::string finding(const Claim& claim, Verdict verdict) {
  return verdict == Verdict::inconclusive && !claim.open.empty()
             ? "source only: not decided here; what would decide it: " + claim.open
             : finding(claim.kind, claim.evidence, verdict);
}

std::string verdict_text(const ClaimResult& result) {
  if (!result.broken.empty()) {
    return "BROKEN";
  }
  const Verdict verdict = result.judgement.verdict;
  if (verdict != result.claim.expected) {
    std::string shout(name(verdict));
    std::transform(shout.begin(), shout.end(), shout.begin(),
                   [](char c) { return static_cast<char>(c - 'a' + 'A'); });
    return shout + " (expected " + std::string(name(result.claim.expected)) + ")";
  }
  std::string text(name(verdict));
  if (verdict != Verdict::supported) {
    text += " as expected";
  }
  return result.as_expected() ? text : text + ", A FAULT ESCAPED";
}

std::string list_text(const std::vector<int>& numbers) {
  std::string text;
  for (std::size_t i = 0; i < numbers.size();) {
    std::size_t j = i;
    while (j + 1 < numbers.size() && numbers[j + 1] == numbers[j] + 1) {
      ++j;
    }
    if (j - i < 2) { // a run of two reads better as two numbers
      j = i;
    }
    text += (i == 0 ? "" : ",") + std::to_string(numbers[i]);
    if (j > i) {
      text += ".." + std::to_string(numbers[j]);
    }
    i = j + 1;
  }
  return text;
}

double not_tight_by(double claimed, double upper) {
  return std::max(0.0, std::floor(100 * (claimed - upper)) / 100);
}

std::string tightness(const Claim& claim, const Row& row) {
  const bool upper_rate = claim.kind == Kind::upper_rate && row.relation == Relation::at_most;
  if (!upper_rate || !row.hi.is_finite() || judge(row) != Verdict::supported) {
    return "";
  }
  const double below = not_tight_by(row.claimed.to_double(), row.hi.to_double());
  return below > 0 ? fmt::format("not tight here, by {:.2f}", below) : "tight";
}

std::string reproduce(const Claim& claim, const Effort& effort) {
  std::string command = fmt::format("assay verify {} --effort {} --seed {}", claim.id,
                                    name(effort.level), effort.seed);
  if (claim.evidence == EvidenceLevel::sampled && effort.level != Effort::smoke) {
    command += " --evidence sampled"; // by default a sampled claim runs at smoke effort
  }
  if (effort.digits) {
    command += fmt::format(" --digits {}", *effort.digits);
  }
  if (!effort.orders.empty()) {
    command += " --p " + list_text(effort.orders);
  }
  return command;
}

std::string source_text(const Source& source) { return source.key + ", " + source.locus; }

int digits_used(const ClaimResult& result) {
  int digits = result.evidence.digits;
  for (const Row& row : result.evidence.rows) {
    digits = std::max(digits, row.digits);
  }
  return digits;
}

std::string summary(const Ledger& ledger) {
  std::map<std::string, std::size_t> counts; // by the words of the table
  std::size_t faults = 0;
  std::size_t caught = 0;
  std::size_t unexpected = 0;
  for (const ClaimResult& result : ledger.results) {
    ++counts[result.broken.empty() ? std::string(name(result.judgement.verdict)) : "broken"];
    faults += result.faults.size();
    caught += static_cast<std::size_t>(
        std::count_if(result.faults.begin(), result.faults.end(),
                      [](const FaultResult& fault) { return fault.as_expected(); }));
    unexpected += result.as_expected() ? 0 : 1;
  }
  const std::size_t claims = ledger.results.size();
  std::string text = fmt::format("{} {}:", claims, claims == 1 ? "claim" : "claims");
  for (const char* verdict : {"supported", "refuted", "inconclusive", "vacuous", "broken"}) {
    const bool always =
        std::string_view(verdict) != "vacuous" && std::string_view(verdict) != "broken";
    if (always || counts.contains(verdict)) {
      text += fmt::format(" {} {},", counts[verdict], verdict);
    }
  }
  text.back() = ';';
  text += fmt::format(" {} of {} planted faults caught; ", caught, faults);
  text += unexpected == 0 ? "all as expected" : fmt::format("{} NOT AS EXPECTED", unexpected);
  if (!ledger.not_run.empty()) {
    text += fmt::format("; {} not run (interrupted)", ledger.not_run.size());
  }
  return text;
}

} // namespace assay
