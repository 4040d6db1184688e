/// Cost of BO-REP.
///
/// Statement    With 1 - beta ~ eps^2, eta ~ eps^3, a refresh of N ~ eps^-2 steps every I ~ eps^-2
///              iterations, BO-REP makes eps^-4 calls of every oracle, up to logarithms.
/// Assumptions  relaxed smoothness of f (L0 + L1 times the gradient norm), gradient of f in y
///              bounded; g strongly convex, smooth; no mean-squared smoothness; the parameters are
///              derived from the error balance; the paper's own constants were not read; a reviewer
///              quotes I = O(eps^-2); constants and the dependence on symbols that are not written
///              are dropped.
/// Source       hao2024borep (arXiv 2401.09587 (abstract)), abstract; Theorem 1 as quoted by a
///              reviewer.
/// Reduces to   nothing simpler.
/// Measured     the schedule below multiplied out in exact exponents.
/// Refuted by   a refresh at every iteration; refreshes of constant length; Q for N.
/// Not shown    the descent and tracking inequalities whose terms the balances name: they are
///              assumed.
#include <assay/claims/exponent_claim.hpp>

namespace theory::hao2024_borep {

using namespace assay;

Claim total_cost() {
  return make_claim({
      .id = "hao2024_borep/total_cost",
      .title = "Cost of BO-REP",
      .plain = "With 1 - beta ~ eps^2, eta ~ eps^3, a refresh of N ~ eps^-2 steps every I ~ eps^-2 "
               "iterations, BO-REP makes eps^-4 calls of every oracle, up to logarithms.",
      .assumptions = {"relaxed smoothness of f (L0 + L1 times the gradient norm), gradient of f in "
                      "y bounded; g strongly convex, smooth; no mean-squared smoothness",
                      "the parameters are derived from the error balance; the paper's own "
                      "constants were not read; a reviewer quotes I = O(eps^-2)",
                      "constants and the dependence on symbols that are not written are dropped"},
      .source = {.key = "hao2024borep",
                 .version = "arXiv 2401.09587 (abstract)",
                 .locus = "abstract; Theorem 1 as quoted by a reviewer"},
      .convention = Convention::N,
      .study = {.schedule = {"one_minus_beta = eps^2", "gamma = eps^2", "eta = eps^3", "I = eps^-2",
                             "N = eps^-2 log", "T = 1 / (eta eps)"},
                .balances = {{"drift between refreshes", "I eta", "eps"},
                             {"noise of a refresh", "N^(-1/2)", "eps"},
                             {"noise of the momentum", "one_minus_beta^(1/2)", "eps"},
                             {"lag of the momentum", "eta / one_minus_beta", "eps"},
                             {"noise of the linear system", "gamma^(1/2)", "eps"},
                             {"lag of the linear system", "eta / gamma", "eps"}},
                .totals = {{"lower gradients", "T N / I", "eps^-4 log", ""},
                           {"upper gradients", "T", "eps^-4", ""},
                           {"HVP", "T", "eps^-4", ""}}},
      .slips = {{"a refresh at every iteration", with_line("I = 1")},
                {"refreshes of constant length", with_line("N = 1")},
                {"Q for N", with_claim("HVP", "eps^-2")}},
      .not_shown =
          "the descent and tracking inequalities whose terms the balances name: they are assumed",
  });
}

} // namespace theory::hao2024_borep
