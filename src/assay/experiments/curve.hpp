#pragma once
#include <assay/experiments/experiment.hpp>
#include <assay/measure/curve_fit.hpp>
#include <assay/oracles/counters.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What an experiment measured: for every pair the cost of each accuracy, the exponents, and what
/// theory predicts of them. Plain data: reports are written from it.
///
/// Unit    calls of one counter; "sfo" is the sum of the four gradients.
/// Error   the intervals are those of measure/curve_fit.hpp.
namespace assay {

/// The counters that have an exponent: sfo, then the six raw ones.
inline constexpr std::array<std::string_view, 7> counter_names = {"sfo",  "n_fx",  "n_fy", "n_gx",
                                                                  "n_gy", "n_hvp", "n_jvp"};
Count counter(const Counters& counters, std::size_t index);

/// All trials of one (solver, instance, accuracy).
struct CurvePoint {
  std::string solver; ///< the text that ran: the curve's own, or what tuning chose for it
  ErtPoint ert;       ///< of sfo
  int censored = 0, diverged = 0, broken = 0;
  Counters mean;       ///< calls of all its trials / their number, rounded to whole calls
  std::string message; ///< of the first trial that diverged or broke
  /// Calls of grad_x f that every method needs with probability 0.999, where the instance says so.
  double lower_bound = 0;
  double least_ratio = 0; ///< over the trials that reached: n_fx / lower_bound
  double mean_ratio = 0;
};

/// The exponent of one counter, and the upper rate that theory predicts for it.
struct CounterExponent {
  std::string counter;
  CurveFit fit;
  std::optional<double> predicted;
  bool has_log = false;         ///< up to a logarithm: the log-corrected interval decides
  Truth holds = Truth::unknown; ///< the deciding interval lies below predicted + 0.1
};

struct PairCurve {
  std::string solver, instance;
  std::string claim;      ///< the rate as the paper writes it
  std::string convention; ///< of the paper: N, Q or own; predicted here: of the pair's metric
  std::string reason;     ///< where the prediction comes from
  bool has_log = false;   ///< an Õ: the log-corrected interval decides
  std::vector<CurvePoint> points;         ///< epsilon falling
  std::vector<CounterExponent> exponents; ///< of the counters that made calls; sfo first
};

/// The solver that is cheapest at one accuracy of one instance, by sfo.
struct Cheapest {
  std::string instance;
  double epsilon = 0;
  std::string solver;
  bool clear = false; ///< its interval lies below those of all others
};

struct CurveReport {
  Experiment experiment;
  std::vector<PairCurve> curves;
  std::vector<std::array<std::string, 3>> skipped; ///< solver, instance, reason
  std::vector<Cheapest> cheapest;                  ///< where several solvers ran on an instance
  std::size_t trials = 0;
};

/// A slack on predicted exponents: an interval below predicted + 0.1 supports an upper rate.
inline constexpr double exponent_slack = 0.1;

} // namespace assay
