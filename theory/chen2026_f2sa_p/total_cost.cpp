/// Total cost of F2SA-p.
///
/// Statement    The prescribed parameters of F2SA-p multiply out to p kappa^(9+2/p) eps^(-4-2/p)
///              stochastic first-order calls, up to logarithms, for every p; the outer batches are
///              dominated by the inner loops.
/// Assumptions  unbiased oracles of variance at most sigma^2; g strongly convex in y; f, g smooth,
///              second derivatives of g Lipschitz; f and g p-th order smooth in y; one pair of
///              gradients of f and g counts as one call.
/// Source       chen2026f2sap (arXiv v2, 2026-03-07), Theorem 3.1.
/// Reduces to   p = 1: kappa^11 eps^-6; p = 2: kappa^10 eps^-5; p to infinity: kappa^9 eps^-4.
/// Measured     the schedule below multiplied out in exact exponents.
/// Refuted by   the exponent p/2 for 2/p; kappa^(10+2/p); squared accuracy taken for the norm; the
///              factor p dropped; inner steps without 1/nu^2; a bias of order kappa^p instead of
///              kappa^(2p+1).
/// Not shown    the descent inequality, and the bias bound of order kappa^(2p+1), which the claims
///              on bias and smoothness in nu look at.
#include <assay/claims/exponent_claim.hpp>

#include "schedule.hpp"

namespace theory::chen2026_f2sa_p {

using namespace assay;

Claim total_cost() {
  return make_claim({
      .id = "chen2026_f2sa_p/total_cost",
      .title = "Total cost of F2SA-p",
      .plain = "The prescribed parameters of F2SA-p multiply out to p kappa^(9+2/p) eps^(-4-2/p) "
               "stochastic first-order calls, up to logarithms, for every p; the outer batches are "
               "dominated by the inner loops.",
      .assumptions = {"unbiased oracles of variance at most sigma^2; g strongly convex in y; f, g "
                      "smooth, second derivatives of g Lipschitz",
                      "f and g p-th order smooth in y",
                      "one pair of gradients of f and g counts as one call"},
      .source = {.key = "chen2026f2sap", .version = "arXiv v2, 2026-03-07", .locus = "Theorem 3.1"},
      .convention = Convention::N,
      .study = {.schedule = full_schedule(),
                .balances = {{"finite-difference bias", "Lbar kappa^(2p+1) nu^p", "eps"},
                             {"floor of the inner loop", "eta_y sigma^2 / mu", "(nu eps / L1)^2"},
                             {"sampling noise", "sigma / (nu S^(1/2))", "eps"},
                             {"step against smoothness", "L1 kappa^3 eta_x", "eps"},
                             {"progress", "Delta / (eta_x T)", "eps"}},
                .totals = {{"SFO", "p T (S + K)",
                            "p Delta L1 Lbar^(2/p) sigma^2 kappa^(9+2/p) eps^(-4-2/p) log", ""},
                           {"SFO for one hyper-gradient", "p (S + K)",
                            "p Lbar^(2/p) sigma^2 kappa^(6+2/p) eps^(-2-2/p) log", ""},
                           {"SFO of outer batches", "p T S",
                            "p Delta L1 Lbar^(2/p) sigma^2 kappa^(7+2/p) eps^(-4-2/p)", ""}},
                .last_order = 64},
      .slips = {{"the exponent p/2 for 2/p",
                 with_claim("SFO", "p Delta L1 Lbar^(2/p) sigma^2 kappa^(9+2/p) eps^(-4-p/2)")},
                {"kappa^(10+2/p)",
                 with_claim("SFO", "p Delta L1 Lbar^(2/p) sigma^2 kappa^(10+2/p) eps^(-4-2/p)")},
                {"squared accuracy taken for the norm",
                 with_claim("SFO", "p Delta L1 Lbar^(2/p) sigma^2 kappa^(9+2/p) eps^(-2-1/p)")},
                {"the factor p dropped", with_product("SFO", "T (S + K)")},
                {"inner steps without 1/nu^2", with_line("K = kappa^2 sigma^2 / eps^2 log")},
                {"a bias of order kappa^p instead of kappa^(2p+1)",
                 with_line("nu = (eps / (Lbar kappa^p))^(1/p)")}},
      .reduces_to = {"p = 1: kappa^11 eps^-6", "p = 2: kappa^10 eps^-5",
                     "p to infinity: kappa^9 eps^-4"},
      .not_shown = "the descent inequality, and the bias bound of order kappa^(2p+1), which the "
                   "claims on bias and smoothness in nu look at",
  });
}

} // namespace theory::chen2026_f2sa_p
