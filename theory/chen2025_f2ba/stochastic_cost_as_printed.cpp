/// Cost of stochastic F2BA as printed, kappa^12.
///
/// Statement    Stochastic F2BA costs kappa^12 eps^-6 stochastic first-order calls, as Table 1 of
///              the F2SA-p paper prints it.
/// Assumptions  unbiased oracles of variance at most sigma^2; g strongly convex in y; f, g smooth,
///              second derivatives of g Lipschitz.
/// Source       chen2026f2sap (arXiv v2, 2026-03-07), Table 1.
/// Reduces to   nothing simpler.
/// Measured     nothing: the totals are read and left open.
/// Refuted by   kappa^11, as single-sample inner loops give.
/// Not shown    the batch sizes that lead to kappa^12.
#include <assay/claims/exponent_claim.hpp>

namespace theory::chen2025_f2ba {

using namespace assay;

Claim stochastic_cost_as_printed() {
  return make_claim({
      .id = "chen2025_f2ba/stochastic_cost_as_printed",
      .title = "Cost of stochastic F2BA as printed, kappa^12",
      .plain = "Stochastic F2BA costs kappa^12 eps^-6 stochastic first-order calls, as Table 1 of "
               "the F2SA-p paper prints it.",
      .assumptions = {"unbiased oracles of variance at most sigma^2; g strongly convex in y; f, g "
                      "smooth, second derivatives of g Lipschitz"},
      .source = {.key = "chen2026f2sap", .version = "arXiv v2, 2026-03-07", .locus = "Table 1"},
      .convention = Convention::N,
      .expected = Verdict::inconclusive,
      .study = {.totals = {{"SFO", "", "kappa^12 eps^-6", ""}},
                .open = "the batch sizes of the analysis with large inner batches; single-sample "
                        "inner loops give kappa^11 (stochastic_cost)"},
      .slips = {{"kappa^11, as single-sample inner loops give",
                 with_product("SFO", "kappa^11 eps^-6")}},
      .not_shown = "the batch sizes that lead to kappa^12",
  });
}

} // namespace theory::chen2025_f2ba
