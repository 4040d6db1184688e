/// Cost of GALET in its own metric.
///
/// Statement    With constant steps and O(1) lower-level and O(log) linear-system steps for each
///              outer step, GALET brings its own squared residuals below eps in eps^-1 outer steps,
///              up to logarithms.
/// Assumptions  no noise; convex lower level with the PL condition; non-zero singular values of its
///              Hessian bounded below; the parameters are recollected from the literature, not read
///              in the paper; the total is read in the abstract; for strongly convex g its metric
///              is the squared norm of the hyper-gradient, hence the restatement in norms.
/// Source       xiao2023galet (arXiv v4, 2023-10-05 (abstract)), abstract.
/// Reduces to   nothing simpler.
/// Measured     the schedule below multiplied out in exact exponents.
/// Refuted by   read as norms; steps of order eps; one power of eps more.
/// Not shown    the descent of the potential under PL alone.
#include <assay/claims/exponent_claim.hpp>

namespace theory::xiao2023_galet {

using namespace assay;

Claim total_cost() {
  return make_claim({
      .id = "xiao2023_galet/total_cost",
      .title = "Cost of GALET in its own metric",
      .plain = "With constant steps and O(1) lower-level and O(log) linear-system steps for each "
               "outer step, GALET brings its own squared residuals below eps in eps^-1 outer "
               "steps, up to logarithms.",
      .assumptions = {"no noise; convex lower level with the PL condition; non-zero singular "
                      "values of its Hessian bounded below",
                      "the parameters are recollected from the literature, not read in the paper; "
                      "the total is read in the abstract",
                      "for strongly convex g its metric is the squared norm of the hyper-gradient, "
                      "hence the restatement in norms"},
      .source = {.key = "xiao2023galet",
                 .version = "arXiv v4, 2023-10-05 (abstract)",
                 .locus = "abstract"},
      .convention = Convention::own,
      .study = {.schedule = {"alpha = 1", "N = 1", "M = log", "K = 1 / (alpha eps)"},
                .balances = {{"progress", "1 / (alpha K)", "eps"}},
                .totals = {{"lower gradients", "K N", "eps^-1", "eps^-2"},
                           {"HVP", "K M", "eps^-1 log", "eps^-2 log"}}},
      .slips = {{"read as norms", with_norms("lower gradients", "eps^-1")},
                {"steps of order eps", with_line("alpha = eps")},
                {"one power of eps more", with_claim("HVP", "eps^-2")}},
      .not_shown = "the descent of the potential under PL alone",
  });
}

} // namespace theory::xiao2023_galet
