#include <assay/report/fit_report.hpp>
#include <assay/report/json_text.hpp>
#include <assay/report/markup.hpp>
#include <assay/report/table.hpp>
#include <assay/report/version.hpp>

#include <fmt/format.h>

#include <cmath>

namespace assay {
namespace {

constexpr int shown_digits = 4;

std::string shown(double value, Rounding rounding = Rounding::nearest) {
  return to_decimal(Quantity(value), shown_digits, rounding);
}

std::string shown_interval(double lo, double hi) {
  return fmt::format("[{}, {}]", shown(lo, Rounding::down), shown(hi, Rounding::up));
}

std::string shown(const ExponentInterval& exponent) {
  return shown(exponent.value) + " " + shown_interval(exponent.lo, exponent.hi);
}

int runs(const CurveFit& fit) {
  int sum = 0;
  for (const ErtPoint& point : fit.points) {
    sum += point.trials;
  }
  return sum;
}

/// The exponent between a point and the one before it in the fit, "" if there is none.
std::string local(const CurveFit& fit, std::size_t& next, const ErtPoint& point) {
  if (!point.usable() || point.epsilon > fit.window.hi || point.epsilon < fit.window.lo) {
    return fit.fitted > 0 && point.usable() ? "outside" : "";
  }
  const std::size_t at = next++;
  return at == 0 || at > fit.local.size() ? "" : shown(fit.local[at - 1].corrected);
}

TextTable points_table(const CurveFit& fit) {
  TextTable table{{"eps", "runs", "reached", "ERT", "95 % interval", "local exponent"}, {}};
  std::size_t next = 0;
  for (const ErtPoint& point : fit.points) {
    table.rows.push_back({shown(point.epsilon), std::to_string(point.trials),
                          std::to_string(point.successes), shown(point.ert),
                          shown_interval(point.lo, point.hi), local(fit, next, point)});
  }
  return table;
}

std::string title(const FitReport& report) {
  return fmt::format("{}: {} runs at {} accuracies, counter {}", report.source, runs(report.fit),
                     report.fit.points.size(), report.counter);
}

/// The lines of the result: a name and what it is.
std::vector<std::pair<std::string, std::string>> results(const FitReport& report) {
  const CurveFit& fit = report.fit;
  std::vector<std::pair<std::string, std::string>> lines;
  if (fit.fitted >= 2) {
    lines.emplace_back("exponent", shown(fit.raw) + ", raw");
    lines.emplace_back("corrected", report.log_factor.empty()
                                        ? "no log factor was given"
                                        : shown(fit.corrected) + ", of ERT / " + report.log_factor);
    lines.emplace_back("interval", "95 %, Student's t with " + std::to_string(fit.fitted - 2) +
                                       " degrees of freedom");
    lines.emplace_back("window", fmt::format("eps {}..{}, {} accuracies", shown(fit.window.lo),
                                             shown(fit.window.hi), fit.fitted));
    lines.emplace_back("curvature",
                       fmt::format("local exponent changes by {:.2g} over the window (p = {:.2g})",
                                   fit.curvature.change, fit.curvature.p_value));
  } else {
    lines.emplace_back("exponent", "none: fewer than two accuracies were reached in the window");
  }
  if (report.claim) {
    const RateFinding& claim = *report.claim;
    const bool upper = claim.side == RateSide::upper;
    lines.emplace_back("verdict",
                       fmt::format("{}: {} rate eps^-{}, decided by the {} interval "
                                   "against {} {} 0.1",
                                   name(claim.verdict), upper ? "upper" : "lower", claim.claimed,
                                   fit.has_log_factor ? "corrected" : "raw", claim.claimed,
                                   upper ? "+" : "-"));
  }
  for (const Advice& advice : fit.advice) {
    lines.emplace_back("advice", advice.text);
  }
  lines.emplace_back("repeat", report.command);
  return lines;
}

Json number(double value) {
  return json_number(Quantity(value), std::numeric_limits<double>::max_digits10, Rounding::nearest);
}

Json pair(double lo, double hi) { return Json::array({number(lo), number(hi)}); }

Json exponents_json(const CurveFit& fit) {
  Json json = {{"raw", number(fit.raw.value)}, {"raw_interval", pair(fit.raw.lo, fit.raw.hi)}};
  if (fit.has_log_factor) {
    json["log_corrected"] = number(fit.corrected.value);
    json["log_corrected_interval"] = pair(fit.corrected.lo, fit.corrected.hi);
  }
  json["window"] = pair(fit.window.lo, fit.window.hi);
  return json;
}

Json points_json(const CurveFit& fit) {
  Json points = Json::array();
  for (const ErtPoint& point : fit.points) {
    points.push_back({{"eps", number(point.epsilon)},
                      {"ert", number(point.ert)},
                      {"interval", pair(point.lo, point.hi)},
                      {"successes", point.successes},
                      {"trials", point.trials},
                      {"log_factor", number(point.log_factor)}});
  }
  return points;
}

Json local_json(const CurveFit& fit) {
  Json local = Json::array();
  for (const LocalExponent& slope : fit.local) {
    local.push_back({{"eps", number(slope.epsilon)},
                     {"raw", number(slope.raw)},
                     {"log_corrected", number(slope.corrected)}});
  }
  return local;
}

} // namespace

RateFinding judge_rate(std::string claimed, double claim, RateSide side, const CurveFit& fit) {
  const Truth holds = rate_holds(fit.judged(), claim, side);
  return {.claimed = std::move(claimed),
          .claim = claim,
          .side = side,
          .verdict = holds == Truth::yes  ? Verdict::supported
                     : holds == Truth::no ? Verdict::refuted
                                          : Verdict::inconclusive};
}

std::string to_text(const FitReport& report, std::size_t width) {
  constexpr std::size_t indent = 11;
  std::string text = title(report) + "\n\n" + render(points_table(report.fit), width) + "\n";
  for (const auto& [what, line] : results(report)) {
    text += fmt::format("{:<{}}{}\n", what, indent, paragraph(line, width, indent));
  }
  return text;
}

std::string to_markdown(const FitReport& report) {
  std::string text = "# " + escape_markdown(title(report)) + "\n\n";
  const TextTable table = points_table(report.fit);
  const auto line = [&text](const std::vector<std::string>& cells) {
    for (const std::string& cell : cells) {
      text += "| " + escape_markdown(cell) + " ";
    }
    text += "|\n";
  };
  line(table.header);
  text += "|---|---|---|---|---|---|\n";
  for (const std::vector<std::string>& row : table.rows) {
    line(row);
  }
  text += "\n";
  for (const auto& [what, result] : results(report)) {
    text += "- " + what + ": " + escape_markdown(result) + "\n";
  }
  return text;
}

std::string to_json(const FitReport& report) {
  const CurveFit& fit = report.fit;
  Json json = {{"schema", "assay/fit/1"},
               {"version", version()},
               {"source", report.source},
               {"counter", report.counter},
               {"log_factor", report.log_factor.empty() ? "none" : report.log_factor},
               {"confidence", number(fit.confidence)},
               {"accuracies", fit.fitted}};
  if (fit.fitted >= 2) {
    json["exponents"] = Json{{report.counter, exponents_json(fit)}};
    json["curvature"] = {{"change", number(fit.curvature.change)},
                         {"p_value", number(fit.curvature.p_value)}};
  }
  json["local_exponents"] = local_json(fit);
  json["points"] = points_json(fit);
  if (report.claim) {
    json["claim"] = {{"exponent", report.claim->claimed},
                     {"side", report.claim->side == RateSide::upper ? "upper" : "lower"},
                     {"verdict", name(report.claim->verdict)}};
  }
  json["advice"] = Json::array();
  for (const Advice& advice : fit.advice) {
    json["advice"].push_back({{"kind", name(advice.kind)}, {"text", advice.text}});
  }
  json["command"] = report.command;
  return json_text(json);
}

} // namespace assay
