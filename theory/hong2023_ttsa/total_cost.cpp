/// Cost of TTSA.
///
/// Statement    With upper steps K^(-3/5) and lower steps K^(-2/5), TTSA has E||.||^2 of order
///              K^(-2/5): eps^(-5/2) iterations, eps^-5 in norms.
/// Assumptions  unbiased gradients and Hessian products of bounded variance; g strongly convex in
///              y; second derivatives of g Lipschitz; the totals are read in comparison tables; the
///              parameters are recollected from the literature, not read in the paper; constants
///              and the dependence on symbols that are not written are dropped.
/// Source       hong2023ttsa (arXiv 2007.05170 (comparison tables)), Theorem on nonconvex problems.
/// Reduces to   nothing simpler.
/// Measured     the schedule below multiplied out in exact exponents.
/// Refuted by   Q read as N; equal steps; lower steps of order K^(-1/2).
/// Not shown    the descent and tracking inequalities whose terms the balances name: they are
///              assumed.
#include <assay/claims/exponent_claim.hpp>

namespace theory::hong2023_ttsa {

using namespace assay;

Claim total_cost() {
  return make_claim({
      .id = "hong2023_ttsa/total_cost",
      .title = "Cost of TTSA",
      .plain = "With upper steps K^(-3/5) and lower steps K^(-2/5), TTSA has E||.||^2 of order "
               "K^(-2/5): eps^(-5/2) iterations, eps^-5 in norms.",
      .assumptions = {"unbiased gradients and Hessian products of bounded variance; g strongly "
                      "convex in y; second derivatives of g Lipschitz",
                      "the totals are read in comparison tables; the parameters are recollected "
                      "from the literature, not read in the paper",
                      "constants and the dependence on symbols that are not written are dropped"},
      .source = {.key = "hong2023ttsa",
                 .version = "arXiv 2007.05170 (comparison tables)",
                 .locus = "Theorem on nonconvex problems"},
      .convention = Convention::Q,
      .study = {.schedule = {"K = eps^(-5/2)", "alpha = K^(-3/5)", "beta = K^(-2/5)", "b = log"},
                .balances = {{"progress", "1 / (alpha K)", "eps"},
                             {"noise of the lower level", "beta", "eps"},
                             {"drift of the lower level", "(alpha / beta)^2", "eps"}},
                .totals = {{"gradients", "K", "eps^(-5/2)", "eps^-5"},
                           {"HVP", "K b", "eps^(-5/2) log", "eps^-5 log"}}},
      .slips = {{"Q read as N", with_norms("gradients", "eps^(-5/2)")},
                {"equal steps", with_line("alpha = K^(-2/5)")},
                {"lower steps of order K^(-1/2)", with_line("beta = K^(-1/2)")}},
      .not_shown =
          "the descent and tracking inequalities whose terms the balances name: they are assumed",
  });
}

} // namespace theory::hong2023_ttsa
