/// Hessian products of BSA as printed, kappa^6 eps^-2.
///
/// Statement    BSA makes kappa^6 eps^-2 Hessian-product calls, as a published table prints it.
///              False for its own truncated series: kappa^6 eps^-2 outer steps with b = kappa log
///              factors, half of them on average, make kappa^7 eps^-2.
/// Assumptions  unbiased gradients and Hessian products of bounded variance; g strongly convex in
///              y; second derivatives of g Lipschitz; the parameters are recollected from the
///              literature, not read in the paper.
/// Source       ji2021stocbio (arXiv 2010.07962 (its comparison table, as recollected)), comparison
///              table, row BSA, Hessian products.
/// Reduces to   nothing simpler.
/// Measured     the schedule below multiplied out in exact exponents.
/// Refuted by   the schedule itself; mended it holds: one kappa more; a series of constant length.
/// Not shown    which convention the table counts by: a table that counts calls of the whole
///              series, not its products, would be right.
#include <assay/claims/exponent_claim.hpp>

namespace theory::ghadimi2018_bsa {

using namespace assay;

Claim hvp_as_printed() {
  return make_claim({
      .id = "ghadimi2018_bsa/hvp_as_printed",
      .title = "Hessian products of BSA as printed, kappa^6 eps^-2",
      .plain = "BSA makes kappa^6 eps^-2 Hessian-product calls, as a published table prints it. "
               "False for its own truncated series: kappa^6 eps^-2 outer steps with b = kappa log "
               "factors, half of them on average, make kappa^7 eps^-2.",
      .assumptions = {"unbiased gradients and Hessian products of bounded variance; g strongly "
                      "convex in y; second derivatives of g Lipschitz",
                      "the parameters are recollected from the literature, not read in the paper"},
      .source = {.key = "ji2021stocbio",
                 .version = "arXiv 2010.07962 (its comparison table, as recollected)",
                 .locus = "comparison table, row BSA, Hessian products"},
      .convention = Convention::Q,
      .expected = Verdict::refuted,
      .study = {.schedule = {"K = kappa^6 eps^-2", "t = K^(1/2)", "b = kappa log"},
                .totals = {{"HVP", "K b", "kappa^6 eps^-2", "kappa^6 eps^-4"}}},
      .slips = {{"one kappa more",
                 [](ExponentStudy& study) {
                   study.totals = {{"HVP", "K b", "kappa^7 eps^-2", "kappa^7 eps^-4"}};
                 },
                 Verdict::supported},
                {"a series of constant length", with_line("b = 1"), Verdict::supported}},
      .not_shown = "which convention the table counts by: a table that counts calls of the whole "
                   "series, not its products, would be right",
  });
}

} // namespace theory::ghadimi2018_bsa
