/// Cost of stocBiO, oracle by oracle.
///
/// Statement    With K = kappa^3/eps, D = kappa log, S = kappa^5/eps, |D_F| = kappa^2/eps, stocBiO
///              makes kappa^5 eps^-2 upper-gradient and Jacobian-product, kappa^9 eps^-2 lower-
///              gradient and kappa^6 eps^-2 Hessian-product calls, up to logarithms.
/// Assumptions  unbiased gradients and Hessian products of bounded variance; g strongly convex in
///              y; second derivatives of g Lipschitz; each realisation of the lower level smooth
///              and strongly convex; the totals are read in a comparison table; the parameters are
///              recollected from the literature, not read in the paper; the batches of the series
///              sum to B Q/(eta mu); B Q = kappa^2/eps is what the printed total forces, and the
///              powers of kappa in the balances are what the batches imply.
/// Source       ji2021stocbio (arXiv 2010.07962 (a comparison table)), comparison table.
/// Reduces to   nothing simpler.
/// Measured     the schedule below multiplied out in exact exponents.
/// Refuted by   Q read as N; batches of constant size; the growth of the batches in the series
///              ignored.
/// Not shown    the descent and tracking inequalities whose terms the balances name: they are
///              assumed; the totals whose batch is derived from them.
#include <assay/claims/exponent_claim.hpp>

namespace theory::ji2021_stocbio {

using namespace assay;

Claim total_cost() {
  return make_claim({
      .id = "ji2021_stocbio/total_cost",
      .title = "Cost of stocBiO, oracle by oracle",
      .plain = "With K = kappa^3/eps, D = kappa log, S = kappa^5/eps, |D_F| = kappa^2/eps, stocBiO "
               "makes kappa^5 eps^-2 upper-gradient and Jacobian-product, kappa^9 eps^-2 "
               "lower-gradient and kappa^6 eps^-2 Hessian-product calls, up to logarithms.",
      .assumptions =
          {"unbiased gradients and Hessian products of bounded variance; g strongly convex in y; "
           "second derivatives of g Lipschitz; each realisation of the lower level smooth and "
           "strongly convex",
           "the totals are read in a comparison table; the parameters are recollected from the "
           "literature, not read in the paper",
           "the batches of the series sum to B Q/(eta mu); B Q = kappa^2/eps is what the printed "
           "total forces, and the powers of kappa in the balances are what the batches imply"},
      .source = {.key = "ji2021stocbio",
                 .version = "arXiv 2010.07962 (a comparison table)",
                 .locus = "comparison table"},
      .convention = Convention::Q,
      .study = {.schedule = {"K = kappa^3 / eps", "beta = kappa^-3", "D = kappa log",
                             "S = kappa^5 / eps", "DF = kappa^2 / eps", "BQ = kappa^2 / eps"},
                .balances = {{"progress", "1 / (beta K)", "eps"},
                             {"noise of the upper batch", "kappa^2 / DF", "eps"},
                             {"noise of the lower level", "kappa^5 / S", "eps"}},
                .totals = {{"upper gradients", "K DF", "kappa^5 eps^-2", "kappa^5 eps^-4"},
                           {"lower gradients", "K D S", "kappa^9 eps^-2 log", "kappa^9 eps^-4 log"},
                           {"JVP", "K DF", "kappa^5 eps^-2", "kappa^5 eps^-4"},
                           {"HVP", "K BQ kappa", "kappa^6 eps^-2", "kappa^6 eps^-4"}}},
      .slips = {{"Q read as N", with_norms("upper gradients", "kappa^5 eps^-2")},
                {"batches of constant size", with_line("S = 1")},
                {"the growth of the batches in the series ignored", with_product("HVP", "K BQ")}},
      .not_shown = "the descent and tracking inequalities whose terms the balances name: they are "
                   "assumed; the totals whose batch is derived from them",
  });
}

} // namespace theory::ji2021_stocbio
