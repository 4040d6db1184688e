#include "curve_plan.hpp"

#include <assay/experiments/estimate.hpp>
#include <assay/experiments/tune.hpp>
#include <assay/report/json_text.hpp>
#include <assay/report/table.hpp>
#include <assay/report/version.hpp>
#include <assay/store/text.hpp>

#include <fmt/format.h>

#include "console.hpp"
#include "exit.hpp"
#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>
#include <unistd.h>

namespace assay::cli {
namespace {

/// Of one stored trial with its place in the index, and of an empty file: measured on SQLite's
/// pages with names as long as ours.
constexpr double bytes_of_trial = 400;
constexpr double bytes_of_file = 40e3;

/// One cell as it is planned.
struct PlannedCell {
  Cell cell;
  Forecast forecast;
  Estimate expected;
};

struct CurvePlan {
  std::vector<PlannedCell> cells;
  std::vector<SkippedPair> skipped;
  std::string warning; ///< of the budgets; "": none
  double trials = 0, calls = 0, seconds = 0;
  bool bound = false; ///< are some of the calls and times bounds?

  [[nodiscard]] double bytes() const { return bytes_of_file + trials * bytes_of_trial; }
};

void add_cells(CurvePlan& plan, const Experiment& experiment, const Work& work) {
  const std::vector<Estimate> expected = estimates(experiment, work);
  for (std::size_t i = 0; i < work.cells.size(); ++i) {
    const double trials = work.cells[i].trials;
    plan.trials += trials;
    plan.calls += trials * expected[i].calls;
    plan.seconds += trials * expected[i].seconds;
    plan.bound = plan.bound || expected[i].bound;
    plan.cells.push_back({work.cells[i], work.forecasts[i], expected[i]});
  }
}

std::string not_run(const SkippedPair& pair) {
  return fmt::format("{} on {} is not run: {}", pair.solver, pair.instance, pair.reason);
}

CurvePlan planned(const Experiment& experiment, const FindSolver& find, int threads) {
  CurvePlan plan;
  Work work;
  if (experiment.tuning.seeds > 0) {
    add_cells(plan, experiment, tuning_work(experiment, find));
    const Chosen first = [&](const std::string& curve, const std::string&, double) {
      return experiment.tuning.candidates.at(curve).front();
    };
    work = work_of(experiment, first, find);
  } else {
    work = work_of(experiment, find);
  }
  add_cells(plan, experiment, work);
  for (const SkippedPair& pair : work.cells.empty() ? work.skipped : std::vector<SkippedPair>()) {
    log(not_run(pair));
  }
  need(!work.cells.empty(), "no method applies to any of the instances: nothing to run");
  plan.warning = budget_warning(work);
  plan.skipped = work.skipped;
  plan.seconds /= threads;
  return plan;
}

std::string of_theory(double number) { return number > 0 ? fmt::format("{:.3g}", number) : "-"; }

TextTable cell_table(const CurvePlan& plan) {
  TextTable table{{"solver", "instance", "eps", "trials", "calls a trial", "seconds",
                   "theory: steps", "calls", "budget"},
                  {}};
  for (const auto& [cell, forecast, expected] : plan.cells) {
    const char* sign = expected.bound ? "<= " : "";
    table.rows.push_back(
        {cell.solver, cell.instance, shortest(cell.epsilon), std::to_string(cell.trials),
         fmt::format("{}{:.3g}", sign, expected.calls),
         fmt::format("{}{:.2g}", sign, expected.seconds), of_theory(forecast.plan.steps),
         of_theory(forecast.calls()), fmt::format("{:.3g}", static_cast<double>(cell.budget))});
  }
  return table;
}

/// What each solver's parameters are made of an accuracy, once for each pair and accuracy; none for
/// solvers that say nothing of their schedule.
TextTable schedule_table(const CurvePlan& plan) {
  TextTable table{{"solver", "instance", "eps", "schedule"}, {}};
  std::set<std::tuple<std::string, std::string, double>> seen;
  for (const auto& [cell, forecast, expected] : plan.cells) {
    const auto& values = forecast.plan.values;
    if (values.empty() || !seen.insert({cell.solver, cell.instance, cell.epsilon}).second) {
      continue;
    }
    std::string text;
    for (const auto& [name, value] : values) {
      text += fmt::format("{}{} = {:.4g}", text.empty() ? "" : ", ", name, value);
    }
    table.rows.push_back({cell.solver, cell.instance, shortest(cell.epsilon), text});
  }
  return table;
}

std::string
plan_text(const CurvePlan& plan, const Experiment& experiment, const CurveOptions& options) {
  const std::size_t width = style_of(STDOUT_FILENO).width;
  std::string text;
  if (experiment.tuning.seeds > 0) {
    text =
        "The trials that tune come first; then a tuned curve is shown at its first candidate.\n\n";
  }
  text += render(cell_table(plan), width) + "\n";
  if (const TextTable schedules = schedule_table(plan); !schedules.rows.empty()) {
    text += render(schedules, width) + "\n";
  }
  for (const SkippedPair& pair : plan.skipped) {
    text += not_run(pair) + "\n";
  }
  if (plan.bound) {
    text += "<=: by the schedule's formula, no trial having ended in time.\n";
  }
  return text + fmt::format("{} trials in {} cells, {} {:.3g} calls, {} on {} thread{}, {:.2g} MB "
                            "in {}.\n",
                            plan.trials, plan.cells.size(), plan.bound ? "at most" : "about",
                            plan.calls, duration_text(plan.seconds), options.threads,
                            options.threads == 1 ? "" : "s", plan.bytes() / 1e6,
                            results_file(options).string());
}

/// A number, "inf" where it is not finite.
void put(Json& json, const char* name, double value) {
  json[name] = std::isfinite(value) ? Json(value) : Json(value > 0 ? "inf" : "-inf");
}

Json cell_json(const PlannedCell& one) {
  const auto& [cell, forecast, expected] = one;
  Json json = {{"solver", cell.solver},
               {"instance", cell.instance},
               {"eps", cell.epsilon},
               {"trials", cell.trials},
               {"tuning", cell.first_trial == first_tuning_trial},
               {"budget", to_string(cell.budget)},
               {"bound", expected.bound}};
  put(json, "calls", expected.calls);
  put(json, "seconds", expected.seconds);
  if (forecast.plan.steps > 0) { // theory names a number
    put(json, "theory_steps", forecast.plan.steps);
    put(json, "theory_calls", forecast.calls());
  }
  json["schedule"] = Json::object();
  for (const auto& [name, value] : forecast.plan.values) {
    put(json["schedule"], name.c_str(), value);
  }
  return json;
}

std::string plan_json(const CurvePlan& plan, const Experiment& experiment) {
  Json cells = Json::array();
  for (const PlannedCell& cell : plan.cells) {
    cells.push_back(cell_json(cell));
  }
  Json skipped = Json::array();
  for (const auto& [solver, instance, reason] : plan.skipped) {
    skipped.push_back({{"solver", solver}, {"instance", instance}, {"reason", reason}});
  }
  Json totals = {{"trials", plan.trials}, {"bytes", plan.bytes()}, {"bound", plan.bound}};
  put(totals, "calls", plan.calls);
  put(totals, "seconds", plan.seconds);
  return json_text({{"schema", "assay/plan/1"},
                    {"version", version()},
                    {"seed", experiment.seed},
                    {"criterion", experiment.criterion},
                    {"metric", experiment.metric},
                    {"cells", std::move(cells)},
                    {"skipped", std::move(skipped)},
                    {"totals", std::move(totals)}});
}

} // namespace

int print_plan(const Experiment& experiment, const FindSolver& find, const CurveOptions& options) {
  need(options.format != "md", "--format: a plan is printed as text or json");
  const CurvePlan plan = planned(experiment, find, options.threads);
  if (!plan.warning.empty()) {
    log("warning: " + plan.warning);
  }
  print(options.format == "json" ? plan_json(plan, experiment)
                                 : plan_text(plan, experiment, options));
  return as_expected;
}

} // namespace assay::cli
