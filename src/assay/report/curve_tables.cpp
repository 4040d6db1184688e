#include <assay/report/curve.hpp>
#include <assay/report/curve_tables.hpp>
#include <assay/report/wording.hpp>
#include <assay/store/text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace assay {
namespace {

std::string number(double value) {
  return std::isfinite(value) ? fmt::format("{:.4g}", value) : value > 0 ? "inf" : "-inf";
}

std::string exponent_text(const ExponentInterval& exponent, int fitted) {
  if (fitted < 2) {
    return "-";
  }
  if (!std::isfinite(exponent.lo) || !std::isfinite(exponent.hi)) {
    return fmt::format("{:.3f} [-inf, inf]", exponent.value);
  }
  return fmt::format("{:.3f} [{:.3f}, {:.3f}]", exponent.value, exponent.lo, exponent.hi);
}

std::string window_text(const CurveFit& fit) {
  if (fit.fitted == 0) {
    return "-";
  }
  return fmt::format("{}..{}, {} eps", shortest(fit.window.hi), shortest(fit.window.lo),
                     fit.fitted);
}

bool is_shown(const CounterExponent& exponent) {
  return exponent.predicted || exponent.counter == counter_names.front();
}

/// Which raw counters the pair uses at all.
std::vector<std::size_t> used_counters(const PairCurve& curve) {
  std::vector<std::size_t> used;
  for (std::size_t index = 1; index < counter_names.size(); ++index) {
    if (std::any_of(curve.points.begin(), curve.points.end(),
                    [index](const CurvePoint& p) { return counter(p.mean, index) > 0; })) {
      used.push_back(index);
    }
  }
  return used;
}

bool has_bound(const PairCurve& curve) {
  return std::any_of(curve.points.begin(), curve.points.end(),
                     [](const CurvePoint& p) { return p.lower_bound > 0; });
}

bool is_tuned(const PairCurve& curve) {
  return std::any_of(curve.points.begin(), curve.points.end(),
                     [&curve](const CurvePoint& p) { return p.solver != curve.solver; });
}

std::string failures(const CurvePoint& point) {
  std::string text;
  const auto add = [&text](int count, const char* what) {
    if (count > 0) {
      text += fmt::format(", {} {}", count, what);
    }
  };
  add(point.censored, "over budget");
  add(point.diverged, "diverged");
  add(point.broken, "broken");
  return text;
}

std::string pair_text(const PairCurve& curve) { return curve.solver + " on " + curve.instance; }

} // namespace

std::string theory_text(const CounterExponent& exponent) {
  return exponent.predicted
             ? fmt::format("{}{:.4g}", exponent.has_log ? "~" : "", *exponent.predicted)
             : "-";
}

std::string tightness_text(const CounterExponent& exponent) {
  if (!exponent.predicted || exponent.holds != Truth::yes) {
    return "-";
  }
  const double below = not_tight_by(*exponent.predicted, exponent.fit.judged().hi);
  return below > 0 ? fmt::format("{:.2f}", below) : "tight";
}

TextTable exponent_table(const CurveReport& report) {
  TextTable table{{"solver", "instance", "counter", "theory", "log-corrected", "raw", "window",
                   "gap", "verdict"},
                  {}};
  for (const PairCurve& curve : report.curves) {
    bool first = true;
    for (const CounterExponent& exponent : curve.exponents) {
      if (!is_shown(exponent)) {
        continue;
      }
      const CurveFit& fit = exponent.fit;
      table.rows.push_back({first ? curve.solver : "", first ? curve.instance : "",
                            exponent.counter, theory_text(exponent),
                            fit.has_log_factor ? exponent_text(fit.corrected, fit.fitted) : "-",
                            exponent_text(fit.raw, fit.fitted), window_text(fit),
                            tightness_text(exponent), first ? verdict_text(curve) : ""});
      first = false;
    }
  }
  return table;
}

TextTable point_table(const PairCurve& curve) {
  TextTable table{{"eps", "reached", "ERT (sfo)", "95 % interval"}, {}};
  const std::vector<std::size_t> used = used_counters(curve);
  for (const std::size_t index : used) {
    table.header.emplace_back("mean " + std::string(counter_names.at(index)));
  }
  const bool tuned = is_tuned(curve);
  if (tuned) {
    table.header.emplace_back("chosen");
  }
  if (has_bound(curve)) {
    table.header.emplace_back("N/LB mean, least");
  }
  for (const CurvePoint& point : curve.points) {
    std::vector<std::string> row = {
        shortest(point.ert.epsilon),
        fmt::format("{}/{}{}", point.ert.successes, point.ert.trials, failures(point)),
        number(point.ert.ert), fmt::format("[{}, {}]", number(point.ert.lo), number(point.ert.hi))};
    for (const std::size_t index : used) {
      row.push_back(number(static_cast<double>(counter(point.mean, index))));
    }
    if (tuned) {
      row.push_back(point.solver);
    }
    if (has_bound(curve)) {
      row.push_back(point.lower_bound > 0
                        ? fmt::format("{:.3g}, {:.3g}", point.mean_ratio, point.least_ratio)
                        : "-");
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

TextTable cheapest_table(const CurveReport& report) {
  TextTable table{{"instance", "eps", "cheapest by sfo", "clearly"}, {}};
  for (const Cheapest& best : report.cheapest) {
    table.rows.push_back({best.instance, shortest(best.epsilon), best.solver,
                          best.clear ? "yes" : "no: intervals overlap"});
  }
  return table;
}

std::vector<std::string> notes(const CurveReport& report) {
  std::vector<std::string> lines;
  for (const PairCurve& curve : report.curves) {
    for (const CounterExponent& exponent : curve.exponents) {
      for (const Advice& advice :
           exponent.counter == "sfo" ? exponent.fit.advice : std::vector<Advice>{}) {
        lines.push_back(pair_text(curve) + ": " + advice.text);
      }
    }
    for (const CurvePoint& point : curve.points) {
      if (!point.message.empty()) {
        lines.push_back(fmt::format("{} at eps {}: {}", pair_text(curve),
                                    shortest(point.ert.epsilon), point.message));
      }
    }
  }
  for (const auto& [solver, instance, reason] : report.skipped) {
    lines.push_back(fmt::format("{} on {} was not run: {}", solver, instance, reason));
  }
  return lines;
}

} // namespace assay
