/// Cost of SOBA.
///
/// Statement    With upper steps K^(-3/5) and lower steps K^(-2/5), SOBA has E||.||^2 of order
///              K^(-2/5): eps^(-5/2) iterations, eps^-5 in norms.
/// Assumptions  unbiased gradients and Hessian products of bounded variance; g strongly convex in
///              y; second derivatives of g Lipschitz; SOBA's own noise model: variances bounded by
///              affine functions of the directions; constants and the dependence on symbols that
///              are not written are dropped.
/// Source       dagreou2022soba (arXiv 2201.13409), Theorem 1.
/// Reduces to   nothing simpler.
/// Measured     the schedule below multiplied out in exact exponents.
/// Refuted by   Q read as N; equal steps; lower steps of order K^(-1/2).
/// Not shown    the descent and tracking inequalities whose terms the balances name: they are
///              assumed.
#include <assay/claims/exponent_claim.hpp>

namespace theory::dagreou2022_soba_saba {

using namespace assay;

Claim soba_cost() {
  return make_claim({
      .id = "dagreou2022_soba_saba/soba_cost",
      .title = "Cost of SOBA",
      .plain = "With upper steps K^(-3/5) and lower steps K^(-2/5), SOBA has E||.||^2 of order "
               "K^(-2/5): eps^(-5/2) iterations, eps^-5 in norms.",
      .assumptions =
          {"unbiased gradients and Hessian products of bounded variance; g strongly convex in y; "
           "second derivatives of g Lipschitz",
           "SOBA's own noise model: variances bounded by affine functions of the directions",
           "constants and the dependence on symbols that are not written are dropped"},
      .source = {.key = "dagreou2022soba", .version = "arXiv 2201.13409", .locus = "Theorem 1"},
      .convention = Convention::Q,
      .study = {.schedule = {"T = eps^(-5/2)", "gamma = T^(-3/5)", "rho = T^(-2/5)"},
                .balances = {{"progress", "1 / (gamma T)", "eps"},
                             {"noise of the lower level", "rho", "eps"},
                             {"drift of the lower level", "(gamma / rho)^2", "eps"}},
                .totals = {{"gradients", "T", "eps^(-5/2)", "eps^-5"},
                           {"HVP", "T", "eps^(-5/2)", "eps^-5"}}},
      .slips = {{"Q read as N", with_norms("gradients", "eps^(-5/2)")},
                {"equal steps", with_line("gamma = T^(-2/5)")},
                {"lower steps of order K^(-1/2)", with_line("rho = T^(-1/2)")}},
      .not_shown =
          "the descent and tracking inequalities whose terms the balances name: they are assumed",
  });
}

} // namespace theory::dagreou2022_soba_saba
