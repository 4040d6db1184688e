#include <assay/report/markdown.hpp>
#include <assay/report/markup.hpp>
#include <assay/report/numbers.hpp>
#include <assay/report/version.hpp>
#include <assay/report/wording.hpp>

#include <fmt/format.h>

namespace assay {
namespace {

std::string cell(const std::string& text) { return escape_markdown(typeset(text)); }

std::string table_line(const ClaimResult& result) {
  const Claim& claim = result.claim;
  std::string claimed = "-";
  std::string measured = "-";
  if (result.judgement.worst) {
    const Row& row = result.evidence.rows[*result.judgement.worst];
    claimed = cell(claimed_text(row));
    const std::string tight = tightness(claim, row);
    measured = cell(measured_text(row)) + (tight.empty() ? "" : ", " + tight);
  }
  return fmt::format("| `{}` | {} | {} | {} | {} | {} |\n", claim.id,
                     escape_markdown(source_text(claim.source)), name(claim.evidence), claimed,
                     measured, verdict_text(result));
}

void item(std::string& text, const char* title, const std::string& body) {
  if (!body.empty()) {
    text += fmt::format("- {}: {}\n", title, cell(body));
  }
}

std::string faults_line(const ClaimResult& result) {
  std::string text;
  for (const FaultResult& fault : result.faults) {
    text += fmt::format(
        "{}{} ({}{})", text.empty() ? "" : "; ", fault.name, name(fault.judgement.verdict),
        fault.as_expected() ? "" : fmt::format(", MUST BE {}", name(fault.must_be)));
  }
  return text;
}

std::string section(const ClaimResult& result) {
  const Claim& claim = result.claim;
  const Verdict verdict = result.judgement.verdict;
  std::string text = fmt::format(
      "\n### {}\n\n`{}`, {}: {}.\n\n", cell(claim.title), claim.id, verdict_text(result),
      cell(result.broken.empty() ? finding(claim, verdict)
                                 : "a bug stopped this check: " + result.broken));
  text += cell(claim.plain) + "\n\n";
  item(text, "Source", fmt::format("{} ({})", source_text(claim.source), claim.source.version));
  item(text, "Why", result.judgement.reason);
  item(text, "Remark", result.evidence.remark);
  item(text, "Not shown", claim.not_shown);
  item(text, "Planted faults", faults_line(result));
  text += fmt::format("- Repeat: `{}`\n", reproduce(claim, result.effort));
  return text;
}

} // namespace

std::string to_markdown(const Ledger& ledger) {
  std::string text =
      fmt::format("# The ledger\n\nWritten by `assay verify --format md` (assay {}, effort {}, "
                  "seed {}).\n\n{}.\n\n",
                  version(), name(ledger.effort.level), ledger.effort.seed, summary(ledger));
  text += "| claim | source | evidence | claimed | measured | verdict |\n"
          "|---|---|---|---|---|---|\n";
  for (const ClaimResult& result : ledger.results) {
    text += table_line(result);
  }
  std::string paper;
  for (const ClaimResult& result : ledger.results) {
    if (result.claim.paper() != paper) {
      paper = result.claim.paper();
      text += fmt::format("\n## {}\n", cell(paper));
    }
    text += section(result);
  }
  if (!ledger.not_run.empty()) {
    text += "\n## Not run (interrupted)\n\n";
    for (const std::string& id : ledger.not_run) {
      text += fmt::format("- `{}`\n", id);
    }
  }
  return text;
}

} // namespace assay
