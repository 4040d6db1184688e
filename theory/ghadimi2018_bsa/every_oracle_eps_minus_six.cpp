/// "BSA costs eps^-6 for every oracle".
///
/// Statement    Every oracle of BSA is called eps^-6 times to reach norm eps. False: only the
///              lower-level gradients are; upper gradients, Jacobian and Hessian products take
///              eps^-4.
/// Assumptions  unbiased gradients and Hessian products of bounded variance; g strongly convex in
///              y; second derivatives of g Lipschitz; the parameters are recollected from the
///              literature, not read in the paper.
/// Source       ghadimi2018bsa (summaries), Table 1 of later papers.
/// Reduces to   nothing simpler.
/// Measured     the schedule below multiplied out in exact exponents.
/// Refuted by   the schedule itself; mended it holds: only the lower-level gradients looked at.
/// Not shown    which summaries say so.
#include <assay/claims/exponent_claim.hpp>

namespace theory::ghadimi2018_bsa {

using namespace assay;

Claim every_oracle_eps_minus_six() {
  return make_claim({
      .id = "ghadimi2018_bsa/every_oracle_eps_minus_six",
      .title = "\"BSA costs eps^-6 for every oracle\"",
      .plain =
          "Every oracle of BSA is called eps^-6 times to reach norm eps. False: only the "
          "lower-level gradients are; upper gradients, Jacobian and Hessian products take eps^-4.",
      .assumptions = {"unbiased gradients and Hessian products of bounded variance; g strongly "
                      "convex in y; second derivatives of g Lipschitz",
                      "the parameters are recollected from the literature, not read in the paper"},
      .source = {.key = "ghadimi2018bsa",
                 .version = "summaries",
                 .locus = "Table 1 of later papers"},
      .convention = Convention::N,
      .expected = Verdict::refuted,
      .study = {.schedule = {"K = (eps^2)^-2", "t = K^(1/2)", "b = log"},
                .totals = {{"upper gradients", "K", "eps^-6", ""},
                           {"lower gradients", "K t", "eps^-6", ""},
                           {"JVP", "K", "eps^-6", ""},
                           {"HVP", "K b", "eps^-6", ""}}},
      .slips = {{"only the lower-level gradients looked at",
                 [](ExponentStudy& study) { study.totals = {study.totals[1]}; },
                 Verdict::supported}},
      .not_shown = "which summaries say so",
  });
}

} // namespace theory::ghadimi2018_bsa
