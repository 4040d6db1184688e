/// Cost of AID-BiO, oracle by oracle.
///
/// Statement    AID-BiO takes kappa^3 eps^-1 upper gradient calls, kappa^4 eps^-1 lower gradient
///              calls, kappa^3 eps^-1 JVP calls, kappa^(7/2) eps^-1 HVP calls to a squared norm of
///              eps.
/// Assumptions  g strongly convex in y, f and g smooth, second derivatives of g Lipschitz, f
///              Lipschitz in y; no noise; the totals are read in a comparison table; the parameters
///              are derived from the error balance; the paper's own constants were not read.
/// Source       ji2021stocbio (arXiv 2010.07962 (a comparison table)), comparison table,
///              deterministic case.
/// Reduces to   nothing simpler.
/// Measured     the schedule below multiplied out in exact exponents.
/// Refuted by   Q read as N; a Neumann series of kappa terms in place of conjugate gradients; outer
///              steps free of kappa.
/// Not shown    the descent and tracking inequalities whose terms the balances name: they are
///              assumed.
#include <assay/claims/exponent_claim.hpp>

namespace theory::ji2021_aid_itd {

using namespace assay;

Claim aid_cost() {
  return make_claim({
      .id = "ji2021_aid_itd/aid_cost",
      .title = "Cost of AID-BiO, oracle by oracle",
      .plain =
          "AID-BiO takes kappa^3 eps^-1 upper gradient calls, kappa^4 eps^-1 lower gradient calls, "
          "kappa^3 eps^-1 JVP calls, kappa^(7/2) eps^-1 HVP calls to a squared norm of eps.",
      .assumptions = {"g strongly convex in y, f and g smooth, second derivatives of g Lipschitz, "
                      "f Lipschitz in y; no noise",
                      "the totals are read in a comparison table; the parameters are derived from "
                      "the error balance; the paper's own constants were not read"},
      .source = {.key = "ji2021stocbio",
                 .version = "arXiv 2010.07962 (a comparison table)",
                 .locus = "comparison table, deterministic case"},
      .convention = Convention::Q,
      .study = {.schedule = {"K = kappa^3 / eps", "beta = kappa^-3", "D = kappa",
                             "N = kappa^(1/2)"},
                .balances = {{"progress", "1 / (beta K)", "eps"}},
                .totals = {{"upper gradients", "K", "kappa^3 eps^-1", "kappa^3 eps^-2"},
                           {"lower gradients", "K D", "kappa^4 eps^-1", "kappa^4 eps^-2"},
                           {"JVP", "K", "kappa^3 eps^-1", "kappa^3 eps^-2"},
                           {"HVP", "K N", "kappa^(7/2) eps^-1", "kappa^(7/2) eps^-2"}}},
      .slips = {{"Q read as N", with_norms("HVP", "kappa^(7/2) eps^-1")},
                {"a Neumann series of kappa terms in place of conjugate gradients",
                 with_line("N = kappa")},
                {"outer steps free of kappa", with_line("beta = 1")}},
      .not_shown =
          "the descent and tracking inequalities whose terms the balances name: they are assumed",
  });
}

} // namespace theory::ji2021_aid_itd
