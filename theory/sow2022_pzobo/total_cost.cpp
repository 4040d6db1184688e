/// Cost of PZOBO.
///
/// Statement    PZOBO without noise takes of order dx eps^-1 outer steps times polynomials in kappa
///              to a squared norm of eps.
/// Assumptions  g strongly convex in y, f and g smooth, second derivatives of g Lipschitz, f
///              Lipschitz in y; no noise; recollected: the factor dx/Q in the variance, not the
///              total.
/// Source       sow2022pzobo (arXiv 2110.07004 (abstract and code)), main theorem.
/// Reduces to   nothing simpler.
/// Measured     left open: the conversion of conventions only.
/// Refuted by   Q read as N.
/// Not shown    the dependence on Q and kappa.
#include <assay/claims/exponent_claim.hpp>

namespace theory::sow2022_pzobo {

using namespace assay;

Claim total_cost() {
  return make_claim({
      .id = "sow2022_pzobo/total_cost",
      .title = "Cost of PZOBO",
      .plain = "PZOBO without noise takes of order dx eps^-1 outer steps times polynomials in "
               "kappa to a squared norm of eps.",
      .assumptions = {"g strongly convex in y, f and g smooth, second derivatives of g Lipschitz, "
                      "f Lipschitz in y; no noise",
                      "recollected: the factor dx/Q in the variance, not the total"},
      .source = {.key = "sow2022pzobo",
                 .version = "arXiv 2110.07004 (abstract and code)",
                 .locus = "main theorem"},
      .convention = Convention::Q,
      .expected = Verdict::inconclusive,
      .study =
          {.totals = {{"outer steps", "", "dx eps^-1", "dx eps^-2"}},
           .open =
               "the number Q of directions and the smoothing radius that the theorem prescribes"},
      .slips = {{"Q read as N", with_norms("outer steps", "dx eps^-1")}},
      .not_shown = "the dependence on Q and kappa",
  });
}

} // namespace theory::sow2022_pzobo
