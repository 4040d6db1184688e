/// F2SA-q with q of order log(kappa/eps)/loglog(kappa/eps).
///
/// Statement    With q = 2 log(kappa/eps)/loglog(kappa/eps), run on a problem at least that smooth,
///              F2SA-q costs kappa^9 eps^-4 log^3(kappa/eps)/loglog(kappa/eps).
/// Assumptions  unbiased oracles of variance at most sigma^2; g strongly convex in y; f, g smooth,
///              second derivatives of g Lipschitz; smoothness of order at least q; here log stands
///              for log(kappa/eps) and loglog for its logarithm, so that (kappa/eps)^(2/q) = exp(2
///              log/q) = log^(2/c) for q = c log/loglog.
/// Source       chen2026f2sap (arXiv v2, 2026-03-07), Remark 3.4.
/// Reduces to   nothing simpler.
/// Measured     the schedule below multiplied out in exact exponents.
/// Refuted by   q without its factor 2; the logarithm of the inner loop forgotten; q of order log.
/// Not shown    that constants hidden by the order of q do not matter: the power of the logarithm
///              depends on them.
#include <assay/claims/exponent_claim.hpp>

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
                      "(kappa/eps)^(2/q) = exp(2 log/q) = log^(2/c) for q = c log/loglog"},
      .source = {.key = "chen2026f2sap", .version = "arXiv v2, 2026-03-07", .locus = "Remark 3.4"},
      .convention = Convention::N,
      .study = {.schedule = {"q = log / loglog", "gain = log^(2/2)"},
                .balances = {{"exponent of the gain", "log / q", "loglog"}},
                .totals = {{"SFO", "q kappa^9 eps^-4 gain log", "kappa^9 eps^-4 log^3 / loglog",
                            ""}},
                .count_logs = true},
      .slips = {{"q without its factor 2", with_line("gain = log^(2/1)")},
                {"the logarithm of the inner loop forgotten",
                 with_product("SFO", "q kappa^9 eps^-4 gain")},
                {"q of order log", with_line("q = log")}},
      .not_shown = "that constants hidden by the order of q do not matter: the power of the "
                   "logarithm depends on them",
  });
}

} // namespace theory::chen2026_f2sa_p
