/// Cost of SABA.
///
/// Statement    With constant steps of order 1/(n+m), SABA has E||.||^2 of order (n+m)/T: (n+m)
///              eps^-1 calls of every oracle, (n+m) eps^-2 in norms.
/// Assumptions  finite sums of n and m terms, N = n + m; sample-wise Lipschitz derivatives.
/// Source       dagreou2022soba (arXiv 2201.13409), Theorem 3.
/// Reduces to   nothing simpler.
/// Measured     the schedule below multiplied out in exact exponents.
/// Refuted by   steps free of n and m; Q read as N.
/// Not shown    the descent and tracking inequalities whose terms the balances name: they are
///              assumed.
#include <assay/claims/exponent_claim.hpp>

namespace theory::dagreou2022_soba_saba {

using namespace assay;

Claim saba_cost() {
  return make_claim({
      .id = "dagreou2022_soba_saba/saba_cost",
      .title = "Cost of SABA",
      .plain = "With constant steps of order 1/(n+m), SABA has E||.||^2 of order (n+m)/T: (n+m) "
               "eps^-1 calls of every oracle, (n+m) eps^-2 in norms.",
      .assumptions = {"finite sums of n and m terms, N = n + m; sample-wise Lipschitz derivatives"},
      .source = {.key = "dagreou2022soba", .version = "arXiv 2201.13409", .locus = "Theorem 3"},
      .convention = Convention::Q,
      .study = {.schedule = {"gamma = 1 / N", "T = 1 / (gamma eps)"},
                .balances = {{"progress", "1 / (gamma T)", "eps"}},
                .totals = {{"calls", "T", "N eps^-1", "N eps^-2"}}},
      .slips = {{"steps free of n and m", with_line("gamma = 1")},
                {"Q read as N", with_norms("calls", "N eps^-1")}},
      .not_shown =
          "the descent and tracking inequalities whose terms the balances name: they are assumed",
  });
}

} // namespace theory::dagreou2022_soba_saba
