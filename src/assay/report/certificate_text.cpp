#include <assay/report/certificate.hpp>
#include <assay/report/markup.hpp>
#include <assay/report/table.hpp>
#include <assay/report/version.hpp>

#include <fmt/format.h>

namespace assay {
namespace {

using audit::Certificate;
using audit::CheckResult;
using audit::Judged;
using audit::Outcome;

std::string measured_text(const CheckResult& result) {
  return result.measured.empty() ? "-" : result.measured;
}

std::string claimed_text(const CheckResult& result) {
  return result.claimed.empty() ? "-" : result.claimed;
}

/// A paragraph for each check of one outcome.
std::string paragraphs(const Certificate& certificate, Outcome outcome, std::size_t width) {
  std::string text;
  for (const Judged& judged : certificate.checks) {
    const CheckResult& result = judged.result;
    if (result.outcome != outcome) {
      continue;
    }
    const auto say = [&](const std::string& line) {
      text += "  " + paragraph(line, width, 2) + "\n";
    };
    text += judged.check.id + "\n";
    say(result.said);
    if (!result.instance.empty()) {
      say("on " + result.instance);
    }
    if (!result.would_decide.empty()) {
      say("what would decide: " + result.would_decide);
    }
    text += "  repeat: " + reproduce(certificate, judged.check) + "\n";
  }
  return text;
}

std::string cell(const std::string& text) { return escape_markdown(text); }

} // namespace

std::string outcome_text(Outcome outcome) {
  switch (outcome) {
  case Outcome::passed:
    return "passed";
  case Outcome::finding:
    return "FINDING";
  case Outcome::inconclusive:
    return "inconclusive";
  case Outcome::not_applicable:
    return "not applicable";
  case Outcome::not_run:
    return "not run";
  }
  return "";
}

std::string summary(const Certificate& certificate) {
  const int findings = certificate.count(Outcome::finding);
  std::string text = findings == 0   ? "no finding"
                     : findings == 1 ? "1 finding"
                                     : fmt::format("{} findings", findings);
  for (const Outcome outcome : {Outcome::inconclusive, Outcome::not_run}) {
    if (const int count = certificate.count(outcome); count > 0) {
      text += fmt::format(", {} {}", count, outcome_text(outcome));
    }
  }
  text += fmt::format("; {} passed, {} not applicable", certificate.count(Outcome::passed),
                      certificate.count(Outcome::not_applicable));
  const int exempt = certificate.exempt();
  return exempt == 0 ? text : text + fmt::format(" ({} by design: not asked)", exempt);
}

std::string reproduce(const Certificate& certificate, const audit::Check& check) {
  const std::string command = certificate.command.empty()
                                  ? "assay audit " + shell_word(certificate.target)
                                  : certificate.command;
  return fmt::format("{} --only {} --effort {} --seed {}", command, check.id,
                     name(certificate.effort), certificate.seed);
}

std::string error_text(const Certificate& certificate) {
  std::string text =
      fmt::format("A check with a p-value is a finding by Holm's procedure at level {:g} over "
                  "the whole audit: the probability that a correct solver gets any finding "
                  "from them is at most that. The others decide by rounding bounds, and state "
                  "theirs.",
                  certificate.level);
  for (const std::string& note : certificate.notes) {
    text += " Note: " + note + ".";
  }
  return text;
}

std::string to_text(const Certificate& certificate, const TextStyle& style) {
  const bool fine = certificate.verdict() == Verdict::supported;
  std::string head = fmt::format("{}: {}", certificate.target, summary(certificate));
  if (style.colour) {
    head = fmt::format("\x1b[{}m{}\x1b[0m", fine ? "1;32" : "1;31", head);
  }
  TextTable table{{"check", "holds for a correct solver", "claimed", "measured", "outcome"}, {}};
  for (const Judged& judged : certificate.checks) {
    table.rows.push_back({judged.check.id, judged.check.title, claimed_text(judged.result),
                          measured_text(judged.result), outcome_text(judged.result.outcome)});
  }
  std::string text = head + "\n\n" + render(table, style.width);
  for (const auto& [outcome, title] :
       {std::pair(Outcome::finding, "Findings"), std::pair(Outcome::inconclusive, "Undecided"),
        std::pair(Outcome::not_run, "Not run")}) {
    if (const std::string body = paragraphs(certificate, outcome, style.width); !body.empty()) {
      text += fmt::format("\n{}\n\n{}", title, body);
    }
  }
  return text + "\n" + paragraph(error_text(certificate), style.width, 0) + "\n";
}

std::string to_markdown(const Certificate& certificate) {
  std::string text =
      fmt::format("# Certificate of `{}`\n\n{}: {}.\n\nassay {}, effort {}, seed {}. {}\n\n"
                  "| check | law | claimed | measured | outcome |\n|---|---|---|---|---|\n",
                  certificate.target, name(certificate.verdict()), summary(certificate), version(),
                  name(certificate.effort), certificate.seed, error_text(certificate));
  for (const Judged& judged : certificate.checks) {
    const CheckResult& result = judged.result;
    text +=
        fmt::format("| `{}` | {}: {} | {} | {} | {} |\n", judged.check.id, cell(judged.check.title),
                    cell(judged.check.law), cell(claimed_text(result)), cell(measured_text(result)),
                    outcome_text(result.outcome));
  }
  for (const Judged& judged : certificate.checks) {
    const CheckResult& result = judged.result;
    text += fmt::format("\n## `{}`\n\n{}: {}\n\n", judged.check.id, outcome_text(result.outcome),
                        cell(result.said));
    if (!result.instance.empty()) {
      text += fmt::format("- On: {}\n", cell(result.instance));
    }
    if (result.p_value) {
      text += fmt::format("- p-value: {:.3g}\n", *result.p_value);
    }
    if (!result.would_decide.empty()) {
      text += fmt::format("- What would decide: {}\n", cell(result.would_decide));
    }
    text += fmt::format("- Repeat: `{}`\n", reproduce(certificate, judged.check));
  }
  return text;
}

} // namespace assay
