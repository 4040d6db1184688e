/// F2SA with momentum (F3SA).
///
/// Statement    With momentum-assisted estimators the iterations fall to eps^(-5/2), eps^-2 and
///              eps^(-3/2) for noise in both levels, in the upper level only, and none.
/// Assumptions  the totals are read in the abstract.
/// Source       kwon2023f2sa (arXiv 2301.10945 (abstract)), abstract.
/// Reduces to   nothing simpler.
/// Measured     left open: the conversion of conventions only.
/// Refuted by   Q read as N.
/// Not shown    the schedule and its error balance.
#include <assay/claims/exponent_claim.hpp>

namespace theory::kwon2023_f2sa {

using namespace assay;

Claim momentum_cost() {
  return make_claim({
      .id = "kwon2023_f2sa/momentum_cost",
      .title = "F2SA with momentum (F3SA)",
      .plain = "With momentum-assisted estimators the iterations fall to eps^(-5/2), eps^-2 and "
               "eps^(-3/2) for noise in both levels, in the upper level only, and none.",
      .assumptions = {"the totals are read in the abstract"},
      .source = {.key = "kwon2023f2sa",
                 .version = "arXiv 2301.10945 (abstract)",
                 .locus = "abstract"},
      .convention = Convention::Q,
      .expected = Verdict::inconclusive,
      .study = {.totals = {{"SFO, both noisy", "", "eps^(-5/2)", "eps^-5"},
                           {"SFO, upper noisy", "eps^(-4/2)", "eps^-2", "eps^-4"},
                           {"calls, no noise", "", "eps^(-3/2)", "eps^-3"}},
                .open = "the step and momentum schedule of the momentum variant, which is not "
                        "prescribed in what was read"},
      .slips = {{"Q read as N", with_norms("SFO, both noisy", "eps^(-5/2)")}},
      .not_shown = "the schedule and its error balance",
  });
}

} // namespace theory::kwon2023_f2sa
