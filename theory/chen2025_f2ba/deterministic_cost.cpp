/// Cost of F2BA without noise.
///
/// Statement    F2BA with step 1/(L kappa^3), multiplier L kappa^3/eps and kappa log inner steps
///              takes kappa^4 eps^-2 first-order calls, up to logarithms.
/// Assumptions  g mu-strongly convex in y, f and g smooth, second derivatives of g Lipschitz, f
///              Lipschitz in y; no noise; the parameters are read in a third-party note.
/// Source       chen2025f2ba (JMLR 26(109), 2025 (abstract and a third-party note)), main theorem.
/// Reduces to   nothing simpler.
/// Measured     the schedule below multiplied out in exact exponents.
/// Refuted by   an outer step that shrinks with lambda; accelerated inner loops; Q for N.
/// Not shown    the descent inequality.
#include <assay/claims/exponent_claim.hpp>

namespace theory::chen2025_f2ba {

using namespace assay;

Claim deterministic_cost() {
  return make_claim({
      .id = "chen2025_f2ba/deterministic_cost",
      .title = "Cost of F2BA without noise",
      .plain = "F2BA with step 1/(L kappa^3), multiplier L kappa^3/eps and kappa log inner steps "
               "takes kappa^4 eps^-2 first-order calls, up to logarithms.",
      .assumptions = {"g mu-strongly convex in y, f and g smooth, second derivatives of g "
                      "Lipschitz, f Lipschitz in y; no noise",
                      "the parameters are read in a third-party note"},
      .source = {.key = "chen2025f2ba",
                 .version = "JMLR 26(109), 2025 (abstract and a third-party note)",
                 .locus = "main theorem"},
      .convention = Convention::N,
      .study = {.schedule = {"eta = 1 / (L kappa^3)", "lambda = L kappa^3 / eps", "K = kappa log",
                             "T = Delta / (eta eps^2)"},
                .balances = {{"bias of the penalty", "L kappa^3 / lambda", "eps"}},
                .totals = {{"calls", "T K", "Delta L kappa^4 eps^-2 log", ""}}},
      .slips = {{"an outer step that shrinks with lambda", with_line("eta = 1 / lambda")},
                {"accelerated inner loops", with_line("K = kappa^(1/2) log")},
                {"Q for N", with_claim("calls", "Delta L kappa^4 eps^-1")}},
      .not_shown = "the descent inequality",
  });
}

} // namespace theory::chen2025_f2ba
