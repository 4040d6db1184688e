/// Lower bound for finite-sum bilevel problems.
///
/// Statement    Finite-sum bilevel problems need m^(1/2) eps^-1 oracle calls to E||.||^2 at most
///              eps, m the number of samples of the upper level. Where n is at most of the order of
///              m that is what SRBA makes, (n + m)^(1/2) eps^-1; where n is larger a gap is left.
/// Assumptions  finite sums, n samples below and m above; the abstract and a summary of the paper
///              were read, the construction was not; it does not have bounded high-order
///              derivatives in y.
/// Source       dagreou2024srba (arXiv 2302.08766 (abstract; the power of m in a summary)), lower
///              bound.
/// Reduces to   nothing simpler.
/// Measured     left open: the conversion of conventions only.
/// Refuted by   Q read as N; all samples, N = n + m, for those of the upper level.
/// Not shown    the construction.
#include <assay/claims/exponent_claim.hpp>

namespace theory::dagreou2024_srba {

using namespace assay;

Claim lower_bound() {
  return make_claim({
      .id = "dagreou2024_srba/lower_bound",
      .title = "Lower bound for finite-sum bilevel problems",
      .plain = "Finite-sum bilevel problems need m^(1/2) eps^-1 oracle calls to E||.||^2 at most "
               "eps, m the number of samples of the upper level. Where n is at most of the order "
               "of m that is what SRBA makes, (n + m)^(1/2) eps^-1; where n is larger a gap is "
               "left.",
      .assumptions = {"finite sums, n samples below and m above",
                      "the abstract and a summary of the paper were read, the construction was "
                      "not; it does not have bounded high-order derivatives in y"},
      .source = {.key = "dagreou2024srba",
                 .version = "arXiv 2302.08766 (abstract; the power of m in a summary)",
                 .locus = "lower bound"},
      .convention = Convention::Q,
      .expected = Verdict::inconclusive,
      .study = {.totals = {{"calls", "", "m^(1/2) eps^-1", "m^(1/2) eps^-2"}},
                .bound = Bound::lower,
                .open = "the construction in the paper, which was not read, and which samples its "
                        "m counts"},
      .slips = {{"Q read as N", with_norms("calls", "m^(1/2) eps^-1")},
                {"all samples, N = n + m, for those of the upper level",
                 with_product("calls", "N^(1/2) eps^-1")}},
      .not_shown = "the construction",
  });
}

} // namespace theory::dagreou2024_srba
