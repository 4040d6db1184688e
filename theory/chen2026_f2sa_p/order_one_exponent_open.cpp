/// "The optimal eps-exponent at p = 1 is open".
///
/// Statement    Between the upper bound eps^-6 and the lower bound eps^-4 the exponent at p = 1 is
///              undetermined. Open here: a 2026 preprint claims a matching lower bound, and it was
///              not read.
/// Assumptions  unbiased oracles of variance at most sigma^2; g strongly convex in y; f, g smooth,
///              second derivatives of g Lipschitz.
/// Source       gu2026lower (arXiv 2609.21905; an open-problems page and the repository's README
///              were read, the paper was not), main theorem.
/// Reduces to   nothing simpler.
/// Measured     left open: the conversion of conventions only.
/// Refuted by   the upper bound taken for eps^-4.
/// Not shown    the lower bound itself.
#include <assay/claims/exponent_claim.hpp>

namespace theory::chen2026_f2sa_p {

using namespace assay;

Claim order_one_exponent_open() {
  return make_claim({
      .id = "chen2026_f2sa_p/order_one_exponent_open",
      .title = "\"The optimal eps-exponent at p = 1 is open\"",
      .plain = "Between the upper bound eps^-6 and the lower bound eps^-4 the exponent at p = 1 is "
               "undetermined. Open here: a 2026 preprint claims a matching lower bound, and it was "
               "not read.",
      .assumptions = {"unbiased oracles of variance at most sigma^2; g strongly convex in y; f, g "
                      "smooth, second derivatives of g Lipschitz"},
      .source = {.key = "gu2026lower",
                 .version = "arXiv 2609.21905; an open-problems page and the repository's README "
                            "were read, the paper was not",
                 .locus = "main theorem"},
      .convention = Convention::N,
      .expected = Verdict::inconclusive,
      .study = {.schedule = {"nu = eps", "K = 1/(nu^2 eps^2) log", "T = eps^-2"},
                .totals = {{"upper bound", "T K", "eps^-6 log", ""}},
                .open = "the preprint's proof, whose Lean part is conditional on a stated "
                        "principle"},
      .slips = {{"the upper bound taken for eps^-4", with_claim("upper bound", "eps^-4")}},
      .not_shown = "the lower bound itself",
  });
}

} // namespace theory::chen2026_f2sa_p
