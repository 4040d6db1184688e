/// SUSTAIN, run with counted oracles, costs no more than eps^-3 under mean-squared smooth noise.
///
/// Statement    the calls of gradients and products to ||grad phi|| <= eps grow like eps^-a with a
///              <= 3 + 0.1 on lifted_chain with Gaussian noise; the raw exponent, logarithm
///              included.
/// Assumptions  g strongly convex and smooth in y; noise mean-squared smooth: Gaussian, of
///              deviation 1 in every gradient (the same at both points of a difference) and 1/2 in
///              every product. Not the Bernoulli chain, on which nothing is claimed.
/// Source       khanduri2021sustain, comparison table.
/// Reduces to   khanduri2021_sustain/total_cost (the schedule multiplied out).
/// Measured     runs with first steps of 1 in place of the bounds that theory gives, the
///              same at every eps; least squares of log ERT on log(1/eps), Student's 95 % interval.
/// Refuted by   the paper's eps^-3/2, of squared norms, read as one of norms; undecided on five
///              accuracies.
/// Not shown    other instances, constants, kappa; that the rate goes on below the window;
///              tightness, which is for the lower-bound instances.
#include <assay/claims/sampled_rate.hpp>

namespace theory::khanduri2021_sustain {
namespace {

using namespace assay;

/// As yang2021_mrbo_vrbo/mrbo_cost_sampled, with a random truncation, which is noise of its own.
/// Steps fall from the start on, so that the local exponent rises over the window.
ChainRuns runs() {
  return {.solver = "sustain:alpha=1,beta=1",
          .instance = "lifted_chain:length=0.0625,products=0.5",
          .length = 0.0625,
          .at_smoke = {2, 3, 4, 5, 6, 8},
          .at_normal = {4, 6, 9, 14, 21, 32},
          .at_full = {4, 6, 9, 14, 21, 32, 48, 64},
          .trials = {1, 1, 4},
          .rates = {{"sfo", 3}, {"n_hvp", 3}},
          .wrong = {{"the paper's eps^-3/2, of squared norms, read as one of norms",
                     {{"sfo", ratio(3, 2)}}}}};
}

} // namespace

Claim total_cost_sampled() {
  return sampled_upper_rate(
      {.id = "khanduri2021_sustain/total_cost_sampled",
       .title = "SUSTAIN's total cost, by running it",
       .latex = R"(\#\mathrm{SFO},\ \#\mathrm{HVP} = \tilde O(\varepsilon^{-3}))",
       .plain = "Run with counted oracles on the lifted chain under Gaussian noise, which is "
                "mean-squared smooth, SUSTAIN makes at most eps^-3 calls of gradients and products "
                "to a gradient norm of eps.",
       .assumptions = {"g is mu-strongly convex in y; f and g smooth",
                       "noise mean-squared smooth; nothing is claimed on the Bernoulli chain",
                       "manual alpha = 1 and beta = 1, the same at every eps"},
       .source = {.key = "khanduri2021sustain",
                  .version = "arXiv 2102.07367 (comparison tables)",
                  .locus = "comparison table"}},
      runs());
}

} // namespace theory::khanduri2021_sustain
