#include <assay/report/numbers.hpp>
#include <assay/report/table.hpp>
#include <assay/report/text.hpp>
#include <assay/report/wording.hpp>

#include <fmt/format.h>

namespace assay {
namespace {

std::vector<std::string> table_row(const ClaimResult& result) {
  const Claim& claim = result.claim;
  std::string claimed = "-";
  std::string measured = "-";
  if (result.judgement.worst) {
    const Row& row = result.evidence.rows[*result.judgement.worst];
    claimed = claimed_text(row);
    measured = measured_text(row);
  }
  return {claim.id, source_text(claim.source), std::string(name(claim.evidence)), claimed,
          measured, verdict_text(result)};
}

/// What the table cannot say: one paragraph for each claim or fault that is not as expected.
std::string attention(const ClaimResult& result, std::size_t width) {
  constexpr std::size_t indent = 2;
  std::string text;
  const auto say = [&text, width](const std::string& line) {
    text += "  " + paragraph(line, width, indent) + "\n";
  };
  if (!result.broken.empty()) {
    say("a bug stopped this check: " + result.broken);
  } else if (result.judgement.verdict != result.claim.expected) {
    say(fmt::format("{}, expected {}: {}", name(result.judgement.verdict),
                    name(result.claim.expected), result.judgement.reason));
  }
  for (const FaultResult& fault : result.faults) {
    if (!fault.as_expected() && result.broken.empty()) {
      say(fmt::format("planted fault \"{}\" came out {}, must be {}: {}", fault.name,
                      name(fault.judgement.verdict), name(fault.must_be), fault.judgement.reason));
    }
  }
  return text.empty() ? text
                      : result.claim.id + "\n" + text +
                            "  repeat: " + reproduce(result.claim, result.effort) + "\n";
}

/// Colours the verdicts of a rendered table; the words carry the meaning.
std::string coloured(const std::string& text, const char* code) {
  return fmt::format("\x1b[{}m{}\x1b[0m", code, text);
}

} // namespace

std::string to_text(const Ledger& ledger, const TextStyle& style) {
  bool fine = ledger.not_run.empty();
  TextTable table{{"claim", "source", "evidence", "claimed", "measured", "verdict"}, {}};
  std::string notes;
  for (const ClaimResult& result : ledger.results) {
    table.rows.push_back(table_row(result));
    notes += attention(result, style.width);
    fine = fine && result.as_expected();
  }
  std::string head = summary(ledger);
  if (style.colour) {
    head = coloured(head, fine ? "1;32" : "1;31");
  }
  std::string text = head + "\n\n" + render(table, style.width);
  if (!notes.empty()) {
    const std::string title = "Not as expected";
    text += "\n" + (style.colour ? coloured(title, "1;31") : title) + "\n\n" + notes;
  }
  if (!ledger.not_run.empty()) {
    text += "\nNot run (interrupted)\n\n";
    for (const std::string& id : ledger.not_run) {
      text += "  " + id + "\n";
    }
  }
  return text;
}

std::string describe(const Claim& claim, const std::string& command, const TextStyle& style) {
  const std::size_t width = style.width;
  std::string title = claim.title;
  std::string text = (style.colour ? coloured(title, "1") : title) + "\n" + claim.id + "\n\n";
  section(text, "Statement", claim.plain, width);
  section(text, "", claim.latex, width);
  sections(text, "Assumptions",
           claim.assumptions.empty() ? std::vector<std::string>{"none"} : claim.assumptions, width);
  section(text, "Source",
          fmt::format("{}, {} ({})", claim.source.key, claim.source.locus, claim.source.version),
          width);
  section(
      text, "Kind",
      claim.convention == Convention::none
          ? std::string(name(claim.kind))
          : fmt::format("{}, accuracy in convention {}", name(claim.kind), name(claim.convention)),
      width);
  section(text, "Evidence", std::string(name(claim.evidence)), width);
  section(text, "Expected",
          fmt::format("{}: {}", name(claim.expected), finding(claim, claim.expected)), width);
  section(text, "Method", claim.method, width);
  sections(text, "Reduces to", claim.reduces_to, width);
  section(text, "Not shown", claim.not_shown, width);
  std::vector<std::string> faults;
  for (const Fault& fault : claim.faults) {
    faults.push_back(fmt::format("{} (must be {})", fault.name, name(fault.must_be)));
  }
  sections(text, "Faults", faults, width);
  section(text, "Reproduce", command, width);
  return text;
}

} // namespace assay
