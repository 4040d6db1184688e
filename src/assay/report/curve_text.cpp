#include <assay/report/curve.hpp>
#include <assay/report/curve_tables.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace assay {
namespace {

std::string plural(std::size_t count, const char* one, const char* many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string coloured_head(const std::string& text, bool fine) {
  return fmt::format("\x1b[{}m{}\x1b[0m", fine ? "1;32" : "1;31", text);
}

} // namespace

std::optional<Verdict> verdict(const PairCurve& curve) {
  bool predicted = false;
  bool any_no = false;
  bool all_yes = true;
  for (const CounterExponent& exponent : curve.exponents) {
    if (exponent.predicted) {
      predicted = true;
      any_no = any_no || exponent.holds == Truth::no;
      all_yes = all_yes && exponent.holds == Truth::yes;
    }
  }
  if (!predicted) {
    return std::nullopt;
  }
  const auto reached = [](const CurvePoint& point) { return point.ert.successes > 0; };
  if (std::none_of(curve.points.begin(), curve.points.end(), reached)) {
    return Verdict::vacuous;
  }
  if (any_no) {
    return Verdict::refuted;
  }
  // An accuracy that nobody reached would be the dearest: without it no upper rate is supported.
  const bool whole = std::all_of(curve.points.begin(), curve.points.end(), reached);
  return all_yes && whole ? Verdict::supported : Verdict::inconclusive;
}

std::string verdict_text(const PairCurve& curve) {
  const std::optional<Verdict> found = verdict(curve);
  return found ? std::string(name(*found)) : "no prediction";
}

std::string summary(const CurveReport& report) {
  std::string counts;
  for (const char* word : {"supported", "refuted", "inconclusive", "vacuous", "no prediction"}) {
    const auto count =
        std::count_if(report.curves.begin(), report.curves.end(),
                      [word](const PairCurve& curve) { return verdict_text(curve) == word; });
    if (count > 0) {
      counts +=
          fmt::format("{}{} {}", counts.empty() ? "" : ", ", count,
                      count == 1 || std::string(word) != "no prediction" ? word : "no predictions");
    }
  }
  std::string text = plural(report.curves.size(), "curve", "curves") + ", " +
                     plural(report.trials, "trial", "trials") +
                     (counts.empty() ? "" : ": " + counts);
  if (!report.skipped.empty()) {
    text += "; " + plural(report.skipped.size(), "pair", "pairs") + " not run";
  }
  return text;
}

std::string to_text(const CurveReport& report, const TextStyle& style) {
  const std::size_t width = style.width;
  const bool fine =
      std::all_of(report.curves.begin(), report.curves.end(), [](const PairCurve& curve) {
        return verdict(curve).value_or(Verdict::supported) == Verdict::supported;
      });
  const std::string head = summary(report);
  std::string text = (style.colour ? coloured_head(head, fine) : head) + "\n";
  text +=
      fmt::format("criterion {}, metric {}, seed {}; exponents of 1/eps with 95 % intervals, ~ "
                  "up to logarithms; gap: how far an interval stays below theory\n\n",
                  report.experiment.criterion, report.experiment.metric, report.experiment.seed);
  text += render(exponent_table(report), width);
  for (const PairCurve& curve : report.curves) {
    text += fmt::format("\n{} on {}\n\n", curve.solver, curve.instance) +
            render(point_table(curve), width);
  }
  const TextTable comparison = comparison_table(report, false);
  if (!comparison.rows.empty()) {
    text += "\n" + render(comparison, width);
  }
  const TextTable cheapest = cheapest_table(report);
  if (!cheapest.rows.empty()) {
    text += "\n" + render(cheapest, width);
  }
  const std::vector<std::string> lines = notes(report);
  text += lines.empty() ? "" : "\nNotes\n\n";
  for (const std::string& line : lines) {
    text += "  " + paragraph(line, width, 4) + "\n";
  }
  return text;
}

} // namespace assay
