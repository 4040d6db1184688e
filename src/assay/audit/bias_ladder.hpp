#pragma once
#include <assay/audit/check.hpp>
#include <assay/numbers/real.hpp>
#include <assay/problems/instance.hpp>

#include <functional>
#include <string>
#include <vector>

/// The bias of an estimate on a ladder of the parameter that drives it, and what its slope says of
/// the declared order.
namespace assay::audit {

inline constexpr std::size_t least_rungs = 5; ///< with fewer no slope is measured

/// One rung's measurement.
struct Rung {
  double error = 0;    ///< relative to 1 + ||grad phi||
  double floor = 0;    ///< what rounding makes of it: an error below 100 times that ends the ladder
  std::string why_not; ///< not empty: it cannot be measured
};

struct BiasLadder {
  std::vector<Real> log_nu, log_error;
  std::string why_not;  ///< not empty: a rung could not be measured; those before it are kept
  bool rounded = false; ///< rounding ended it: nothing longer would say more
};

/// Is a parameter declared to drive a bias: nu, or lambda = 1/nu?
bool drives_bias(const Traits& traits);

/// Why a solver has no such ladder: no parameter drives a bias, or the estimate is random. Else
/// empty.
std::string no_bias(const Context& context);

/// The largest nu of a ladder: within strong convexity at every node of the declared order.
double largest_nu(const Context& context, const Instance& instance);

/// Parameters at which every bias is at its limit but that of nu, or of lambda = 1/nu.
Parameters at_nu(const Context& context, const Instance& instance, double nu);

/// Rounding of a difference quotient at nu.
double difference_rounding(double nu);

BiasLadder climb(const Context& context,
                 const Instance& instance,
                 const std::function<Rung(const Parameters& set, double nu)>& measure);

/// The slope of log error on log nu in its asymptotic window: a finding where its interval lies
/// below the declared order - 0.25, or below 0.25 whatever is declared. Not applicable where the
/// bias is at rounding level from the first rungs, or before the slope settles: nothing was seen
/// then, and nothing passes.
CheckResult judge_order(const Context& context, const BiasLadder& ladder);

} // namespace assay::audit
