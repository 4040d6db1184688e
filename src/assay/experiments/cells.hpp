#pragma once
#include <assay/experiments/experiment.hpp>
#include <assay/store/trial.hpp>

#include <functional>

/// The work of an experiment, cell by cell and trial by trial, in a fixed order.
///
/// The order is: accuracies falling (so an interrupted run has the coarse end of every curve),
/// then solvers, instances and trials; it does not depend on the order in the user's file.
/// All functions expect a checked experiment.
namespace assay {

/// The trials of one (solver, instance, accuracy): they differ in their seeds alone.
struct Cell {
  std::string curve;  ///< the solver as the experiment names it
  std::string solver; ///< the solver that runs: `curve`, or a candidate or choice of tuning for it
  std::string instance;
  double epsilon = 0;
  std::string criterion; ///< of TrialSpec: with the metric where that is not grad phi's norm
  Count budget = 0;
  std::uint32_t first_trial = 0;
  std::uint32_t trials = 0;

  friend bool operator==(const Cell&, const Cell&) = default;
};

/// Trials that tune have numbers from here on, so that none of them is ever one that measures.
inline constexpr std::uint32_t first_tuning_trial = 1U << 30;

/// The calls that a solver is predicted to make on an instance until it is epsilon-stationary.
using Predict =
    std::function<double(const std::string& solver, const std::string& instance, double epsilon)>;
/// The text that tuning chose for a curve with candidates.
using Chosen = std::function<std::string(
    const std::string& curve, const std::string& instance, double epsilon)>;

/// The cells that measure. `predict` is asked only where a budget is a factor; `chosen` only for
/// curves with candidates. Throws InvalidArgument if the choice is none of the candidates.
std::vector<Cell> cells(const Experiment& experiment, const Predict& predict, const Chosen& chosen);
/// The same where nothing is tuned. Throws InvalidArgument otherwise.
std::vector<Cell> cells(const Experiment& experiment, const Predict& predict);
/// The cells that choose, run before the others; none where nothing is tuned.
std::vector<Cell> tuning_cells(const Experiment& experiment, const Predict& predict);

/// The trials of the cells, in their order; one that two curves share comes once.
std::vector<TrialSpec> trials(const Experiment& experiment, const std::vector<Cell>& cells);

/// How many cells and trials, tuning included, without asking for any prediction.
struct Extent {
  std::size_t pairs = 0;   ///< (solver, instance) that are run
  std::size_t skipped = 0; ///< and that are not
  std::size_t cells = 0;
  std::size_t trials = 0;
};
Extent extent(const Experiment& experiment);

} // namespace assay
