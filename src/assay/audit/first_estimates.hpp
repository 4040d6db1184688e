#pragma once
#include <assay/audit/run.hpp>

/// The first estimates of independent runs with x held: how much of the samples' noise is in them.
namespace assay::audit {

struct FirstEstimates {
  double variance = 0; ///< of all coordinates together
  Count calls = 0;     ///< of grad_x f, by one run
};

/// Run i has the same samples whatever is set: ratios of variances are then closer to what they
/// tend to than an F test expects, which errs on the side of the solver. The solver must show its
/// estimate and declare its outer step. Throws Diverged.
FirstEstimates first_estimates(const Context& context,
                               const Instance& instance,
                               const Parameters& given,
                               int runs);

} // namespace assay::audit
