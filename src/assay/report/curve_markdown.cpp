#include <assay/report/curve.hpp>
#include <assay/report/curve_tables.hpp>
#include <assay/report/markup.hpp>
#include <assay/report/version.hpp>

#include <fmt/format.h>

namespace assay {
namespace {

std::string line(const std::vector<std::string>& cells) {
  std::string text = "|";
  for (const std::string& cell : cells) {
    text += " " + escape_markdown(cell) + " |";
  }
  return text + "\n";
}

std::string table_text(const TextTable& table) {
  std::string text = line(table.header) + "|";
  for (std::size_t i = 0; i < table.header.size(); ++i) {
    text += "---|";
  }
  text += "\n";
  for (const std::vector<std::string>& row : table.rows) {
    text += line(row);
  }
  return text;
}

} // namespace

std::string to_markdown(const CurveReport& report) {
  const Experiment& experiment = report.experiment;
  const std::string title =
      experiment.title.empty() ? std::string("Complexity curves") : experiment.title;
  std::string text =
      fmt::format("# {}\n\n{}.\n\nassay {}, seed {}, criterion {}, metric {}. Exponents of 1/eps "
                  "with 95 % intervals; ~: up to logarithms; gap: how far an "
                  "interval stays below theory.\n\n",
                  escape_markdown(title), summary(report), version(), experiment.seed,
                  experiment.criterion, experiment.metric);
  const TextTable comparison = comparison_table(report, true);
  if (!comparison.rows.empty()) {
    text += "## Comparison\n\n" + table_text(comparison) + "\n## Exponents\n\n";
  }
  text += table_text(exponent_table(report));
  for (const PairCurve& curve : report.curves) {
    text += fmt::format("\n## `{}` on `{}`\n\n{}. Claim: {} (convention {}).\n\n", curve.solver,
                        curve.instance, verdict_text(curve), escape_markdown(curve.claim),
                        curve.convention) +
            table_text(point_table(curve));
  }
  const TextTable cheapest = cheapest_table(report);
  if (!cheapest.rows.empty()) {
    text += "\n## Cheapest\n\n" + table_text(cheapest);
  }
  const std::vector<std::string> lines = notes(report);
  text += lines.empty() ? "" : "\n## Notes\n\n";
  for (const std::string& note : lines) {
    text += "- " + escape_markdown(note) + "\n";
  }
  return text;
}

} // namespace assay
