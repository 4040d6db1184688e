/// Lower bound kappa^(5/2) eps^-4.
///
/// Statement    Zero-respecting first-order methods need kappa^(5/2) eps^-4 stochastic and
///              kappa^(3/2) eps^-2 exact oracle calls.
/// Assumptions  nonconvex-strongly-convex, first-order oracles, p = 1; the abstract was read, the
///              proof was not.
/// Source       ji2025lower (arXiv v3, 2026-06-12 (abstract)), abstract.
/// Reduces to   nothing simpler.
/// Measured     nothing: the totals are read and left open.
/// Refuted by   the power of kappa of the exact oracle.
/// Not shown    the hard instance.
#include <assay/claims/exponent_claim.hpp>

namespace theory::ji2025_lower_bound {

using namespace assay;

Claim stochastic_cost() {
  return make_claim({
      .id = "ji2025_lower_bound/stochastic_cost",
      .title = "Lower bound kappa^(5/2) eps^-4",
      .plain = "Zero-respecting first-order methods need kappa^(5/2) eps^-4 stochastic and "
               "kappa^(3/2) eps^-2 exact oracle calls.",
      .assumptions = {"nonconvex-strongly-convex, first-order oracles, p = 1",
                      "the abstract was read, the proof was not"},
      .source = {.key = "ji2025lower",
                 .version = "arXiv v3, 2026-06-12 (abstract)",
                 .locus = "abstract"},
      .convention = Convention::N,
      .expected = Verdict::inconclusive,
      .study = {.totals = {{"SFO", "", "kappa^(5/2) eps^-4", ""},
                           {"calls, no noise", "", "kappa^(3/2) eps^-2", ""}},
                .bound = Bound::lower,
                .open = "the hard instance and its proof, which were not read"},
      .slips = {{"the power of kappa of the exact oracle",
                 with_product("SFO", "kappa^(3/2) eps^-4")}},
      .not_shown = "the hard instance",
  });
}

} // namespace theory::ji2025_lower_bound
