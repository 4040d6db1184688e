/// Lower bound for y*-aware oracles.
///
/// Statement    Methods that query an oracle accurate only near y*(x) need eps^-6 calls, and eps^-4
///              with extra stochastic smoothness.
/// Assumptions  an oracle model weaker for the method than plain stochastic first-order calls: no
///              bound on those follows; read in a comparison table and in a paper that cites it.
/// Source       kwon2024penalty (arXiv 2402.07101 (not read)), main lower bound.
/// Reduces to   nothing simpler.
/// Measured     nothing: the totals are read and left open.
/// Refuted by   the smooth oracle's bound for both.
/// Not shown    the construction; and anything about plain stochastic first-order oracles.
#include <assay/claims/exponent_claim.hpp>

namespace theory::kwon2024_penalty {

using namespace assay;

Claim aware_oracle_lower_bound() {
  return make_claim({
      .id = "kwon2024_penalty/aware_oracle_lower_bound",
      .title = "Lower bound for y*-aware oracles",
      .plain = "Methods that query an oracle accurate only near y*(x) need eps^-6 calls, and "
               "eps^-4 with extra stochastic smoothness.",
      .assumptions = {"an oracle model weaker for the method than plain stochastic first-order "
                      "calls: no bound on those follows",
                      "read in a comparison table and in a paper that cites it"},
      .source = {.key = "kwon2024penalty",
                 .version = "arXiv 2402.07101 (not read)",
                 .locus = "main lower bound"},
      .convention = Convention::N,
      .expected = Verdict::inconclusive,
      .study = {.totals = {{"calls", "", "eps^-6", ""}, {"calls, smooth oracle", "", "eps^-4", ""}},
                .bound = Bound::lower,
                .open = "the construction in the paper, which was not read"},
      .slips = {{"the smooth oracle's bound for both", with_product("calls", "eps^-4")}},
      .not_shown = "the construction; and anything about plain stochastic first-order oracles",
  });
}

} // namespace theory::kwon2024_penalty
