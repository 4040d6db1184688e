/// Cost of MA-SOBA.
///
/// Statement    With all steps of order K^(-1/2), MA-SOBA has E||.||^2 of order K^(-1/2): eps^-2
///              iterations of O(1) samples, eps^-4 in norms.
/// Assumptions  unbiased gradients and Hessian products of bounded variance; g strongly convex in
///              y; second derivatives of g Lipschitz; the parameters are recollected from the
///              literature, not read in the paper; constants and the dependence on symbols that are
///              not written are dropped.
/// Source       chen2024masoba (arXiv 2306.12067 (citations)), main theorem.
/// Reduces to   nothing simpler.
/// Measured     the schedule below multiplied out in exact exponents.
/// Refuted by   Q read as N; steps of order K^(-2/3); one power of eps more.
/// Not shown    the descent and tracking inequalities whose terms the balances name: they are
///              assumed.
#include <assay/claims/exponent_claim.hpp>

namespace theory::chen2024_masoba {

using namespace assay;

Claim total_cost() {
  return make_claim({
      .id = "chen2024_masoba/total_cost",
      .title = "Cost of MA-SOBA",
      .plain = "With all steps of order K^(-1/2), MA-SOBA has E||.||^2 of order K^(-1/2): eps^-2 "
               "iterations of O(1) samples, eps^-4 in norms.",
      .assumptions = {"unbiased gradients and Hessian products of bounded variance; g strongly "
                      "convex in y; second derivatives of g Lipschitz",
                      "the parameters are recollected from the literature, not read in the paper",
                      "constants and the dependence on symbols that are not written are dropped"},
      .source = {.key = "chen2024masoba",
                 .version = "arXiv 2306.12067 (citations)",
                 .locus = "main theorem"},
      .convention = Convention::Q,
      .study = {.schedule = {"K = eps^-2", "alpha = K^(-1/2)"},
                .balances = {{"progress", "1 / (alpha K)", "eps"}, {"noise", "alpha", "eps"}},
                .totals = {{"gradients", "K", "eps^-2", "eps^-4"},
                           {"HVP", "K", "eps^-2", "eps^-4"}}},
      .slips = {{"Q read as N", with_norms("gradients", "eps^-2")},
                {"steps of order K^(-2/3)", with_line("alpha = K^(-2/3)")},
                {"one power of eps more", with_claim("HVP", "eps^-3")}},
      .not_shown =
          "the descent and tracking inequalities whose terms the balances name: they are assumed",
  });
}

} // namespace theory::chen2024_masoba
