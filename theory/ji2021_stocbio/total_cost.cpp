/// Cost of stocBiO, oracle by oracle.
///
/// Statement    With K = kappa^3/eps, D = kappa log, S = kappa^5/eps, |D_F| = kappa^2/eps, stocBiO
///              makes kappa^5 eps^-2 upper-gradient and Jacobian-product and kappa^9 eps^-2 lower-
///              gradient calls, up to logarithms; and with B Q = b/eps, kappa^4 b eps^-2 Hessian
///              products, the power of kappa in b being open.
/// Assumptions  unbiased gradients and Hessian products of bounded variance; g strongly convex in
///              y; second derivatives of g Lipschitz; each realisation of the lower level smooth
///              and strongly convex; the totals are read in a comparison table; the parameters are
///              recollected from the literature, not read in the paper; the batches of the series
///              sum to B Q/(eta mu); noise is balanced in eps alone.
/// Source       ji2021stocbio (arXiv 2010.07962 (a comparison table)), comparison table.
/// Reduces to   nothing simpler.
/// Measured     the schedule below multiplied out in exact exponents.
/// Refuted by   Q read as N; batches of constant size; the growth of the batches in the series
///              ignored; an upper batch without kappa.
/// Not shown    the descent and tracking inequalities whose terms the balances name: they are
///              assumed; the power of kappa in b: the table's kappa^6 for Hessian products would
///              need b = kappa^2, and nothing else read says so.
#include <assay/claims/exponent_claim.hpp>

namespace theory::ji2021_stocbio {

using namespace assay;

Claim total_cost() {
  return make_claim({
      .id = "ji2021_stocbio/total_cost",
      .title = "Cost of stocBiO, oracle by oracle",
      .plain = "With K = kappa^3/eps, D = kappa log, S = kappa^5/eps, |D_F| = kappa^2/eps, stocBiO "
               "makes kappa^5 eps^-2 upper-gradient and Jacobian-product and kappa^9 eps^-2 "
               "lower-gradient calls, up to logarithms; and with B Q = b/eps, kappa^4 b eps^-2 "
               "Hessian products, the power of kappa in b being open.",
      .assumptions =
          {"unbiased gradients and Hessian products of bounded variance; g strongly convex in y; "
           "second derivatives of g Lipschitz; each realisation of the lower level smooth and "
           "strongly convex",
           "the totals are read in a comparison table; the parameters are recollected from the "
           "literature, not read in the paper",
           "the batches of the series sum to B Q/(eta mu); noise is balanced in eps alone"},
      .source = {.key = "ji2021stocbio",
                 .version = "arXiv 2010.07962 (a comparison table)",
                 .locus = "comparison table"},
      .convention = Convention::Q,
      .study = {.schedule = {"K = kappa^3 / eps", "beta = kappa^-3", "D = kappa log",
                             "S = kappa^5 / eps", "DF = kappa^2 / eps", "BQ = b / eps"},
                .balances = {{"progress", "1 / (beta K)", "eps"},
                             {"noise of the upper batch", "1 / DF", "eps", Fit::within},
                             {"noise of the lower level", "1 / S", "eps", Fit::within},
                             {"noise of the series", "1 / BQ", "eps", Fit::within}},
                .totals = {{"upper gradients", "K DF", "kappa^5 eps^-2", "kappa^5 eps^-4"},
                           {"lower gradients", "K D S", "kappa^9 eps^-2 log", "kappa^9 eps^-4 log"},
                           {"JVP", "K DF", "kappa^5 eps^-2", "kappa^5 eps^-4"},
                           {"HVP", "K BQ kappa", "b kappa^4 eps^-2", "b kappa^4 eps^-4"}}},
      .slips = {{"Q read as N", with_norms("upper gradients", "kappa^5 eps^-2")},
                {"batches of constant size", with_line("S = 1")},
                {"the growth of the batches in the series ignored", with_product("HVP", "K BQ")},
                {"an upper batch without kappa", with_line("DF = 1 / eps")}},
      .not_shown = "the descent and tracking inequalities whose terms the balances name: they are "
                   "assumed; the power of kappa in b: the table's kappa^6 for Hessian products "
                   "would need b = kappa^2, and nothing else read says so",
  });
}

} // namespace theory::ji2021_stocbio
