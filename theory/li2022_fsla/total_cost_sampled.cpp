/// FSLA, run with counted oracles, costs no more than eps^-4.
///
/// Statement    the calls of gradients and products to ||grad phi|| <= eps grow like eps^-a with a
///              <= 4 + 0.1 on lifted_chain; the raw exponent.
/// Assumptions  g strongly convex and smooth in y; unbiased gradients and products of bounded
///              variance, here Gaussian noise of deviation 1 in every gradient (the same at both
///              points of a difference) and 1/2 in every product.
/// Source       li2022fsla, main theorem.
/// Reduces to   li2022_fsla/total_cost (the schedule multiplied out).
/// Measured     runs with steps that begin longer and fall later than theory's, one call of each
///              kind at a time; least squares of log ERT on log(1/eps), Student's 95 %
///              interval.
/// Refuted by   the paper's eps^-2, of squared norms, read as one of norms; undecided on five
///              accuracies.
/// Not shown    other instances, constants, kappa; that the rate goes on below the window;
///              tightness, which is for the lower-bound instances.
#include <assay/claims/sampled_rate.hpp>

namespace theory::li2022_fsla {
namespace {

using namespace assay;

/// m and alpha in place of the bounds that theory gives (7 and 1/16), whatever eps is: such steps
/// suit every accuracy. eps^-2 links take eps^-4 of them only where many more than m have been
/// made: the local exponent rises over the window.
ChainRuns runs() {
  return {.solver = "fsla:m=30,alpha=0.5",
          .instance = "lifted_chain:length=0.0625,products=0.5",
          .length = 0.0625,
          .at_smoke = {3, 4, 5, 7, 9, 11},
          .at_normal = {4, 6, 9, 13, 19, 27},
          .at_full = {4, 6, 9, 14, 21, 32, 48, 64},
          .trials = {1, 1, 2},
          .budget = 1e4,
          .rates = {{"sfo", 4}, {"n_hvp", 4}},
          .wrong = {{"the paper's eps^-2, of squared norms, read as one of norms", {{"sfo", 2}}}}};
}

} // namespace

Claim total_cost_sampled() {
  return sampled_upper_rate(
      {.id = "li2022_fsla/total_cost_sampled",
       .title = "FSLA's total cost, by running it",
       .latex = R"(\#\mathrm{SFO},\ \#\mathrm{HVP} = O(\varepsilon^{-4}))",
       .plain = "Run with counted oracles on the lifted chain under Gaussian noise, FSLA makes at "
                "most eps^-4 calls of gradients and products to a gradient norm of eps.",
       .assumptions = {"g is mu-strongly convex in y; f and g smooth, grad^2 g Lipschitz",
                       "unbiased, mean-squared smooth gradients and second derivatives of bounded "
                       "variance",
                       "manual m = 30 and alpha = 1/2, the same at every eps"},
       .source = {.key = "li2022fsla",
                  .version = "arXiv 2112.04660 (abstract)",
                  .locus = "main theorem"}},
      runs());
}

} // namespace theory::li2022_fsla
