/// "F2SA-p brings eps^-6 down to eps^-4" at finite p.
///
/// Statement    At some finite p F2SA-p costs eps^-4 up to logarithms. False: p = 2 gives 5, p = 3
///              gives 14/3, and 4 is the limit p to infinity only.
/// Assumptions  unbiased oracles of variance at most sigma^2; g strongly convex in y; f, g smooth,
///              second derivatives of g Lipschitz; f and g p-th order smooth in y; kappa fixed.
/// Source       chen2026f2sap (summaries of arXiv:2509.02937), "from 1/eps^6 to 1/eps^4".
/// Reduces to   nothing simpler.
/// Measured     the schedule below multiplied out in exact exponents.
/// Refuted by   the schedule itself; mended it holds: 1/nu^2 taken for its limit, p to infinity.
/// Not shown    which summaries say so.
#include <assay/claims/exponent_claim.hpp>

#include "schedule.hpp"

namespace theory::chen2026_f2sa_p {

using namespace assay;

Claim from_six_to_four_at_finite_p() {
  return make_claim({
      .id = "chen2026_f2sa_p/from_six_to_four_at_finite_p",
      .title = "\"F2SA-p brings eps^-6 down to eps^-4\" at finite p",
      .plain = "At some finite p F2SA-p costs eps^-4 up to logarithms. False: p = 2 gives 5, p = 3 "
               "gives 14/3, and 4 is the limit p to infinity only.",
      .assumptions = {"unbiased oracles of variance at most sigma^2; g strongly convex in y; f, g "
                      "smooth, second derivatives of g Lipschitz",
                      "f and g p-th order smooth in y; kappa fixed"},
      .source = {.key = "chen2026f2sap",
                 .version = "summaries of arXiv:2509.02937",
                 .locus = "\"from 1/eps^6 to 1/eps^4\""},
      .convention = Convention::N,
      .expected = Verdict::refuted,
      .study = {.schedule = schedule_in_eps(),
                .totals = {{"SFO", "p T (S + K)", "p eps^-4", ""}},
                .last_order = 64},
      .slips = {{"1/nu^2 taken for its limit, p to infinity",
                 [](ExponentStudy& study) {
                   study.schedule = {"T = eps^-2", "S = eps^-2", "K = eps^-2 log"};
                 },
                 Verdict::supported}},
      .not_shown = "which summaries say so",
  });
}

} // namespace theory::chen2026_f2sa_p
