/// Cost of MRBO.
///
/// Statement    With steps of order k^(-1/3) and momentum parameters of order k^(-2/3), MRBO brings
///              E||.||^2 below eps in eps^(-3/2) iterations of a constant number of gradients, up
///              to logarithms: eps^-3 in norms.
/// Assumptions  unbiased gradients and Hessian products of bounded variance; g strongly convex in
///              y; second derivatives of g Lipschitz; every stochastic derivative mean-squared
///              smooth; the totals are read in comparison tables; the parameters are recollected
///              from the literature, not read in the paper; constants and the dependence on symbols
///              that are not written are dropped.
/// Source       yang2021mrbo (arXiv 2106.04692 (comparison tables)), comparison table.
/// Reduces to   nothing simpler.
/// Measured     the schedule below multiplied out in exact exponents.
/// Refuted by   Q read as N; steps of order k^(-1/2); momentum of order k^(-1/3).
/// Not shown    the descent and tracking inequalities whose terms the balances name: they are
///              assumed; the drift of the estimator, which its constants absorb.
#include <assay/claims/exponent_claim.hpp>

namespace theory::yang2021_mrbo_vrbo {

using namespace assay;

Claim mrbo_cost() {
  return make_claim({
      .id = "yang2021_mrbo_vrbo/mrbo_cost",
      .title = "Cost of MRBO",
      .plain = "With steps of order k^(-1/3) and momentum parameters of order k^(-2/3), MRBO "
               "brings E||.||^2 below eps in eps^(-3/2) iterations of a constant number of "
               "gradients, up to logarithms: eps^-3 in norms.",
      .assumptions =
          {"unbiased gradients and Hessian products of bounded variance; g strongly convex in y; "
           "second derivatives of g Lipschitz; every stochastic derivative mean-squared smooth",
           "the totals are read in comparison tables; the parameters are recollected from the "
           "literature, not read in the paper",
           "constants and the dependence on symbols that are not written are dropped"},
      .source = {.key = "yang2021mrbo",
                 .version = "arXiv 2106.04692 (comparison tables)",
                 .locus = "comparison table"},
      .convention = Convention::Q,
      .study = {.schedule = {"k = eps^(-3/2)", "eta = k^(-1/3)", "alpha = eta^2", "Q = log"},
                .balances = {{"progress", "1 / (eta k)", "eps"},
                             {"noise of the recursive momentum", "alpha", "eps"}},
                .totals = {{"gradients", "k", "eps^(-3/2)", "eps^-3"},
                           {"HVP", "k Q", "eps^(-3/2) log", "eps^-3 log"}}},
      .slips = {{"Q read as N", with_norms("gradients", "eps^(-3/2)")},
                {"steps of order k^(-1/2)", with_line("eta = k^(-1/2)")},
                {"momentum of order k^(-1/3)", with_line("alpha = eta")}},
      .not_shown = "the descent and tracking inequalities whose terms the balances name: they are "
                   "assumed; the drift of the estimator, which its constants absorb",
  });
}

} // namespace theory::yang2021_mrbo_vrbo
