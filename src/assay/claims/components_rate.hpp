#pragma once
#include <assay/claims/claim.hpp>

#include <string>
#include <vector>

/// A claim about the cost of a finite sum, measured by running the method: counted calls to one
/// accuracy against the number of components, N = n + m.
///
/// Every (N, trial) is an independent run; the exponent is fitted to log ERT on log N as that of
/// sampled_rate.hpp is on log(1/eps).
namespace assay {

struct ComponentsRuns {
  std::string solver = {};
  std::string instance = {}; ///< with finite_sum noise; n is added to it
  double epsilon = 0.1;
  std::vector<int> at_smoke = {}, at_normal = {}, at_full = {}; ///< values of n = m
  int trials = 1;
  double budget = 4; ///< of each run, in multiples of what the method's plan expects
};

/// What is claimed: N^exponent calls of all kinds, the first pass over the components, 5 calls for
/// each pair of them, included or not.
struct ClaimedGrowth {
  Quantity exponent;
  bool with_first_pass = true;
};

/// A row for each exponent, the first the headline. Undecided below 6 values of n.
Evidence components_rate(const ComponentsRuns& runs,
                         const std::vector<ClaimedGrowth>& claimed,
                         const Effort& effort);

/// An upper rate in convention N with its runs; the faults are a claim of less than each, and then
/// five values of n, which must decide nothing.
Claim components_upper_rate(Claim stated,
                            const ComponentsRuns& runs,
                            const std::vector<ClaimedGrowth>& claimed);

} // namespace assay
