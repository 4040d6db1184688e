/// Cost of AmIGO with noise.
///
/// Statement    With constant steps, batches of size 1/eps, of order log inner steps and K = 1/eps
///              outer steps, AmIGO makes eps^-2 calls to E||.||^2 at most eps, up to logarithms:
///              eps^-4 in norms.
/// Assumptions  unbiased gradients and Hessian products of bounded variance; g strongly convex in
///              y; second derivatives of g Lipschitz; the parameters are recollected from the
///              literature, not read in the paper; constants and the dependence on symbols that are
///              not written are dropped.
/// Source       arbel2022amigo (arXiv 2111.14580 (abstract)), main theorem.
/// Reduces to   nothing simpler.
/// Measured     the schedule below multiplied out in exact exponents.
/// Refuted by   Q read as N; batches of the other case; K = eps^-2.
/// Not shown    the descent and tracking inequalities whose terms the balances name: they are
///              assumed; the powers of kappa.
#include <assay/claims/exponent_claim.hpp>

namespace theory::arbel2022_amigo {

using namespace assay;

Claim stochastic_cost() {
  return make_claim({
      .id = "arbel2022_amigo/stochastic_cost",
      .title = "Cost of AmIGO with noise",
      .plain = "With constant steps, batches of size 1/eps, of order log inner steps and K = 1/eps "
               "outer steps, AmIGO makes eps^-2 calls to E||.||^2 at most eps, up to logarithms: "
               "eps^-4 in norms.",
      .assumptions = {"unbiased gradients and Hessian products of bounded variance; g strongly "
                      "convex in y; second derivatives of g Lipschitz",
                      "the parameters are recollected from the literature, not read in the paper",
                      "constants and the dependence on symbols that are not written are dropped"},
      .source = {.key = "arbel2022amigo",
                 .version = "arXiv 2111.14580 (abstract)",
                 .locus = "main theorem"},
      .convention = Convention::Q,
      .study = {.schedule = {"K = 1 / eps", "M = log", "B = 1 / eps"},
                .balances = {{"progress", "1 / K", "eps"}, {"noise of a batch", "1 / B", "eps"}},
                .totals = {{"lower gradients", "K M B", "eps^-2 log", "eps^-4 log"},
                           {"HVP", "K M B", "eps^-2 log", "eps^-4 log"}}},
      .slips = {{"Q read as N", with_norms("HVP", "eps^-2")},
                {"batches of the other case", with_line("B = 1")},
                {"K = eps^-2", with_line("K = eps^-2")}},
      .not_shown = "the descent and tracking inequalities whose terms the balances name: they are "
                   "assumed; the powers of kappa",
  });
}

} // namespace theory::arbel2022_amigo
