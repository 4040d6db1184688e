/// Cost of SLIP.
///
/// Statement    With 1 - beta ~ eps^2, eta ~ eps^3, alpha ~ eps^2 the momentum and tracking errors
///              of SLIP balance at eps, and it makes eps^-4 gradient and Hessian-product calls, up
///              to logarithms; the warm start of eps^-2 steps is negligible.
/// Assumptions  relaxed smoothness of f (L0 + L1 times the gradient norm), gradient of f in y
///              bounded; g strongly convex, smooth; no mean-squared smoothness; the parameters are
///              derived from the error balance; the paper's own constants were not read; constants
///              and the dependence on symbols that are not written are dropped.
/// Source       gong2024slip (arXiv 2412.20017 (abstract)), abstract.
/// Reduces to   nothing simpler.
/// Measured     the schedule below multiplied out in exact exponents.
/// Refuted by   steps of order eps^2; momentum 1 - beta of order eps; Q for N.
/// Not shown    the descent and tracking inequalities whose terms the balances name: they are
///              assumed; the high-probability part.
#include <assay/claims/exponent_claim.hpp>

namespace theory::gong2024_slip {

using namespace assay;

Claim total_cost() {
  return make_claim({
      .id = "gong2024_slip/total_cost",
      .title = "Cost of SLIP",
      .plain = "With 1 - beta ~ eps^2, eta ~ eps^3, alpha ~ eps^2 the momentum and tracking errors "
               "of SLIP balance at eps, and it makes eps^-4 gradient and Hessian-product calls, up "
               "to logarithms; the warm start of eps^-2 steps is negligible.",
      .assumptions = {"relaxed smoothness of f (L0 + L1 times the gradient norm), gradient of f in "
                      "y bounded; g strongly convex, smooth; no mean-squared smoothness",
                      "the parameters are derived from the error balance; the paper's own "
                      "constants were not read",
                      "constants and the dependence on symbols that are not written are dropped"},
      .source = {.key = "gong2024slip",
                 .version = "arXiv 2412.20017 (abstract)",
                 .locus = "abstract"},
      .convention = Convention::N,
      .study = {.schedule = {"one_minus_beta = eps^2", "eta = eps^3", "alpha = eps^2",
                             "Q = kappa log", "T0 = log / alpha", "T = 1 / (eta eps)"},
                .balances = {{"noise of the momentum", "one_minus_beta^(1/2)", "eps"},
                             {"lag of the momentum", "eta / one_minus_beta", "eps"},
                             {"noise of the lower level", "alpha^(1/2)", "eps"},
                             {"drift of the lower level", "eta / alpha", "eps"}},
                .totals = {{"gradients", "T + T0", "eps^-4 log", ""},
                           {"HVP", "T Q", "kappa eps^-4 log", ""},
                           {"warm start", "T0", "eps^-2 log", ""}}},
      .slips = {{"steps of order eps^2", with_line("eta = eps^2")},
                {"momentum 1 - beta of order eps", with_line("one_minus_beta = eps")},
                {"Q for N", with_claim("gradients", "eps^-2")}},
      .not_shown = "the descent and tracking inequalities whose terms the balances name: they are "
                   "assumed; the high-probability part",
  });
}

} // namespace theory::gong2024_slip
