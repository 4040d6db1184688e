/// The highly smooth regime reaches eps^-4.
///
/// Statement    For fixed kappa and smoothness of order p at least log(1/eps)/loglog(1/eps), the
///              cost is eps^-4 up to logarithms.
/// Assumptions  unbiased oracles of variance at most sigma^2; g strongly convex in y; f, g smooth,
///              second derivatives of g Lipschitz; kappa fixed: with log(1/eps) in place of
///              log(kappa/eps) a factor kappa^(2/q) is left over, which only fixed kappa makes a
///              constant; log stands for log(1/eps): eps^(-2/q) = log^(2/c) for q = c log/loglog.
/// Source       chen2026f2sap (arXiv v2, 2026-03-07), abstract; Remark 3.4 has log(kappa/eps).
/// Reduces to   nothing simpler.
/// Measured     the schedule below multiplied out in exact exponents.
/// Refuted by   q held at 4; eps^-2 for eps^-4.
/// Not shown    uniformity in kappa, and the power of the logarithm: see large_p_cost.
#include <assay/claims/exponent_claim.hpp>

namespace theory::chen2026_f2sa_p {

using namespace assay;

Claim large_p_regime() {
  return make_claim({
      .id = "chen2026_f2sa_p/large_p_regime",
      .title = "The highly smooth regime reaches eps^-4",
      .plain = "For fixed kappa and smoothness of order p at least log(1/eps)/loglog(1/eps), the "
               "cost is eps^-4 up to logarithms.",
      .assumptions = {"unbiased oracles of variance at most sigma^2; g strongly convex in y; f, g "
                      "smooth, second derivatives of g Lipschitz",
                      "kappa fixed: with log(1/eps) in place of log(kappa/eps) a factor "
                      "kappa^(2/q) is left over, which only fixed kappa makes a constant",
                      "log stands for log(1/eps): eps^(-2/q) = log^(2/c) for q = c log/loglog"},
      .source = {.key = "chen2026f2sap",
                 .version = "arXiv v2, 2026-03-07",
                 .locus = "abstract; Remark 3.4 has log(kappa/eps)"},
      .convention = Convention::N,
      .study = {.schedule = {"q = log / loglog", "gain = log^(2/2)"},
                .totals = {{"SFO", "q eps^-4 gain log", "eps^-4 log", ""}}},
      .slips = {{"q held at 4", with_line("gain = eps^(-2/4)")},
                {"eps^-2 for eps^-4", with_claim("SFO", "eps^-2 log")}},
      .not_shown = "uniformity in kappa, and the power of the logarithm: see large_p_cost",
  });
}

} // namespace theory::chen2026_f2sa_p
