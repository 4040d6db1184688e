/// AID-BiO with fixed-point iteration, run without noise with counted oracles, costs no more than
/// eps^-2.
///
/// Statement    the calls of every oracle to ||grad phi|| <= eps grow like eps^-a with a <= 2 + 0.1
///              on lifted_chain without noise (1/eps in squares).
/// Assumptions  g strongly convex in y, f and g smooth, grad^2 g Lipschitz, grad_y f bounded; exact
///              oracles.
/// Source       ji2021stocbio, the theorem on AID-BiO.
/// Reduces to   ji2021_aid_itd/aid_cost (the schedule multiplied out).
/// Measured     one run at each accuracy, the method being deterministic, with its own schedule but
///              for lower steps half as long as they may be, so that loops are needed; least
///              squares of log calls on log(1/eps), Student's 95 % interval of the residuals of a
///              smooth curve: of the raw exponent, but of HVPs divided by the schedule's logarithm.
/// Refuted by   1/eps read in norms; undecided on five accuracies.
/// Not shown    kappa, which is 1 on this chain (2 as the steps are set).
#include <assay/claims/sampled_rate.hpp>

namespace theory::ji2021_aid_itd {
namespace {

using namespace assay;

ChainRuns runs() {
  return {.solver = "aid_fp:alpha=0.5,eta=0.5",
          .instance = "lifted_chain:length=1,sigma=0",
          .length = 1,
          .at_smoke = {4, 6, 9, 14, 21, 32},
          .at_normal = {4, 8, 16, 32, 64, 128},
          .at_full = {4, 8, 16, 32, 64, 128, 256, 512},
          .rates = {{"sfo", 2}, {"n_hvp", 2, true}, {"n_jvp", 2}},
          .wrong = {{"1/eps read in norms", {{"sfo", 1}, {"n_hvp", 1, true}, {"n_jvp", 1}}}}};
}

} // namespace

Claim aid_fp_cost_sampled() {
  return sampled_upper_rate(
      {.id = "ji2021_aid_itd/aid_fp_cost_sampled",
       .title = "AID-BiO's cost with fixed-point iteration, by running it",
       .latex = R"(\#\nabla f, \#\nabla g, \#\mathrm{HVP}, \#\mathrm{JVP} = O(\varepsilon^{-2}))",
       .plain =
           "Run without noise on the lifted chain, AID-BiO with fixed-point iteration makes at "
           "most eps^-2 calls of every oracle to a gradient norm of eps.",
       .assumptions = {"g strongly convex in y, f and g smooth, grad^2 g Lipschitz",
                       "grad_y f bounded", "gradients and products are exact"},
       .source = {.key = "ji2021stocbio",
                  .version = "arXiv 2010.07962 (a comparison table)",
                  .locus = "theorem on AID-BiO"},
       .method = "counted runs on a chain of T = 1/eps^2 links, one at each accuracy, lower steps "
                 "half as long as they may be; least squares of log calls on log(1/eps), 95 % "
                 "interval of the raw exponent, but of HVPs divided by the schedule's logarithm",
       .reduces_to = {"aid_cost: the schedule multiplied out"},
       .not_shown = "kappa, which is 1 on this chain (2 as the steps are set); other instances, "
                    "constants; that the rate goes on below the window; tightness"},
      runs());
}

} // namespace theory::ji2021_aid_itd
