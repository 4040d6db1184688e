/// Cost of AmIGO without noise.
///
/// Statement    With constant steps, of order log inner steps and K = 1/eps outer steps, AmIGO
///              makes eps^-1 calls to E||.||^2 at most eps, up to logarithms: eps^-2 in norms.
/// Assumptions  g strongly convex in y, f smooth, second derivatives of g Lipschitz; no noise; the
///              parameters are recollected from the literature, not read in the paper; constants
///              and the dependence on symbols that are not written are dropped.
/// Source       arbel2022amigo (arXiv 2111.14580 (abstract)), main theorem.
/// Reduces to   nothing simpler.
/// Measured     the schedule below multiplied out in exact exponents.
/// Refuted by   Q read as N; batches of the other case; K = eps^-2.
/// Not shown    the descent and tracking inequalities whose terms the balances name: they are
///              assumed; the powers of kappa.
#include <assay/claims/exponent_claim.hpp>

namespace theory::arbel2022_amigo {

using namespace assay;

Claim deterministic_cost() {
  return make_claim({
      .id = "arbel2022_amigo/deterministic_cost",
      .title = "Cost of AmIGO without noise",
      .plain = "With constant steps, of order log inner steps and K = 1/eps outer steps, AmIGO "
               "makes eps^-1 calls to E||.||^2 at most eps, up to logarithms: eps^-2 in norms.",
      .assumptions =
          {"g strongly convex in y, f smooth, second derivatives of g Lipschitz; no noise",
           "the parameters are recollected from the literature, not read in the paper",
           "constants and the dependence on symbols that are not written are dropped"},
      .source = {.key = "arbel2022amigo",
                 .version = "arXiv 2111.14580 (abstract)",
                 .locus = "main theorem"},
      .convention = Convention::Q,
      .study = {.schedule = {"K = 1 / eps", "M = log", "B = 1"},
                .balances = {{"progress", "1 / K", "eps"}},
                .totals = {{"lower gradients", "K M B", "eps^-1 log", "eps^-2 log"},
                           {"HVP", "K M B", "eps^-1 log", "eps^-2 log"}}},
      .slips = {{"Q read as N", with_norms("HVP", "eps^-1")},
                {"batches of the other case", with_line("B = 1 / eps")},
                {"K = eps^-2", with_line("K = eps^-2")}},
      .not_shown = "the descent and tracking inequalities whose terms the balances name: they are "
                   "assumed; the powers of kappa",
  });
}

} // namespace theory::arbel2022_amigo
