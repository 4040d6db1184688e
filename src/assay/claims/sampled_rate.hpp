#pragma once
#include <assay/claims/claim.hpp>
#include <assay/measure/curve_fit.hpp>

#include <string>
#include <vector>

/// A complexity claim measured by running the method: counted calls against accuracy.
///
/// Every (accuracy, trial) is an independent run to ||grad phi|| <= eps; the exponent is fitted to
/// log ERT and judged by its 95 % interval (measure/curve_fit.hpp), raw or divided by the
/// schedule's own logarithm.
namespace assay {

struct RateExperiment {
  std::string solver;   ///< "f2sa_p:p=2"
  std::string instance; ///< "composite"
  std::vector<double> epsilons;
  int trials = 1;              ///< runs for each accuracy
  std::string counter = "sfo"; ///< sfo or one of the six counters
  bool corrected = false;      ///< divided by the schedule's logarithm
  double budget = 4;           ///< of each run, in multiples of what the method's plan expects
};

/// The runs, as a fit takes them. Throws InvalidArgument where the method does not apply.
std::vector<Trial> sampled_costs(const RateExperiment& experiment, std::uint64_t seed);

/// The exponent against a claimed one, 0.1 allowed; undecided below 6 accuracies.
Row sampled_rate_row(const RateExperiment& experiment,
                     const Quantity& claimed,
                     RateSide side,
                     const Effort& effort,
                     Plot* plot = nullptr);

/// `count` accuracies from `from` down to `to`, in equal ratios.
std::vector<double> falling(double from, double to, int count);

} // namespace assay
