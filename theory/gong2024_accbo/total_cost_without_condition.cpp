/// AccBO without a condition on the lower-level variance.
///
/// Statement    The same schedule balances its errors at eps for a lower-level variance of order
///              one. False: the noise left in the lower level is then eps^(1/2). The first versions
///              state eps^-3 without the condition that version 5 adds.
/// Assumptions  smoothness holds for almost every realisation, hence mean-squared; relaxed
///              smoothness of f; the parameters are derived from the error balance; the paper's own
///              constants were not read; about this schedule: another one is not excluded.
/// Source       gong2024accbo (arXiv v1, v2 (abstract)), abstract.
/// Reduces to   nothing simpler.
/// Measured     the schedule below multiplied out in exact exponents.
/// Refuted by   the schedule itself; mended it holds: the variance condition of version 5.
/// Not shown    that no other schedule reaches eps^-3 with variance of order one.
#include <assay/claims/exponent_claim.hpp>

namespace theory::gong2024_accbo {

using namespace assay;

Claim total_cost_without_condition() {
  return make_claim({
      .id = "gong2024_accbo/total_cost_without_condition",
      .title = "AccBO without a condition on the lower-level variance",
      .plain = "The same schedule balances its errors at eps for a lower-level variance of order "
               "one. False: the noise left in the lower level is then eps^(1/2). The first "
               "versions state eps^-3 without the condition that version 5 adds.",
      .assumptions = {"smoothness holds for almost every realisation, hence mean-squared; relaxed "
                      "smoothness of f",
                      "the parameters are derived from the error balance; the paper's own "
                      "constants were not read",
                      "about this schedule: another one is not excluded"},
      .source = {.key = "gong2024accbo", .version = "arXiv v1, v2 (abstract)", .locus = "abstract"},
      .convention = Convention::N,
      .expected = Verdict::refuted,
      .study = {.schedule = {"one_minus_beta = eps^2", "eta = eps^2", "alpha = eps^2",
                             "noise_g = 1", "Q = kappa log", "T = 1 / (eta eps)"},
                .balances = {{"noise of the recursive momentum", "one_minus_beta^(1/2)", "eps",
                              Fit::within},
                             {"transport of the recursive momentum", "eta / one_minus_beta^(1/2)",
                              "eps", Fit::within},
                             {"accelerated drift of the lower level", "eta / alpha^(1/2)", "eps",
                              Fit::within},
                             {"noise of the lower level", "(noise_g alpha^(1/2))^(1/2)", "eps",
                              Fit::within}},
                .totals = {{"gradients", "T", "eps^-3", ""}}},
      .slips = {{"the variance condition of version 5", with_line("noise_g = eps"),
                 Verdict::supported}},
      .not_shown = "that no other schedule reaches eps^-3 with variance of order one",
  });
}

} // namespace theory::gong2024_accbo
