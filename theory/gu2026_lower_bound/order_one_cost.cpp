/// Lower bound kappa^8 eps^-6 at p = 1.
///
/// Statement    With a Lipschitz lower-level Hessian and plain unbiased first-order oracles of
///              bounded variance, Delta kappa^2 eps^-2 max(1, sigma^2 kappa^6 eps^-4) calls are
///              needed, which is Delta sigma^2 kappa^8 eps^-6 where noise dominates.
/// Assumptions  p = 1; adaptive randomised methods; an open-problems page and the repository's
///              README were read, the paper was not.
/// Source       gu2026lower (arXiv 2609.21905 (not read)), main theorem.
/// Reduces to   sigma = 0: kappa^2 eps^-2.
/// Measured     left open: the conversion of conventions only.
/// Refuted by   the noise term dropped; kappa^11, the upper bound.
/// Not shown    the bound itself: only that its two forms agree.
#include <assay/claims/exponent_claim.hpp>

namespace theory::gu2026_lower_bound {

using namespace assay;

Claim order_one_cost() {
  return make_claim({
      .id = "gu2026_lower_bound/order_one_cost",
      .title = "Lower bound kappa^8 eps^-6 at p = 1",
      .plain = "With a Lipschitz lower-level Hessian and plain unbiased first-order oracles of "
               "bounded variance, Delta kappa^2 eps^-2 max(1, sigma^2 kappa^6 eps^-4) calls are "
               "needed, which is Delta sigma^2 kappa^8 eps^-6 where noise dominates.",
      .assumptions =
          {"p = 1; adaptive randomised methods",
           "an open-problems page and the repository's README were read, the paper was not"},
      .source = {.key = "gu2026lower",
                 .version = "arXiv 2609.21905 (not read)",
                 .locus = "main theorem"},
      .convention = Convention::N,
      .expected = Verdict::inconclusive,
      .study = {.totals = {{"SFO", "Delta kappa^2 eps^-2 (1 + sigma^2 kappa^6 eps^-4)",
                            "Delta sigma^2 kappa^8 eps^-6", ""}},
                .bound = Bound::lower,
                .open = "the proof, whose formal part is conditional on a stated principle about "
                        "Haar measure"},
      .slips = {{"the noise term dropped", with_product("SFO", "Delta kappa^2 eps^-2")},
                {"kappa^11, the upper bound", with_claim("SFO", "Delta sigma^2 kappa^11 eps^-6")}},
      .reduces_to = {"sigma = 0: kappa^2 eps^-2"},
      .not_shown = "the bound itself: only that its two forms agree",
  });
}

} // namespace theory::gu2026_lower_bound
