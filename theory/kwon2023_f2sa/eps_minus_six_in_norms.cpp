/// "F2SA (2023) costs eps^-6 in norms".
///
/// Statement    The single-loop F2SA of 2023 costs eps^-6 to E||.|| at most eps. False: its
///              eps^(-7/2) is for squared norms, which is eps^-7; eps^-6 belongs to later double-
///              loop analyses and to F2SA-p at p = 1.
/// Assumptions  both gradients noisy; the parameters are recollected from the literature, not read
///              in the paper.
/// Source       kwon2023f2sa (summaries; the paper's abstract prints eps^(-7/2)), abstract.
/// Reduces to   nothing simpler.
/// Measured     the schedule below multiplied out in exact exponents.
/// Refuted by   the schedule itself; mended it holds: the paper's own total restated.
/// Not shown    which summaries say so.
#include <assay/claims/exponent_claim.hpp>

namespace theory::kwon2023_f2sa {

using namespace assay;

Claim eps_minus_six_in_norms() {
  return make_claim({
      .id = "kwon2023_f2sa/eps_minus_six_in_norms",
      .title = "\"F2SA (2023) costs eps^-6 in norms\"",
      .plain = "The single-loop F2SA of 2023 costs eps^-6 to E||.|| at most eps. False: its "
               "eps^(-7/2) is for squared norms, which is eps^-7; eps^-6 belongs to later "
               "double-loop analyses and to F2SA-p at p = 1.",
      .assumptions = {"both gradients noisy",
                      "the parameters are recollected from the literature, not read in the paper"},
      .source = {.key = "kwon2023f2sa",
                 .version = "summaries; the paper's abstract prints eps^(-7/2)",
                 .locus = "abstract"},
      .convention = Convention::N,
      .expected = Verdict::refuted,
      .study = {.schedule = {"k = (eps^2)^(-7/2)", "alpha = k^(-5/7)", "gamma = k^(-4/7)",
                             "lambda = gamma / alpha"},
                .balances = {{"squared bias", "lambda^-2", "eps^2"},
                             {"noise of the lower level", "lambda^2 gamma", "eps^2"},
                             {"progress", "1 / (alpha k)", "eps^2"}},
                .totals = {{"SFO", "k", "eps^-6", ""}}},
      .slips = {{"the paper's own total restated", with_claim("SFO", "eps^-7"),
                 Verdict::supported}},
      .not_shown = "which summaries say so",
  });
}

} // namespace theory::kwon2023_f2sa
