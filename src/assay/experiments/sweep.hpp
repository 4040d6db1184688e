#pragma once
#include <assay/experiments/run_trial.hpp>

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

/// Runs the trials that are not yet in a results file, and stores each as it ends.
///
/// A trial counts as done after its transaction is on the disk, so the same call after a kill runs
/// exactly what is missing. What a trial gives does not depend on threads or order.
/// Cost    trials are handed out one by one: two threads end within one trial of each other.
/// Throws  InvalidArgument for a trial that makes no solver or instance, FileError as StoreWriter;
///         what was acknowledged before is safe.
namespace assay {

struct SweepProgress {
  std::size_t done = 0;    ///< acknowledged, those of earlier runs included
  std::size_t total = 0;   ///< trials of the experiment
  std::size_t stored = 0;  ///< of them, those of earlier runs
  double seconds_left = 0; ///< NaN: not known yet
  TrialSpec last;          ///< the last to be acknowledged
};

struct SweepOptions {
  std::filesystem::path file; ///< of results; made if missing
  std::string experiment;     ///< its text, kept beside the trials
  int threads = 1;
  /// Polled by the calling thread and between the iterations of trials. A trial that is stopped is
  /// not stored.
  Stop stop;
  FindSolver find = find_solver; ///< where solvers come from
  /// Called by the calling thread, at most ten times a second and once at the end.
  std::function<void(const SweepProgress&)> progress;
  std::int64_t page_limit = 0; ///< of StoreWriter
};

struct SweepOutcome {
  std::size_t total = 0, stored = 0, run = 0;
  [[nodiscard]] bool complete() const { return stored + run == total; }
};

/// Expects trials without repetition, as `trials` of cells.hpp makes them.
SweepOutcome sweep(const std::vector<TrialSpec>& trials, const SweepOptions& options);

} // namespace assay
