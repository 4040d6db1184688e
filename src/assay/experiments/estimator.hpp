#pragma once
#include <assay/problems/instance.hpp>
#include <assay/solvers/solver.hpp>

/// A solver's hyper-gradient estimate alone: its first one, at x0, drawn again and again through
/// counted oracles.
///
/// The draws share one oracle, so that no two of them share a sample; the solver starts anew for
/// each.
/// Error   [lo, hi]: the mean of independent numbers by the normal approximation at 5 standard
///         errors, which misses with probability 6e-7; infinite for fewer than 100 draws.
/// Throws  InvalidArgument for a solver without an estimate, or fewer than 2 draws.
namespace assay {

struct SampledMean {
  double value = 0, lo = 0, hi = 0;
};

struct EstimateSample {
  SampledMean variance;    ///< E||Phi - E Phi||^2
  SampledMean mean_square; ///< E||Phi - grad phi||^2
  Counters calls;          ///< of one estimate
};

EstimateSample
sample_estimate(const Instance& instance, AnySolver solver, int draws, std::uint64_t seed);

/// f2sa_p with every parameter of its estimate given: K and S are whole numbers.
struct F2saEstimate {
  int p = 2;
  double nu = 0.1;
  double eta = 0.1;
  double inner = 1; ///< K
  double batch = 1; ///< S
  bool shared = true;
};
AnySolver f2sa_estimate(const Facts& facts, const F2saEstimate& parameters);

} // namespace assay
