#pragma once
#include <assay/claims/claim.hpp>
#include <assay/measure/curve_fit.hpp>
#include <assay/oracles/counters.hpp>
#include <assay/solvers/solver.hpp>

#include <array>
#include <functional>
#include <string>
#include <vector>

/// A complexity claim measured by running the method: counted calls against accuracy.
///
/// Every (accuracy, trial) is an independent run to ||grad phi|| <= eps, or by another criterion;
/// the exponent is fitted to log ERT and judged by its 95 % interval (measure/curve_fit.hpp), raw
/// or divided by the schedule's own logarithm. Where the curve is bent the interval reaches to what
/// the exponent is at the smallest accuracy, and a verdict needs both.
/// Beware  a window in which the schedule is not yet its powers of eps (a step at its cap, a batch
///         of one) shows less than its exponent: a row's note says what the schedule itself grows
///         like between the ends of the window.
namespace assay {

struct RateExperiment {
  std::string solver;   ///< "f2sa_p:p=2"
  std::string instance; ///< "composite"
  std::vector<double> epsilons;
  int trials = 1;    ///< runs for each accuracy
  double budget = 4; ///< of each run, in multiples of what the method's plan expects
  std::string criterion = "hitting"; ///< as judge.hpp has them
};

/// What is claimed of one counter: calls of at most, or at least, eps^-exponent.
struct ClaimedRate {
  std::string counter; ///< sfo or one of the six counters
  Quantity exponent;
  bool corrected = false; ///< divided by the schedule's logarithm
};

/// One run of a rate experiment.
struct RatedRun {
  double epsilon = 0;
  double log_factor = 1; ///< of the schedule at that accuracy
  int trial = 0;
  bool reached = false;
  Counters calls;
};

/// The runs. Throws InvalidArgument where the method does not apply.
std::vector<RatedRun> sampled_runs(const RateExperiment& experiment, std::uint64_t seed);

/// One exponent, with its interval, against a claimed one, 0.1 allowed.
Row exponent_row(std::string name,
                 Relation relation,
                 const Quantity& claimed,
                 const ExponentInterval& exponent,
                 std::size_t cases,
                 std::string note = "");
/// log10 ERT against log10 of what the fit was given as accuracies, or of their inverses.
enum class CurveAxis { accuracy, inverse };
Series curve_series(std::string label, const CurveFit& fit, CurveAxis axis);

/// The exponents of several counters of the same runs against claimed ones, 0.1 allowed; undecided
/// below 6 accuracies.
std::vector<Row> sampled_rate_rows(const RateExperiment& experiment,
                                   const std::vector<ClaimedRate>& claimed,
                                   RateSide side,
                                   const Effort& effort,
                                   Plot* plot = nullptr);

/// A method run down a chain of T = length/eps^2 links: what differs between the claims that it
/// costs no more than its theorem says.
struct ChainRuns {
  std::string solver = {};   ///< with the constants of its window
  std::string instance = {}; ///< whose chain has length/eps^2 links
  double length = 1;
  std::vector<int> at_smoke = {}, at_normal = {}, at_full = {}; ///< numbers of links
  std::array<int, 3> trials = {1, 1, 1}; ///< runs for each of them at smoke, normal, full
  double budget = 4;                     ///< and criterion: as in RateExperiment
  std::string criterion = "hitting";
  std::vector<ClaimedRate> rates = {};
  struct Wrong {
    std::string name; ///< of the fault
    std::vector<ClaimedRate> rates;
  };
  std::vector<Wrong> wrong = {}; ///< claims that must be refuted
};

/// The runs at an effort. Starved, one accuracy: nothing is decided.
RateExperiment experiment_of(const ChainRuns& runs, const Effort& effort);
/// An upper rate in convention N with its runs: what `stated` leaves empty of method, reduces_to
/// and not_shown is what these claims share. Its faults are the wrong rates, and then five
/// accuracies, one too few for an interval, which must decide nothing.
Claim sampled_upper_rate(Claim stated, const ChainRuns& runs);

/// A broken variant of the method of some runs.
struct BrokenMethod {
  std::string name;
  std::function<AnySolver(const Plan&)> make; ///< from the schedule of the method itself
  Count patience; ///< of one run, of all kinds of calls: several times what the method itself needs
};
/// The broken variant at smoke's accuracies, once each, against the first rate of `runs`.
Evidence broken_rate(const ChainRuns& runs, const BrokenMethod& broken, const Effort& effort);

/// `count` accuracies from `from` down to `to`, in equal ratios. Throws InvalidArgument
/// unless count >= 2.
std::vector<double> falling(double from, double to, int count);
/// Accuracies at which a chain of T = length/eps^2 links has these: eps = sqrt(length/T), so that
/// T ~ eps^-2 holds without rounding.
std::vector<double> chain_accuracies(double length, const std::vector<int>& links);

} // namespace assay
