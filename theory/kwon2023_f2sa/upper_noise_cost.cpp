/// Cost of single-loop F2SA, only the upper level noisy.
///
/// Statement    With steps alpha ~ k^(-3/5), gamma ~ k^(-2/5) and multiplier lambda = gamma/alpha,
///              the 2023 single-loop F2SA needs eps^(-5/2) iterations to E||.||^2 at most eps, that
///              is eps^(-5) to E||.|| at most eps.
/// Assumptions  the totals are read in the abstract; the parameters are recollected from the
///              literature, not read in the paper; only the upper level noisy; constants and the
///              dependence on symbols that are not written are dropped.
/// Source       kwon2023f2sa (arXiv 2301.10945 (abstract)), abstract.
/// Reduces to   lambda grows like k^(1/5).
/// Measured     the schedule below multiplied out in exact exponents.
/// Refuted by   Q read as N; steps alpha of order k^(-1/2); one power of eps more.
/// Not shown    the descent and tracking inequalities whose terms the balances name: they are
///              assumed.
#include <assay/claims/exponent_claim.hpp>

namespace theory::kwon2023_f2sa {

using namespace assay;

Claim upper_noise_cost() {
  return make_claim({
      .id = "kwon2023_f2sa/upper_noise_cost",
      .title = "Cost of single-loop F2SA, only the upper level noisy",
      .plain = "With steps alpha ~ k^(-3/5), gamma ~ k^(-2/5) and multiplier lambda = gamma/alpha, "
               "the 2023 single-loop F2SA needs eps^(-5/2) iterations to E||.||^2 at most eps, "
               "that is eps^(-5) to E||.|| at most eps.",
      .assumptions = {"the totals are read in the abstract; the parameters are recollected from "
                      "the literature, not read in the paper",
                      "only the upper level noisy",
                      "constants and the dependence on symbols that are not written are dropped"},
      .source = {.key = "kwon2023f2sa",
                 .version = "arXiv 2301.10945 (abstract)",
                 .locus = "abstract"},
      .convention = Convention::Q,
      .study = {.schedule = {"k = eps^(-5/2)", "alpha = k^(-3/5)", "gamma = k^(-2/5)",
                             "lambda = gamma / alpha"},
                .balances = {{"squared bias", "lambda^-2", "eps"},
                             {"noise of the lower level", "lambda alpha", "eps"},
                             {"progress", "1 / (alpha k)", "eps"}},
                .totals = {{"SFO", "k", "eps^(-5/2)", "eps^(-5)"}}},
      .slips = {{"Q read as N", with_norms("SFO", "eps^(-5/2)")},
                {"steps alpha of order k^(-1/2)", with_line("alpha = k^(-1/2)")},
                {"one power of eps more", with_claim("SFO", "eps^(-5/2-1)")}},
      .reduces_to = {"lambda grows like k^(1/5)"},
      .not_shown =
          "the descent and tracking inequalities whose terms the balances name: they are assumed",
  });
}

} // namespace theory::kwon2023_f2sa
