#pragma once
#include <assay/experiments/cells.hpp>
#include <assay/experiments/solvers_by_name.hpp>

#include <string>
#include <vector>

/// An experiment as the solvers and instances of this program make it: what applies to what, what
/// the theory predicts, and so what a trial may cost.
namespace assay {

/// A pair that is not run, and why.
struct SkippedPair {
  std::string solver, instance, reason;
};

/// What theory says of one cell.
struct Forecast {
  Prediction prediction;
  Plan plan; ///< 0 steps: theory names no number
  [[nodiscard]] double calls() const { return plan.calls_per_step * plan.steps; }
};

/// The forecast of a solver on an instance at one accuracy. Throws InvalidArgument, naming all
/// three: an unknown name or parameter, parameters that make no schedule.
Forecast forecast(const std::string& solver,
                  const std::string& instance,
                  double epsilon,
                  const FindSolver& find = find_solver);

struct Work {
  std::vector<Cell> cells;
  std::vector<Forecast> forecasts; ///< one for each cell
  std::vector<SkippedPair> skipped;
  FindSolver find = find_solver; ///< where its solvers come from
};

/// The cells that measure, in the order of cells.hpp, without the pairs to which the method does
/// not apply. Expects a checked experiment without tuning. Throws InvalidArgument as `forecast`,
/// and where a budget is a factor of calls that theory does not name.
Work work_of(const Experiment& experiment, const FindSolver& find = find_solver);
/// The same with the choices that tuning made (tune.hpp).
Work work_of(const Experiment& experiment,
             const Chosen& chosen,
             const FindSolver& find = find_solver);

/// What to say where a budget, which the user fixed, is below the calls that theory expects: a
/// line, empty where no cell's is. Rounding a budget to three digits is no reason.
std::string budget_warning(const Work& work);

} // namespace assay
