/// Lower bound from the separable instance.
///
/// Statement    On f = f_U(x), g = mu y^2/2 the scaled zero-chain forces Delta L1 sigma^2 eps^-4
///              stochastic first-order calls, whatever the order of smoothness in y.
/// Assumptions  the oracle is unbiased with variance at most sigma^2 and nothing more; eps at most
///              a constant times sqrt(L1 Delta).
/// Source       chen2026f2sap (arXiv v2, 2026-03-07), Theorem 4.1.
/// Reduces to   nothing simpler.
/// Measured     the schedule below multiplied out in exact exponents.
/// Refuted by   one call for each link of the chain; a chain of length 1/eps; kappa in the bound.
/// Not shown    the zero-chain facts behind it, which have claims of their own; and the rotation
///              that hides the chain from arbitrary methods.
#include <assay/claims/exponent_claim.hpp>

namespace theory::chen2026_f2sa_p {

using namespace assay;

Claim lower_bound() {
  return make_claim({
      .id = "chen2026_f2sa_p/lower_bound",
      .title = "Lower bound from the separable instance",
      .plain = "On f = f_U(x), g = mu y^2/2 the scaled zero-chain forces Delta L1 sigma^2 eps^-4 "
               "stochastic first-order calls, whatever the order of smoothness in y.",
      .assumptions = {"the oracle is unbiased with variance at most sigma^2 and nothing more",
                      "eps at most a constant times sqrt(L1 Delta)"},
      .source = {.key = "chen2026f2sap", .version = "arXiv v2, 2026-03-07", .locus = "Theorem 4.1"},
      .convention = Convention::N,
      .study = {.schedule = {"width = eps / L1", "chain = L1 Delta / eps^2",
                             "success = eps^2 / sigma^2"},
                .balances = {{"gradient left while the chain is unfinished", "L1 width", "eps"},
                             {"initial gap", "L1 width^2 chain", "Delta"},
                             {"variance of the Bernoulli oracle", "(L1 width)^2 / success",
                              "sigma^2"}},
                .totals = {{"SFO", "chain / success", "Delta L1 sigma^2 eps^-4", ""}},
                .bound = Bound::lower},
      .slips = {{"one call for each link of the chain", with_product("SFO", "chain")},
                {"a chain of length 1/eps", with_line("chain = L1 Delta / eps")},
                {"kappa in the bound", with_claim("SFO", "kappa Delta L1 sigma^2 eps^-4")}},
      .not_shown = "the zero-chain facts behind it, which have claims of their own; and the "
                   "rotation that hides the chain from arbitrary methods",
  });
}

} // namespace theory::chen2026_f2sa_p
