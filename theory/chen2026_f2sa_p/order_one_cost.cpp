/// F2SA-p at p = 1.
///
/// Statement    At p = 1 the schedule of F2SA-p costs kappa^11 eps^-6 stochastic first-order calls,
///              up to logarithms: one kappa below the kappa^12 of earlier double-loop analyses.
/// Assumptions  unbiased oracles of variance at most sigma^2; g strongly convex in y; f, g smooth,
///              second derivatives of g Lipschitz; p = 1 needs no smoothness beyond that.
/// Source       chen2026f2sap (arXiv v2, 2026-03-07), Remark 3.3.
/// Reduces to   nothing simpler.
/// Measured     the schedule below multiplied out in exact exponents.
/// Refuted by   the kappa^12 of the earlier analyses; only the outer batches counted; the exponent
///              of p = 2.
/// Not shown    that no method needs fewer: see gu2026_lower_bound/order_one_cost.
#include <assay/claims/exponent_claim.hpp>

namespace theory::chen2026_f2sa_p {

using namespace assay;

Claim order_one_cost() {
  return make_claim({
      .id = "chen2026_f2sa_p/order_one_cost",
      .title = "F2SA-p at p = 1",
      .plain =
          "At p = 1 the schedule of F2SA-p costs kappa^11 eps^-6 stochastic first-order calls, up "
          "to logarithms: one kappa below the kappa^12 of earlier double-loop analyses.",
      .assumptions = {"unbiased oracles of variance at most sigma^2; g strongly convex in y; f, g "
                      "smooth, second derivatives of g Lipschitz",
                      "p = 1 needs no smoothness beyond that"},
      .source = {.key = "chen2026f2sap", .version = "arXiv v2, 2026-03-07", .locus = "Remark 3.3"},
      .convention = Convention::N,
      .study =
          {.schedule = {"nu = eps / (Lbar kappa^3)", "S = sigma^2 / (nu^2 eps^2)",
                        "K = kappa^2 sigma^2 / (nu^2 eps^2) log", "T = Delta L1 kappa^3 / eps^2"},
           .balances = {{"bias", "Lbar kappa^3 nu", "eps"}},
           .totals = {{"SFO", "T (S + K)", "Delta L1 Lbar^2 sigma^2 kappa^11 eps^-6 log", ""}}},
      .slips = {{"the kappa^12 of the earlier analyses",
                 with_claim("SFO", "Delta L1 Lbar^2 sigma^2 kappa^12 eps^-6")},
                {"only the outer batches counted", with_product("SFO", "T S")},
                {"the exponent of p = 2",
                 with_claim("SFO", "Delta L1 Lbar^2 sigma^2 kappa^11 eps^-5")}},
      .not_shown = "that no method needs fewer: see gu2026_lower_bound/order_one_cost",
  });
}

} // namespace theory::chen2026_f2sa_p
