#pragma once
#include <cstdint>
#include <limits>
#include <vector>

/// The cost of reaching an accuracy, from independent runs of which some may fail.
///
/// Expected running time: ERT = calls of all runs, failed ones included, / number of successes:
/// what a user pays on average who starts again until a run succeeds.
/// Unit    calls of one counter; epsilon in the unit of its criterion.
/// Error   the interval of a point: log ERT +- Student's t at n - 1 degrees of freedom. Its
///         variance is the linearised one, enlarged for long tails and, as soon as a run failed at
///         any epsilon, for failures not seen yet: it covers 0.93 or more of log-normal samples
///         with or without censoring (tests/measure/ert_test.cpp). If no run failed at all, success
///         is taken as certain. One run, or no success: it ends at infinity.
/// Throws  InvalidArgument: an epsilon or log factor not positive and finite, calls outside of
///         0..1e300, two log factors at one epsilon (one to 12 digits).
namespace assay {

/// One run towards one accuracy.
struct Trial {
  double epsilon = 0;
  double calls = 0;      ///< counted when the criterion first held, or when the run was given up
  bool success = true;   ///< false: censored
  double log_factor = 1; ///< of the schedule at this epsilon, divided out of the corrected exponent
  double budget = 0;     ///< calls of all kinds together that it was allowed; 0: not told
  std::int64_t run = -1; ///< which seed or trajectory; -1: not told, its place within its epsilon
};

/// What the runs towards one accuracy cost.
struct ErtPoint {
  double epsilon = 0;
  double log_factor = 1;
  int trials = 0;
  int successes = 0;
  double calls = 0; ///< of all its runs
  double ert = std::numeric_limits<double>::infinity();
  double lo = 0; ///< without a success: what ERT exceeds
  double hi = std::numeric_limits<double>::infinity();

  /// Has it a place on logarithmic axes?
  [[nodiscard]] bool usable() const { return successes > 0 && calls > 0; }
};

/// One point for each accuracy, epsilon falling.
std::vector<ErtPoint> running_times(const std::vector<Trial>& trials, double confidence = 0.95);

} // namespace assay
