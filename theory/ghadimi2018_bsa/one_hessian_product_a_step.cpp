/// "BSA makes as many Hessian products as outer steps".
///
/// Statement    BSA's Hessian products are of the order of its outer steps, with no further power
///              of kappa. False for its truncated series: b = kappa log factors, half of them on
///              average, make kappa times as many.
/// Assumptions  unbiased gradients and Hessian products of bounded variance; g strongly convex in
///              y; second derivatives of g Lipschitz; the parameters are recollected from the
///              literature, not read in the paper; c stands for the power of kappa in the number of
///              outer steps, which is open (total_cost).
/// Source       ghadimi2018bsa (arXiv 1802.02246 (recollected)), the truncated series of the
///              estimator.
/// Reduces to   kappa fixed: as many, up to a logarithm.
/// Measured     the schedule below multiplied out in exact exponents.
/// Refuted by   the schedule itself; mended it holds: one kappa more; a series of constant length.
/// Not shown    who counts so: calls of the whole series, not its products, are as many as outer
///              steps.
#include <assay/claims/exponent_claim.hpp>

namespace theory::ghadimi2018_bsa {

using namespace assay;

Claim one_hessian_product_a_step() {
  return make_claim({
      .id = "ghadimi2018_bsa/one_hessian_product_a_step",
      .title = "\"BSA makes as many Hessian products as outer steps\"",
      .plain = "BSA's Hessian products are of the order of its outer steps, with no further power "
               "of kappa. False for its truncated series: b = kappa log factors, half of them on "
               "average, make kappa times as many.",
      .assumptions = {"unbiased gradients and Hessian products of bounded variance; g strongly "
                      "convex in y; second derivatives of g Lipschitz",
                      "the parameters are recollected from the literature, not read in the paper",
                      "c stands for the power of kappa in the number of outer steps, which is open "
                      "(total_cost)"},
      .source = {.key = "ghadimi2018bsa",
                 .version = "arXiv 1802.02246 (recollected)",
                 .locus = "the truncated series of the estimator"},
      .convention = Convention::Q,
      .expected = Verdict::refuted,
      .study = {.schedule = {"K = c eps^-2", "b = kappa log"},
                .totals = {{"HVP", "K b", "c eps^-2", "c eps^-4"}}},
      .slips = {{"one kappa more",
                 [](ExponentStudy& study) {
                   study.totals = {{"HVP", "K b", "c kappa eps^-2", "c kappa eps^-4"}};
                 },
                 Verdict::supported},
                {"a series of constant length", with_line("b = 1"), Verdict::supported}},
      .reduces_to = {"kappa fixed: as many, up to a logarithm"},
      .not_shown = "who counts so: calls of the whole series, not its products, are as many as "
                   "outer steps",
  });
}

} // namespace theory::ghadimi2018_bsa
