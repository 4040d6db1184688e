/// Cost of PBGD.
///
/// Statement    With multiplier gamma ~ eps^(-1/2), step 1/gamma and log inner steps, PBGD makes
///              eps^(-3/2) gradient calls, up to logarithms, to a squared residual of eps: eps^-3
///              in norms.
/// Assumptions  PL lower level, f Lipschitz in y; no noise; the parameters are recollected from the
///              literature, not read in the paper; the total in norms is read in a comparison
///              table.
/// Source       shen2023pbgd (arXiv 2302.05185 (citations)), main theorem on V-PBGD.
/// Reduces to   nothing simpler.
/// Measured     the schedule below multiplied out in exact exponents.
/// Refuted by   a constant multiplier; Q read as N; a step free of gamma.
/// Not shown    the descent and tracking inequalities whose terms the balances name: they are
///              assumed.
#include <assay/claims/exponent_claim.hpp>

namespace theory::shen2023_pbgd {

using namespace assay;

Claim total_cost() {
  return make_claim({
      .id = "shen2023_pbgd/total_cost",
      .title = "Cost of PBGD",
      .plain = "With multiplier gamma ~ eps^(-1/2), step 1/gamma and log inner steps, PBGD makes "
               "eps^(-3/2) gradient calls, up to logarithms, to a squared residual of eps: eps^-3 "
               "in norms.",
      .assumptions = {"PL lower level, f Lipschitz in y; no noise",
                      "the parameters are recollected from the literature, not read in the paper; "
                      "the total in norms is read in a comparison table"},
      .source = {.key = "shen2023pbgd",
                 .version = "arXiv 2302.05185 (citations)",
                 .locus = "main theorem on V-PBGD"},
      .convention = Convention::Q,
      .study = {.schedule = {"gamma = eps^(-1/2)", "alpha = 1 / gamma", "K = gamma / eps",
                             "T = log"},
                .balances = {{"feasibility", "gamma^-2", "eps"},
                             {"progress", "1 / (alpha K)", "eps"}},
                .totals = {{"gradients", "K T", "eps^(-3/2) log", "eps^-3 log"}}},
      .slips = {{"a constant multiplier", with_line("gamma = 1")},
                {"Q read as N", with_norms("gradients", "eps^(-3/2)")},
                {"a step free of gamma", with_line("alpha = 1")}},
      .not_shown =
          "the descent and tracking inequalities whose terms the balances name: they are assumed",
  });
}

} // namespace theory::shen2023_pbgd
