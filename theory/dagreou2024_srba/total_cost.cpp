/// Cost of SRBA.
///
/// Statement    With steps of order N^(-1/2) and a full pass every N iterations, SRBA makes N^(1/2)
///              eps^-1 calls to E||.||^2 at most eps.
/// Assumptions  finite sums, N = n + m; sample-wise Lipschitz derivatives, f and g smoother; the
///              parameters are derived from the error balance; the paper's own constants were not
///              read; the total is recollected.
/// Source       dagreou2024srba (arXiv 2302.08766 (citations)), main theorem.
/// Reduces to   nothing simpler.
/// Measured     the schedule below multiplied out in exact exponents.
/// Refuted by   a full pass at every iteration; the steps of SABA; Q read as N.
/// Not shown    the descent and tracking inequalities whose terms the balances name: they are
///              assumed; the first full pass, N calls, which dominates once eps exceeds N^(-1/2).
#include <assay/claims/exponent_claim.hpp>

namespace theory::dagreou2024_srba {

using namespace assay;

Claim total_cost() {
  return make_claim({
      .id = "dagreou2024_srba/total_cost",
      .title = "Cost of SRBA",
      .plain = "With steps of order N^(-1/2) and a full pass every N iterations, SRBA makes "
               "N^(1/2) eps^-1 calls to E||.||^2 at most eps.",
      .assumptions = {"finite sums, N = n + m; sample-wise Lipschitz derivatives, f and g smoother",
                      "the parameters are derived from the error balance; the paper's own "
                      "constants were not read; the total is recollected"},
      .source = {.key = "dagreou2024srba",
                 .version = "arXiv 2302.08766 (citations)",
                 .locus = "main theorem"},
      .convention = Convention::Q,
      .study = {.schedule = {"q = N", "gamma = N^(-1/2)", "T = 1 / (gamma eps)"},
                .balances = {{"progress", "1 / (gamma T)", "eps"}},
                .totals = {{"calls", "T (1 + N / q)", "N^(1/2) eps^-1", "N^(1/2) eps^-2"}}},
      .slips = {{"a full pass at every iteration", with_line("q = 1")},
                {"the steps of SABA", with_line("gamma = 1 / N")},
                {"Q read as N", with_norms("calls", "N^(1/2) eps^-1")}},
      .not_shown =
          "the descent and tracking inequalities whose terms the balances name: they are assumed; "
          "the first full pass, N calls, which dominates once eps exceeds N^(-1/2)",
  });
}

} // namespace theory::dagreou2024_srba
