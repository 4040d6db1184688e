#pragma once
#include <assay/experiments/curve.hpp>
#include <assay/experiments/work.hpp>
#include <assay/store/store.hpp>

/// From stored trials to curves.
namespace assay {

struct Run {
  std::uint32_t trial = 0;
  TrialResult result;
};
using Runs = std::vector<Run>; ///< of one cell, by trial number

/// The stored runs of every cell of a work. Throws InvalidArgument if any is missing.
std::vector<Runs> runs_of(const Experiment& experiment, const Work& work, const Store& store);

/// The curves of an experiment from the trials in a results file; what else the file holds is left
/// alone. Throws InvalidArgument if trials of the work are missing, FileError as Store.
CurveReport collect(const Experiment& experiment, const Work& work, const Store& store);

/// Who is cheapest at each accuracy of the instances that several solvers ran on.
std::vector<Cheapest> cheapest_of(const std::vector<PairCurve>& curves);

} // namespace assay
