#include <assay/report/curve.hpp>
#include <assay/report/curve_tables.hpp>
#include <assay/report/markup.hpp>
#include <assay/store/text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace assay {
namespace {

bool reached(const CurvePoint& point) { return point.ert.successes > 0; }

/// The least accuracy that every method reached that reached any on the instance; infinite: none.
double common_epsilon(const CurveReport& report, const std::string& instance) {
  std::vector<double> common;
  bool first = true;
  for (const PairCurve& curve : report.curves) {
    std::vector<double> own;
    for (const CurvePoint& point : curve.points) {
      if (curve.instance == instance && reached(point)) {
        own.push_back(point.ert.epsilon);
      }
    }
    if (own.empty()) {
      continue;
    }
    const auto missing = [&own](double epsilon) {
      return std::find(own.begin(), own.end(), epsilon) == own.end();
    };
    if (first) {
      common = own;
    }
    first = false;
    common.erase(std::remove_if(common.begin(), common.end(), missing), common.end());
  }
  return common.empty() ? std::numeric_limits<double>::infinity()
                        : *std::min_element(common.begin(), common.end());
}

std::string cost_text(const PairCurve& curve, double epsilon) {
  for (const CurvePoint& point : curve.points) {
    if (point.ert.epsilon == epsilon && reached(point)) {
      return fmt::format("{:.3g} at {}", point.ert.ert, shortest(epsilon));
    }
  }
  return "-";
}

/// The least accuracy that it reached, and what the largest that it did not reach ended in.
std::string end_text(const PairCurve& curve) {
  const CurvePoint* least = nullptr;
  const CurvePoint* failed = nullptr;
  for (const CurvePoint& point : curve.points) { // epsilon falling
    if (reached(point)) {
      least = &point;
    } else if (failed == nullptr) {
      failed = &point;
    }
  }
  std::string text = least == nullptr ? "nothing reached" : shortest(least->ert.epsilon);
  if (failed == nullptr) {
    return text;
  }
  const char* why = failed->broken > 0     ? "breaks"
                    : failed->diverged > 0 ? "diverges"
                                           : "over budget";
  return fmt::format("{}; {} at {}", text, why, shortest(failed->ert.epsilon));
}

/// That of all calls; null where nothing was fitted.
const CounterExponent* sfo_of(const PairCurve& curve) {
  const auto found = std::find_if(curve.exponents.begin(), curve.exponents.end(),
                                  [](const CounterExponent& e) { return e.counter == "sfo"; });
  return found == curve.exponents.end() ? nullptr : &*found;
}

std::string exponent_of(const CounterExponent* sfo) {
  if (sfo == nullptr || sfo->fit.fitted < 2) {
    return "-";
  }
  const ExponentInterval& raw = sfo->fit.raw;
  return std::isfinite(raw.lo) && std::isfinite(raw.hi)
             ? fmt::format("{:.2f} [{:.2f}, {:.2f}]", raw.value, raw.lo, raw.hi)
             : fmt::format("{:.2f}", raw.value);
}

std::string command_of(const Experiment& experiment, const PairCurve& curve) {
  const PairPlan plan = plan_of(experiment, curve.solver, curve.instance);
  std::string accuracies;
  for (const double epsilon : plan.epsilons) {
    accuracies += (accuracies.empty() ? "" : ",") + shortest(epsilon);
  }
  std::string text =
      fmt::format("assay curve --solver {} --instance {} --eps {} --seeds {} --seed {} --budget {}",
                  shell_word(curve.solver), shell_word(curve.instance), accuracies, plan.seeds,
                  experiment.seed, shell_word(to_string(plan.budget)));
  text += experiment.criterion == "hitting" ? "" : " --criterion " + experiment.criterion;
  return text + (plan.metric == "gradient" ? "" : " --metric " + plan.metric);
}

} // namespace

TextTable comparison_table(const CurveReport& report, bool for_page) {
  TextTable table{{"instance", "solver", "theory", "exponent of sfo", "ERT at eps", "reaches"}, {}};
  if (for_page) {
    table.header.insert(table.header.end(), {"claim", "convention", "verdict", "command"});
  }
  std::vector<const PairCurve*> curves;
  for (const PairCurve& curve : report.curves) {
    curves.push_back(&curve);
  }
  std::stable_sort(curves.begin(), curves.end(), [](const PairCurve* a, const PairCurve* b) {
    return a->instance < b->instance;
  });
  bool several = false;
  double common = 0;
  for (const PairCurve* curve : curves) {
    const bool same = !table.rows.empty() && table.rows.back()[0] == curve->instance;
    several = several || same;
    common = same ? common : common_epsilon(report, curve->instance);
    const CounterExponent* sfo = sfo_of(*curve);
    std::vector<std::string> row = {curve->instance,
                                    curve->solver,
                                    sfo == nullptr ? "-" : theory_text(*sfo),
                                    exponent_of(sfo),
                                    cost_text(*curve, common),
                                    end_text(*curve)};
    if (for_page) {
      row.insert(row.end(), {curve->claim, curve->convention, verdict_text(*curve),
                             command_of(report.experiment, *curve)});
    }
    table.rows.push_back(std::move(row));
  }
  if (!several) {
    table.rows.clear();
  }
  return table;
}

} // namespace assay
