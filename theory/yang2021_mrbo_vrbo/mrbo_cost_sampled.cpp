/// MRBO, run with counted oracles, costs no more than eps^-3 under mean-squared smooth noise.
///
/// Statement    the calls of gradients and products to ||grad phi|| <= eps grow like eps^-a with a
///              <= 3 + 0.1 on lifted_chain with Gaussian noise; the raw exponent, logarithm
///              included.
/// Assumptions  g strongly convex and smooth in y; noise mean-squared smooth: Gaussian, of
///              deviation 1 in every gradient (the same at both points of a difference) and 1/2 in
///              every product. Not the Bernoulli chain, on which nothing is claimed.
/// Source       yang2021mrbo, comparison table.
/// Reduces to   yang2021_mrbo_vrbo/mrbo_cost (the schedule multiplied out).
/// Measured     runs with step sizes of 1/2 and 1 over eta_k in place of the bounds that theory
///              gives, the same at every eps; least squares of log ERT on log(1/eps), Student's 95
///              % interval.
/// Refuted by   the paper's eps^-3/2, of squared norms, read as one of norms; undecided on five
///              accuracies.
/// Not shown    other instances, constants, kappa; that the rate goes on below the window;
///              tightness, which is for the lower-bound instances.
#include <assay/claims/sampled_rate.hpp>

namespace theory::yang2021_mrbo_vrbo {
namespace {

using namespace assay;

/// gamma and lambda in place of 1/64 and 1/4, whatever eps is. eta_k falls from the start on, so
/// that eps^-2 links take eps^-3 steps only where many more than m have been made: the local
/// exponent rises over the window.
ChainRuns runs() {
  return {.solver = "mrbo:gamma=0.5,lambda=1",
          .instance = "lifted_chain:length=0.0625,products=0.5",
          .length = 0.0625,
          .at_smoke = {4, 5, 6, 7, 8, 10},
          .at_normal = {4, 8, 16, 32, 64, 96},
          .at_full = {4, 8, 16, 32, 64, 96, 128, 192},
          .trials = {2, 2, 4},
          .rates = {{"sfo", 3}, {"n_hvp", 3}},
          .wrong = {{"the paper's eps^-3/2, of squared norms, read as one of norms",
                     {{"sfo", ratio(3, 2)}}}}};
}

} // namespace

Claim mrbo_cost_sampled() {
  return sampled_upper_rate(
      {.id = "yang2021_mrbo_vrbo/mrbo_cost_sampled",
       .title = "MRBO's total cost, by running it",
       .latex = R"(\#\mathrm{SFO},\ \#\mathrm{HVP} = \tilde O(\varepsilon^{-3}))",
       .plain = "Run with counted oracles on the lifted chain under Gaussian noise, "
                "which is mean-squared smooth, MRBO makes at most eps^-3 calls of "
                "gradients and products to a gradient norm of eps.",
       .assumptions = {"g is mu-strongly convex in y; f and g smooth",
                       "noise mean-squared smooth; nothing is claimed on the Bernoulli chain",
                       "manual gamma = 1/2 and lambda = 1, the same at every eps"},
       .source = {.key = "yang2021mrbo",
                  .version = "arXiv 2106.04692 (comparison tables)",
                  .locus = "comparison table"}},
      runs());
}

} // namespace theory::yang2021_mrbo_vrbo
