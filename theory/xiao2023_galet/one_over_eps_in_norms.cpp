/// "GALET takes 1/eps steps" read in norms.
///
/// Statement    GALET takes eps^-1 outer steps to a hyper-gradient of norm at most eps. False: its
///              eps^-1 is for squared residuals of its own, eps^-2 in norms, and it needs a convex
///              lower level besides PL.
/// Assumptions  no noise; convex lower level with the PL condition; non-zero singular values of its
///              Hessian bounded below; the parameters are recollected from the literature, not read
///              in the paper.
/// Source       xiao2023galet (arXiv v4, 2023-10-05 (abstract)), abstract.
/// Reduces to   nothing simpler.
/// Measured     the schedule below multiplied out in exact exponents.
/// Refuted by   the schedule itself; mended it holds: the total restated.
/// Not shown    which summaries say so.
#include <assay/claims/exponent_claim.hpp>

namespace theory::xiao2023_galet {

using namespace assay;

Claim one_over_eps_in_norms() {
  return make_claim({
      .id = "xiao2023_galet/one_over_eps_in_norms",
      .title = "\"GALET takes 1/eps steps\" read in norms",
      .plain = "GALET takes eps^-1 outer steps to a hyper-gradient of norm at most eps. False: its "
               "eps^-1 is for squared residuals of its own, eps^-2 in norms, and it needs a convex "
               "lower level besides PL.",
      .assumptions = {"no noise; convex lower level with the PL condition; non-zero singular "
                      "values of its Hessian bounded below",
                      "the parameters are recollected from the literature, not read in the paper"},
      .source = {.key = "xiao2023galet",
                 .version = "arXiv v4, 2023-10-05 (abstract)",
                 .locus = "abstract"},
      .convention = Convention::N,
      .expected = Verdict::refuted,
      .study = {.schedule = {"alpha = 1", "K = 1 / (alpha eps^2)"},
                .balances = {{"progress", "1 / (alpha K)", "eps^2"}},
                .totals = {{"outer steps", "K", "eps^-1", ""}}},
      .slips = {{"the total restated", with_claim("outer steps", "eps^-2"), Verdict::supported}},
      .not_shown = "which summaries say so",
  });
}

} // namespace theory::xiao2023_galet
