/// Lower bound for finite-sum bilevel problems.
///
/// Statement    Finite-sum bilevel problems need N^(1/2) eps^-1 oracle calls to E||.||^2 at most
///              eps.
/// Assumptions  finite sums, N = n + m; recollected, and cited by others: the construction was not
///              read; it does not have bounded high-order derivatives in y.
/// Source       dagreou2024srba (arXiv 2302.08766 (citations)), lower bound.
/// Reduces to   nothing simpler.
/// Measured     left open: the conversion of conventions only.
/// Refuted by   Q read as N.
/// Not shown    the construction.
#include <assay/claims/exponent_claim.hpp>

namespace theory::dagreou2024_srba {

using namespace assay;

Claim lower_bound() {
  return make_claim({
      .id = "dagreou2024_srba/lower_bound",
      .title = "Lower bound for finite-sum bilevel problems",
      .plain =
          "Finite-sum bilevel problems need N^(1/2) eps^-1 oracle calls to E||.||^2 at most eps.",
      .assumptions = {"finite sums, N = n + m",
                      "recollected, and cited by others: the construction was not read; it does "
                      "not have bounded high-order derivatives in y"},
      .source = {.key = "dagreou2024srba",
                 .version = "arXiv 2302.08766 (citations)",
                 .locus = "lower bound"},
      .convention = Convention::Q,
      .expected = Verdict::inconclusive,
      .study = {.totals = {{"calls", "", "N^(1/2) eps^-1", "N^(1/2) eps^-2"}},
                .bound = Bound::lower,
                .open = "the construction in the paper, which was not read"},
      .slips = {{"Q read as N", with_norms("calls", "N^(1/2) eps^-1")}},
      .not_shown = "the construction",
  });
}

} // namespace theory::dagreou2024_srba
