#include "curve_plan.hpp"

#include <assay/experiments/estimate.hpp>
#include <assay/experiments/tune.hpp>
#include <assay/report/table.hpp>
#include <assay/store/text.hpp>

#include <fmt/format.h>

#include "console.hpp"
#include "exit.hpp"
#include <algorithm>
#include <cmath>
#include <unistd.h>

namespace assay::cli {
namespace {

/// Of one stored trial with its place in the index, and of an empty file: measured on SQLite's
/// pages with names as long as ours.
constexpr double bytes_of_trial = 400;
constexpr double bytes_of_file = 40e3;

struct Totals {
  double trials = 0, calls = 0, seconds = 0;
  bool bound = false;
};

std::string of_theory(double number) { return number > 0 ? fmt::format("{:.3g}", number) : "-"; }

void add_rows(TextTable& table, Totals& totals, const Experiment& experiment, const Work& work) {
  const std::vector<Estimate> expected = estimates(experiment, work);
  for (std::size_t i = 0; i < work.cells.size(); ++i) {
    const Cell& cell = work.cells[i];
    const Estimate& one = expected[i];
    const double trials = cell.trials;
    const char* sign = one.bound ? "<= " : "";
    totals.trials += trials;
    totals.calls += trials * one.calls;
    totals.seconds += trials * one.seconds;
    totals.bound = totals.bound || one.bound;
    table.rows.push_back(
        {cell.solver, cell.instance, shortest(cell.epsilon), std::to_string(cell.trials),
         fmt::format("{}{:.3g}", sign, one.calls), fmt::format("{}{:.2g}", sign, one.seconds),
         of_theory(work.forecasts[i].plan.steps), of_theory(work.forecasts[i].calls()),
         fmt::format("{:.3g}", static_cast<double>(cell.budget))});
  }
}

} // namespace

int print_plan(const Experiment& experiment, const FindSolver& find, const CurveOptions& options) {
  TextTable table{{"solver", "instance", "eps", "trials", "calls a trial", "seconds",
                   "theory: steps", "calls", "budget"},
                  {}};
  Totals totals;
  Work work;
  std::string head;
  if (experiment.tuning.seeds > 0) {
    add_rows(table, totals, experiment, tuning_work(experiment, find));
    const Chosen first = [&](const std::string& curve, const std::string&, double) {
      return experiment.tuning.candidates.at(curve).front();
    };
    work = work_of(experiment, first, find);
    head =
        "The trials that tune come first; then a tuned curve is shown at its first candidate.\n\n";
  } else {
    work = work_of(experiment, find);
  }
  add_rows(table, totals, experiment, work);
  need(!work.cells.empty(), "no method applies to any of the instances: nothing to run");
  if (const std::string warning = budget_warning(work); !warning.empty()) {
    log("warning: " + warning);
  }
  std::string text = head + render(table, style_of(STDOUT_FILENO).width) + "\n";
  for (const SkippedPair& pair : work.skipped) {
    text += fmt::format("{} on {} is not run: {}\n", pair.solver, pair.instance, pair.reason);
  }
  if (totals.bound) {
    text += "<=: by the schedule's formula, no trial having ended in time.\n";
  }
  text += fmt::format(
      "{} trials in {} cells, {} {:.3g} calls, {} on {} thread{}, {:.2g} MB in {}.\n",
      totals.trials, table.rows.size(), totals.bound ? "at most" : "about", totals.calls,
      duration_text(totals.seconds / options.threads), options.threads,
      options.threads == 1 ? "" : "s", (bytes_of_file + totals.trials * bytes_of_trial) / 1e6,
      results_file(options).string());
  print(text);
  return as_expected;
}

} // namespace assay::cli
