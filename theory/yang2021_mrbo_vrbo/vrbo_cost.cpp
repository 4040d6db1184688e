/// Cost of VRBO.
///
/// Statement    With period eps^(-1/2), refresh batches 1/eps and inner batches eps^(-1/2), VRBO
///              makes eps^(-3/2) calls, up to logarithms, to E||.||^2 below eps: eps^-3 in norms.
/// Assumptions  unbiased gradients and Hessian products of bounded variance; g strongly convex in
///              y; second derivatives of g Lipschitz; every stochastic derivative mean-squared
///              smooth; the totals are read in comparison tables; the parameters are recollected
///              from the literature, not read in the paper; constants and the dependence on symbols
///              that are not written are dropped.
/// Source       yang2021mrbo (arXiv 2106.04692 (comparison tables)), comparison table.
/// Reduces to   nothing simpler.
/// Measured     the schedule below multiplied out in exact exponents.
/// Refuted by   a refresh at every step; Q read as N; inner batches as large as a refresh.
/// Not shown    the descent and tracking inequalities whose terms the balances name: they are
///              assumed.
#include <assay/claims/exponent_claim.hpp>

namespace theory::yang2021_mrbo_vrbo {

using namespace assay;

Claim vrbo_cost() {
  return make_claim({
      .id = "yang2021_mrbo_vrbo/vrbo_cost",
      .title = "Cost of VRBO",
      .plain = "With period eps^(-1/2), refresh batches 1/eps and inner batches eps^(-1/2), VRBO "
               "makes eps^(-3/2) calls, up to logarithms, to E||.||^2 below eps: eps^-3 in norms.",
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
      .study = {.schedule = {"q = eps^(-1/2)", "S1 = 1 / eps", "S2 = eps^(-1/2)", "m = 1",
                             "Q = log", "K = 1 / eps"},
                .balances = {{"noise of a refresh", "1 / S1", "eps"},
                             {"variance gathered over a period", "eps q / S2", "eps"},
                             {"progress", "1 / K", "eps"}},
                .totals = {{"gradients", "K (S1 / q + m S2)", "eps^(-3/2)", "eps^-3"},
                           {"HVP", "K (S1 / q + m S2) Q", "eps^(-3/2) log", "eps^-3 log"}}},
      .slips = {{"a refresh at every step", with_line("q = 1")},
                {"Q read as N", with_norms("gradients", "eps^(-3/2)")},
                {"inner batches as large as a refresh", with_line("S2 = 1 / eps")}},
      .not_shown =
          "the descent and tracking inequalities whose terms the balances name: they are assumed",
  });
}

} // namespace theory::yang2021_mrbo_vrbo
