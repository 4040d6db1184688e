#pragma once
#include <assay/experiments/work.hpp>
#include <assay/store/store.hpp>

/// Parameters chosen on trials of their own, before any is measured.
///
/// A candidate's cost at an accuracy is its ERT by sfo over its tuning trials; over a family it is
/// the worst of its costs; for one choice a curve, the sum of the logarithms over the accuracies.
/// The cheapest candidate is chosen, the first of equals; one that never reaches is the dearest.
namespace assay {

/// The cells that choose, where anything is tuned: run them before work_of. Expects a checked
/// experiment. Throws InvalidArgument as `forecast`.
Work tuning_work(const Experiment& experiment, const FindSolver& find = find_solver);

/// The choice from the tuning trials in a file. Throws InvalidArgument if some are missing.
Chosen choice(const Experiment& experiment, const Work& tuning, const Store& store);

} // namespace assay
