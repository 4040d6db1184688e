/// Cost of accelerated F2BA.
///
/// Statement    AccF2BA finds an eps-stationary point in eps^(-7/4) first-order calls, up to
///              logarithms, when f and g are one order smoother.
/// Assumptions  no noise; f and g one order smoother, so that phi has a Lipschitz Hessian; the
///              total is read in the abstract.
/// Source       chen2025f2ba (arXiv 2306.14853 (abstract)), abstract.
/// Reduces to   nothing simpler.
/// Measured     nothing: the totals are read and left open.
/// Refuted by   the exponents for squared norms in their place.
/// Not shown    the restart argument and the dependence on kappa.
#include <assay/claims/exponent_claim.hpp>

namespace theory::chen2025_f2ba {

using namespace assay;

Claim accelerated_cost() {
  return make_claim({
      .id = "chen2025_f2ba/accelerated_cost",
      .title = "Cost of accelerated F2BA",
      .plain = "AccF2BA finds an eps-stationary point in eps^(-7/4) first-order calls, up to "
               "logarithms, when f and g are one order smoother.",
      .assumptions = {"no noise; f and g one order smoother, so that phi has a Lipschitz Hessian",
                      "the total is read in the abstract"},
      .source = {.key = "chen2025f2ba",
                 .version = "arXiv 2306.14853 (abstract)",
                 .locus = "abstract"},
      .convention = Convention::N,
      .expected = Verdict::inconclusive,
      .study =
          {.totals = {{"calls", "", "eps^(-7/4)", ""}},
           .open =
               "the decrease of phi over one restarted epoch and its length, which were not read"},
      .slips = {{"the exponents for squared norms in their place",
                 with_product("calls", "eps^(-7/8)")}},
      .not_shown = "the restart argument and the dependence on kappa",
  });
}

} // namespace theory::chen2025_f2ba
