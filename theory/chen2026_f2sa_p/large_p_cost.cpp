/// F2SA-q with q of order log(kappa/eps)/loglog(kappa/eps).
///
/// Statement    With q = 2 log(kappa/eps)/loglog(kappa/eps), run on a problem at least that smooth,
///              F2SA-q costs kappa^9 eps^-4 log^3(kappa/eps)/loglog(kappa/eps).
/// Assumptions  unbiased oracles of variance at most sigma^2; g strongly convex in y; f, g smooth,
///              second derivatives of g Lipschitz; smoothness of order at least q; here log stands
///              for log(kappa/eps) and loglog for its logarithm, so that (kappa/eps)^(2/q) = exp(2
///              log/q) = log^(2/c) for q = c log/loglog: log at c = 2.
/// Source       chen2026f2sap (arXiv v2, 2026-03-07), Remark 3.4.
/// Reduces to   nothing simpler.
/// Measured     the schedule of Theorem 3.1 multiplied out in exact exponents, then p = q.
/// Refuted by   q without its factor 2; the logarithm of the inner loop forgotten; a bias of order
///              kappa^(2p) instead of kappa^(2p+1); the factor p dropped.
/// Not shown    that constants hidden by the order of q do not matter: the power of the logarithm
///              depends on them.
#include <assay/claims/exponent_claim.hpp>

#include "schedule.hpp"

namespace theory::chen2026_f2sa_p {

using namespace assay;

Claim large_p_cost() {
  return make_claim({
      .id = "chen2026_f2sa_p/large_p_cost",
      .title = "F2SA-q with q of order log(kappa/eps)/loglog(kappa/eps)",
      .plain = "With q = 2 log(kappa/eps)/loglog(kappa/eps), run on a problem at least that "
               "smooth, F2SA-q costs kappa^9 eps^-4 log^3(kappa/eps)/loglog(kappa/eps).",
      .assumptions = {"unbiased oracles of variance at most sigma^2; g strongly convex in y; f, g "
                      "smooth, second derivatives of g Lipschitz",
                      "smoothness of order at least q",
                      "here log stands for log(kappa/eps) and loglog for its logarithm, so that "
                      "(kappa/eps)^(2/q) = exp(2 log/q) = log^(2/c) for q = c log/loglog: log at "
                      "c = 2"},
      .source = {.key = "chen2026f2sap", .version = "arXiv v2, 2026-03-07", .locus = "Remark 3.4"},
      .convention = Convention::N,
      .study = {.schedule = full_schedule(),
                .balances = {{"gain", "(kappa / eps)^(2/p)", "log"}},
                .totals = {{"SFO", "p T (S + K)", "Delta L1 sigma^2 kappa^9 eps^-4 log^3 / loglog",
                            ""}},
                .count_logs = true,
                .growing = GrowingOrder{.factor = 2}},
      .slips = {{"q without its factor 2", [](ExponentStudy& study) { study.growing->factor = 1; }},
                {"the logarithm of the inner loop forgotten", with_line("K = 1 / (mu eta_y)")},
                {"a bias of order kappa^(2p) instead of kappa^(2p+1)",
                 with_line("nu = (eps / (Lbar kappa^(2p)))^(1/p)")},
                {"the factor p dropped", with_product("SFO", "T (S + K)")}},
      .not_shown = "that constants hidden by the order of q do not matter: the power of the "
                   "logarithm depends on them",
  });
}

} // namespace theory::chen2026_f2sa_p
