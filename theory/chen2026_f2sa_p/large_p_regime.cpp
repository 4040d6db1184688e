/// The highly smooth regime reaches eps^-4.
///
/// Statement    For fixed kappa and smoothness of order at least log(1/eps)/loglog(1/eps), the cost
///              is eps^-4 up to logarithms: at order log/loglog itself eps^-4 log^4/loglog.
/// Assumptions  unbiased oracles of variance at most sigma^2; g strongly convex in y; f, g smooth,
///              second derivatives of g Lipschitz; kappa fixed: with log(1/eps) in place of
///              log(kappa/eps) a factor kappa^(2/p) is left over, which only fixed kappa bounds;
///              log stands for log(1/eps), so that at p = log/loglog eps^(-2/p) = log^2.
/// Source       chen2026f2sap (arXiv v2, 2026-03-07), abstract; Remark 3.4 has log(kappa/eps).
/// Reduces to   nothing simpler.
/// Measured     the schedule of Theorem 3.1 multiplied out in exact exponents, then p =
///              log/loglog.
/// Refuted by   p held at 4; eps^-2 for eps^-4; a gain of log; kappa free; a bias of order
/// nu^(p/2). Not shown    uniformity in kappa: see large_p_cost.
#include <assay/claims/exponent_claim.hpp>

#include "schedule.hpp"

namespace theory::chen2026_f2sa_p {

using namespace assay;

Claim large_p_regime() {
  return make_claim({
      .id = "chen2026_f2sa_p/large_p_regime",
      .title = "The highly smooth regime reaches eps^-4",
      .plain = "For fixed kappa and smoothness of order at least log(1/eps)/loglog(1/eps), the "
               "cost is eps^-4 up to logarithms: at order log/loglog itself eps^-4 log^4/loglog.",
      .assumptions = {"unbiased oracles of variance at most sigma^2; g strongly convex in y; f, g "
                      "smooth, second derivatives of g Lipschitz",
                      "kappa fixed: with log(1/eps) in place of log(kappa/eps) a factor "
                      "kappa^(2/p) is left over, which only fixed kappa bounds",
                      "log stands for log(1/eps), so that at p = log/loglog eps^(-2/p) = log^2"},
      .source = {.key = "chen2026f2sap",
                 .version = "arXiv v2, 2026-03-07",
                 .locus = "abstract; Remark 3.4 has log(kappa/eps)"},
      .convention = Convention::N,
      .study = {.schedule = full_schedule(),
                .balances = {{"gain", "eps^(-2/p)", "log^2"}},
                .totals = {{"SFO", "p T (S + K)", "Delta L1 sigma^2 kappa^9 eps^-4 log^4 / loglog",
                            ""}},
                .count_logs = true,
                .growing = GrowingOrder{.factor = 1, .kappa_fixed = true}},
      .slips = {{"p held at 4",
                 [](ExponentStudy& study) {
                   study.growing.reset();
                   study.balances.clear();
                   with_orders(4, 4)(study);
                 }},
                {"eps^-2 for eps^-4",
                 with_claim("SFO", "Delta L1 sigma^2 kappa^9 eps^-2 log^4 / loglog")},
                {"a gain of log, which takes p = 2 log/loglog",
                 [](ExponentStudy& study) { study.balances.front().target = "log"; }},
                {"kappa free", [](ExponentStudy& study) { study.growing->kappa_fixed = false; }},
                {"a bias of order nu^(p/2)", with_line("nu = (eps / (Lbar kappa^(2p+1)))^(2/p)")}},
      .not_shown = "uniformity in kappa: see large_p_cost",
  });
}

} // namespace theory::chen2026_f2sa_p
