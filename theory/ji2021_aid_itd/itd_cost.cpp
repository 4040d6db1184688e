/// Cost of ITD-BiO, oracle by oracle.
///
/// Statement    ITD-BiO takes kappa^3 eps^-1 upper gradient calls, kappa^4 eps^-1 lower gradient
///              calls, kappa^4 eps^-1 JVP calls, kappa^4 eps^-1 HVP calls to a squared norm of eps,
///              up to logarithms.
/// Assumptions  g strongly convex in y, f and g smooth, second derivatives of g Lipschitz, f
///              Lipschitz in y; no noise; the totals are read in a comparison table; the parameters
///              are derived from the error balance; the paper's own constants were not read.
/// Source       ji2021stocbio (arXiv 2010.07962 (a comparison table)), comparison table,
///              deterministic case.
/// Reduces to   nothing simpler.
/// Measured     the schedule below multiplied out in exact exponents.
/// Refuted by   Q read as N; one Jacobian product for each outer step; outer steps free of kappa.
/// Not shown    the descent and tracking inequalities whose terms the balances name: they are
///              assumed.
#include <assay/claims/exponent_claim.hpp>

namespace theory::ji2021_aid_itd {

using namespace assay;

Claim itd_cost() {
  return make_claim({
      .id = "ji2021_aid_itd/itd_cost",
      .title = "Cost of ITD-BiO, oracle by oracle",
      .plain = "ITD-BiO takes kappa^3 eps^-1 upper gradient calls, kappa^4 eps^-1 lower gradient "
               "calls, kappa^4 eps^-1 JVP calls, kappa^4 eps^-1 HVP calls to a squared norm of "
               "eps, up to logarithms.",
      .assumptions = {"g strongly convex in y, f and g smooth, second derivatives of g Lipschitz, "
                      "f Lipschitz in y; no noise",
                      "the totals are read in a comparison table; the parameters are derived from "
                      "the error balance; the paper's own constants were not read"},
      .source = {.key = "ji2021stocbio",
                 .version = "arXiv 2010.07962 (a comparison table)",
                 .locus = "comparison table, deterministic case"},
      .convention = Convention::Q,
      .study = {.schedule = {"K = kappa^3 / eps", "beta = kappa^-3", "D = kappa log"},
                .balances = {{"progress", "1 / (beta K)", "eps"}},
                .totals = {{"upper gradients", "K", "kappa^3 eps^-1", "kappa^3 eps^-2"},
                           {"lower gradients", "K D", "kappa^4 eps^-1 log", "kappa^4 eps^-2 log"},
                           {"JVP", "K D", "kappa^4 eps^-1 log", "kappa^4 eps^-2 log"},
                           {"HVP", "K D", "kappa^4 eps^-1 log", "kappa^4 eps^-2 log"}}},
      .slips = {{"Q read as N", with_norms("HVP", "kappa^4 eps^-1")},
                {"one Jacobian product for each outer step", with_product("JVP", "K")},
                {"outer steps free of kappa", with_line("beta = 1")}},
      .not_shown =
          "the descent and tracking inequalities whose terms the balances name: they are assumed",
  });
}

} // namespace theory::ji2021_aid_itd
