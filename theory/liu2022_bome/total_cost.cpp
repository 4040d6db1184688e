/// Rate of BOME.
///
/// Statement    BOME drives its KKT-type residual down like K^(-1/4) over K steps when the lower-
///              level minimiser is unique: eps^-4 steps to a residual of eps.
/// Assumptions  PL lower level, f and g Lipschitz and smooth, bounded; no noise; the rate and the
///              measure of the residual are recollected.
/// Source       liu2022bome (arXiv 2209.08709 (abstract)), main theorem.
/// Reduces to   nothing simpler.
/// Measured     left open: the conversion of conventions only.
/// Refuted by   a rate K^(-1/2).
/// Not shown    anything but the arithmetic.
#include <assay/claims/exponent_claim.hpp>

namespace theory::liu2022_bome {

using namespace assay;

Claim total_cost() {
  return make_claim({
      .id = "liu2022_bome/total_cost",
      .title = "Rate of BOME",
      .plain = "BOME drives its KKT-type residual down like K^(-1/4) over K steps when the "
               "lower-level minimiser is unique: eps^-4 steps to a residual of eps.",
      .assumptions = {"PL lower level, f and g Lipschitz and smooth, bounded; no noise",
                      "the rate and the measure of the residual are recollected"},
      .source = {.key = "liu2022bome",
                 .version = "arXiv 2209.08709 (abstract)",
                 .locus = "main theorem"},
      .convention = Convention::own,
      .expected = Verdict::inconclusive,
      .study = {.schedule = {"K = eps^-4"},
                .balances = {{"residual as recollected", "K^(-1/4)", "eps"}},
                .totals = {{"steps", "K", "eps^-4", ""}},
                .open = "the theorem itself: whether the rate is for the residual or its square, "
                        "and in which norm"},
      .slips = {{"a rate K^(-1/2)",
                 [](ExponentStudy& study) { study.balances[0].parts = "K^(-1/2)"; }}},
      .not_shown = "anything but the arithmetic",
  });
}

} // namespace theory::liu2022_bome
