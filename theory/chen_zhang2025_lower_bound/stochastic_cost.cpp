/// Lower bound kappa^4 eps^-4.
///
/// Statement    First-order methods need kappa^4 eps^-4 stochastic and, in version 1, kappa^2
///              eps^-2 exact oracle calls; version 2 raises the exact one to kappa^(5/2) eps^-2.
/// Assumptions  nonconvex-strongly-convex, first-order oracles, p = 1; kappa is the condition
///              number of the lower level alone in version 2; the abstracts of both versions were
///              read, the proofs were not.
/// Source       chenzhang2025lower (arXiv v2, 2026-06-09 (abstract); v1, 2025-11-27 (abstract)),
///              abstract.
/// Reduces to   nothing simpler.
/// Measured     nothing: the totals are read and left open.
/// Refuted by   version 2's exact bound taken for version 1's.
/// Not shown    the hard instances.
#include <assay/claims/exponent_claim.hpp>

namespace theory::chen_zhang2025_lower_bound {

using namespace assay;

Claim stochastic_cost() {
  return make_claim({
      .id = "chen_zhang2025_lower_bound/stochastic_cost",
      .title = "Lower bound kappa^4 eps^-4",
      .plain = "First-order methods need kappa^4 eps^-4 stochastic and, in version 1, kappa^2 "
               "eps^-2 exact oracle calls; version 2 raises the exact one to kappa^(5/2) eps^-2.",
      .assumptions = {"nonconvex-strongly-convex, first-order oracles, p = 1; kappa is the "
                      "condition number of the lower level alone in version 2",
                      "the abstracts of both versions were read, the proofs were not"},
      .source = {.key = "chenzhang2025lower",
                 .version = "arXiv v2, 2026-06-09 (abstract); v1, 2025-11-27 (abstract)",
                 .locus = "abstract"},
      .convention = Convention::N,
      .expected = Verdict::inconclusive,
      .study = {.totals = {{"SFO", "", "kappa^4 eps^-4", ""},
                           {"calls, no noise, v1", "", "kappa^2 eps^-2", ""},
                           {"calls, no noise, v2", "", "kappa^(5/2) eps^-2", ""}},
                .bound = Bound::lower,
                .open = "the hard instances and their proofs, which were not read"},
      .slips = {{"version 2's exact bound taken for version 1's",
                 with_product("calls, no noise, v1", "kappa^(5/2) eps^-2")}},
      .not_shown = "the hard instances",
  });
}

} // namespace theory::chen_zhang2025_lower_bound
