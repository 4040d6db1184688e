/// Cost of ALSET, with its powers of kappa.
///
/// Statement    With alpha = kappa^(-5/2)/sqrt(K), kappa^4 lower-level steps and kappa log factors
///              in the series, ALSET makes kappa^5 eps^-2 upper-gradient, kappa^9 eps^-2 lower-
///              gradient and kappa^6 eps^-2 Hessian-product calls to E||.||^2 at most eps.
/// Assumptions  unbiased gradients and Hessian products of bounded variance; g strongly convex in
///              y; second derivatives of g Lipschitz; the totals are derived from Proposition 2.
/// Source       chen2021alset (arXiv 2106.13781 (the submission)), Theorem 1, Proposition 2.
/// Reduces to   nothing simpler.
/// Measured     the schedule below multiplied out in exact exponents.
/// Refuted by   Q read as N; one lower-level step; batches of order 1/eps.
/// Not shown    the descent and tracking inequalities whose terms the balances name: they are
///              assumed.
#include <assay/claims/exponent_claim.hpp>

namespace theory::chen2021_alset {

using namespace assay;

Claim total_cost() {
  return make_claim({
      .id = "chen2021_alset/total_cost",
      .title = "Cost of ALSET, with its powers of kappa",
      .plain = "With alpha = kappa^(-5/2)/sqrt(K), kappa^4 lower-level steps and kappa log factors "
               "in the series, ALSET makes kappa^5 eps^-2 upper-gradient, kappa^9 eps^-2 "
               "lower-gradient and kappa^6 eps^-2 Hessian-product calls to E||.||^2 at most eps.",
      .assumptions = {"unbiased gradients and Hessian products of bounded variance; g strongly "
                      "convex in y; second derivatives of g Lipschitz",
                      "the totals are derived from Proposition 2"},
      .source = {.key = "chen2021alset",
                 .version = "arXiv 2106.13781 (the submission)",
                 .locus = "Theorem 1, Proposition 2"},
      .convention = Convention::Q,
      .study = {.schedule = {"K = kappa^5 eps^-2", "T = kappa^4", "N = kappa log"},
                .balances = {{"noise and progress", "kappa^(5/2) / K^(1/2)", "eps"},
                             {"transient", "kappa^3 / K", "eps", Fit::within}},
                .totals = {{"upper gradients", "K", "kappa^5 eps^-2", "kappa^5 eps^-4"},
                           {"lower gradients", "K T", "kappa^9 eps^-2", "kappa^9 eps^-4"},
                           {"HVP", "K N", "kappa^6 eps^-2 log", "kappa^6 eps^-4 log"}}},
      .slips = {{"Q read as N", with_norms("lower gradients", "kappa^9 eps^-2")},
                {"one lower-level step", with_line("T = 1")},
                {"batches of order 1/eps", with_product("upper gradients", "K / eps")}},
      .not_shown =
          "the descent and tracking inequalities whose terms the balances name: they are assumed",
  });
}

} // namespace theory::chen2021_alset
