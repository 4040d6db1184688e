/// Cost of stochastic F2BA when only the upper level is noisy.
///
/// Statement    With noise in the upper level only, inner loops of kappa^2 sigma^2/eps^2 steps
///              suffice and the total is kappa^5 eps^-4, up to logarithms.
/// Assumptions  only the gradients of f are noisy; the parameters are derived from the error
///              balance; the paper's own constants were not read.
/// Source       chen2025f2ba (JMLR 26(109), 2025 (abstract and a third-party note)), stochastic
///              extension.
/// Reduces to   nothing simpler.
/// Measured     the schedule below multiplied out in exact exponents.
/// Refuted by   the lower level noisy too; only the outer batches counted.
/// Not shown    the descent and tracking inequalities whose terms the balances name: they are
///              assumed.
#include <assay/claims/exponent_claim.hpp>

namespace theory::chen2025_f2ba {

using namespace assay;

Claim upper_noise_cost() {
  return make_claim({
      .id = "chen2025_f2ba/upper_noise_cost",
      .title = "Cost of stochastic F2BA when only the upper level is noisy",
      .plain = "With noise in the upper level only, inner loops of kappa^2 sigma^2/eps^2 steps "
               "suffice and the total is kappa^5 eps^-4, up to logarithms.",
      .assumptions = {"only the gradients of f are noisy",
                      "the parameters are derived from the error balance; the paper's own "
                      "constants were not read"},
      .source = {.key = "chen2025f2ba",
                 .version = "JMLR 26(109), 2025 (abstract and a third-party note)",
                 .locus = "stochastic extension"},
      .convention = Convention::N,
      .study = {.schedule = {"S = sigma^2 / eps^2", "K = kappa^2 sigma^2 / eps^2 log",
                             "T = kappa^3 / eps^2"},
                .balances = {{"sampling noise", "sigma / S^(1/2)", "eps"}},
                .totals = {{"SFO", "T (S + K)", "sigma^2 kappa^5 eps^-4 log", ""}}},
      .slips = {{"the lower level noisy too", with_line("K = kappa^8 sigma^2 / eps^4 log")},
                {"only the outer batches counted", with_product("SFO", "T S")}},
      .not_shown =
          "the descent and tracking inequalities whose terms the balances name: they are assumed",
  });
}

} // namespace theory::chen2025_f2ba
