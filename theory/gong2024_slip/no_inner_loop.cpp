/// "SLIP has no inner loop at all".
///
/// Statement    SLIP takes no lower-level steps outside its single loop. False: its warm start is a
///              loop of order eps^-2 steps, negligible in the total of eps^-4.
/// Assumptions  relaxed smoothness of f (L0 + L1 times the gradient norm), gradient of f in y
///              bounded; g strongly convex, smooth; no mean-squared smoothness; the parameters are
///              derived from the error balance; the paper's own constants were not read.
/// Source       gong2024slip (arXiv 2412.20017 (abstract)), title: "single loop".
/// Reduces to   nothing simpler.
/// Measured     the schedule below multiplied out in exact exponents.
/// Refuted by   the schedule itself; mended it holds: only the total looked at.
/// Not shown    the constants of the warm start.
#include <assay/claims/exponent_claim.hpp>

namespace theory::gong2024_slip {

using namespace assay;

Claim no_inner_loop() {
  return make_claim({
      .id = "gong2024_slip/no_inner_loop",
      .title = "\"SLIP has no inner loop at all\"",
      .plain = "SLIP takes no lower-level steps outside its single loop. False: its warm start is "
               "a loop of order eps^-2 steps, negligible in the total of eps^-4.",
      .assumptions = {"relaxed smoothness of f (L0 + L1 times the gradient norm), gradient of f in "
                      "y bounded; g strongly convex, smooth; no mean-squared smoothness",
                      "the parameters are derived from the error balance; the paper's own "
                      "constants were not read"},
      .source = {.key = "gong2024slip",
                 .version = "arXiv 2412.20017 (abstract)",
                 .locus = "title: \"single loop\""},
      .convention = Convention::N,
      .expected = Verdict::refuted,
      .study = {.schedule = {"alpha = eps^2", "T0 = log / alpha", "T = eps^-4"},
                .totals = {{"warm start", "T0", "1", ""}}},
      .slips = {{"only the total looked at",
                 [](ExponentStudy& study) {
                   study.totals = {{"gradients", "T + T0", "eps^-4", ""}};
                 },
                 Verdict::supported}},
      .not_shown = "the constants of the warm start",
  });
}

} // namespace theory::gong2024_slip
