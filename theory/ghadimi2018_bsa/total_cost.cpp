/// Cost of BSA, oracle by oracle.
///
/// Statement    With K = kappa^6 eps^-2 outer steps, of order K^(1/2) lower-level steps each and b
///              = kappa log factors in the truncated series, BSA makes kappa^6 eps^-2 upper-
///              gradient and Jacobian-product calls, kappa^9 eps^-3 lower-gradient calls and
///              kappa^7 eps^-2 Hessian-product calls, up to logarithms.
/// Assumptions  unbiased gradients and Hessian products of bounded variance; g strongly convex in
///              y; second derivatives of g Lipschitz; the totals but the last are read in a
///              published table; the parameters are recollected from the literature, not read in
///              the paper; the power of kappa in the number of outer steps is the one the printed
///              totals force.
/// Source       ghadimi2018bsa (arXiv 1802.02246 (a comparison table)), comparison table.
/// Reduces to   lower gradients: the sum of sqrt(k+1) over k < K is K^(3/2).
/// Measured     the schedule below multiplied out in exact exponents.
/// Refuted by   Q read as N; lower-level loops of constant length; a series of constant length.
/// Not shown    the descent and tracking inequalities whose terms the balances name: they are
///              assumed.
#include <assay/claims/exponent_claim.hpp>

namespace theory::ghadimi2018_bsa {

using namespace assay;

Claim total_cost() {
  return make_claim({
      .id = "ghadimi2018_bsa/total_cost",
      .title = "Cost of BSA, oracle by oracle",
      .plain = "With K = kappa^6 eps^-2 outer steps, of order K^(1/2) lower-level steps each and b "
               "= kappa log factors in the truncated series, BSA makes kappa^6 eps^-2 "
               "upper-gradient and Jacobian-product calls, kappa^9 eps^-3 lower-gradient calls and "
               "kappa^7 eps^-2 Hessian-product calls, up to logarithms.",
      .assumptions =
          {"unbiased gradients and Hessian products of bounded variance; g strongly convex in y; "
           "second derivatives of g Lipschitz",
           "the totals but the last are read in a published table; the parameters are recollected "
           "from the literature, not read in the paper",
           "the power of kappa in the number of outer steps is the one the printed totals force"},
      .source = {.key = "ghadimi2018bsa",
                 .version = "arXiv 1802.02246 (a comparison table)",
                 .locus = "comparison table"},
      .convention = Convention::Q,
      .study = {.schedule = {"K = kappa^6 eps^-2", "t = K^(1/2)", "b = kappa log"},
                .balances = {{"progress and noise", "kappa^3 / K^(1/2)", "eps"},
                             {"error of the lower level", "1 / t", "eps", Fit::within}},
                .totals = {{"upper gradients", "K", "kappa^6 eps^-2", "kappa^6 eps^-4"},
                           {"lower gradients", "K t", "kappa^9 eps^-3", "kappa^9 eps^-6"},
                           {"JVP", "K", "kappa^6 eps^-2", "kappa^6 eps^-4"},
                           {"HVP", "K b", "kappa^7 eps^-2 log", "kappa^7 eps^-4 log"}}},
      .slips = {{"Q read as N", with_norms("lower gradients", "kappa^9 eps^-3")},
                {"lower-level loops of constant length", with_line("t = 1")},
                {"a series of constant length", with_line("b = 1")}},
      .reduces_to = {"lower gradients: the sum of sqrt(k+1) over k < K is K^(3/2)"},
      .not_shown =
          "the descent and tracking inequalities whose terms the balances name: they are assumed",
  });
}

} // namespace theory::ghadimi2018_bsa
