/// Cost of AccBO when the lower-level variance is of order eps.
///
/// Statement    With 1 - beta, eta and alpha of order eps^2 and a lower-level variance of order
///              eps, the errors of AccBO balance at eps and it makes eps^-3 calls, up to
///              logarithms.
/// Assumptions  smoothness holds for almost every realisation, hence mean-squared; relaxed
///              smoothness of f; variance of the lower-level gradients of order eps; the parameters
///              are derived from the error balance; the paper's own constants were not read;
///              constants and the dependence on symbols that are not written are dropped.
/// Source       gong2024accbo (arXiv v5 (abstract)), abstract: "when the lower-level stochastic
///              gradient's variance is O(eps)".
/// Reduces to   nothing simpler.
/// Measured     the schedule below multiplied out in exact exponents.
/// Refuted by   plain SGD in place of the accelerated lower level; lower-level variance of order
///              one; one power of eps more.
/// Not shown    the descent and tracking inequalities whose terms the balances name: they are
///              assumed.
#include <assay/claims/exponent_claim.hpp>

namespace theory::gong2024_accbo {

using namespace assay;

Claim total_cost() {
  return make_claim({
      .id = "gong2024_accbo/total_cost",
      .title = "Cost of AccBO when the lower-level variance is of order eps",
      .plain =
          "With 1 - beta, eta and alpha of order eps^2 and a lower-level variance of order eps, "
          "the errors of AccBO balance at eps and it makes eps^-3 calls, up to logarithms.",
      .assumptions = {"smoothness holds for almost every realisation, hence mean-squared; relaxed "
                      "smoothness of f",
                      "variance of the lower-level gradients of order eps",
                      "the parameters are derived from the error balance; the paper's own "
                      "constants were not read",
                      "constants and the dependence on symbols that are not written are dropped"},
      .source = {.key = "gong2024accbo",
                 .version = "arXiv v5 (abstract)",
                 .locus =
                     "abstract: \"when the lower-level stochastic gradient's variance is O(eps)\""},
      .convention = Convention::N,
      .study = {.schedule = {"one_minus_beta = eps^2", "eta = eps^2", "alpha = eps^2",
                             "noise_g = eps", "Q = kappa log", "T = 1 / (eta eps)"},
                .balances = {{"noise of the recursive momentum", "one_minus_beta^(1/2)", "eps"},
                             {"transport of the recursive momentum", "eta / one_minus_beta^(1/2)",
                              "eps"},
                             {"accelerated drift of the lower level", "eta / alpha^(1/2)", "eps"},
                             {"noise of the lower level", "(noise_g alpha^(1/2))^(1/2)", "eps"}},
                .totals = {{"gradients", "T", "eps^-3", ""},
                           {"HVP", "T Q", "kappa eps^-3 log", ""}}},
      .slips = {{"plain SGD in place of the accelerated lower level",
                 [](ExponentStudy& study) { study.balances[2].parts = "eta / alpha"; }},
                {"lower-level variance of order one", with_line("noise_g = 1")},
                {"one power of eps more", with_claim("gradients", "eps^-4")}},
      .not_shown =
          "the descent and tracking inequalities whose terms the balances name: they are assumed",
  });
}

} // namespace theory::gong2024_accbo
