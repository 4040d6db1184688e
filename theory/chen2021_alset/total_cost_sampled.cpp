/// ALSET, run with counted oracles and the mended truncation, costs no more than eps^-4.
///
/// Statement    the calls of gradients and products to ||grad phi|| <= eps grow like eps^-a with a
///              <= 4 + 0.1 on lifted_chain; the raw exponent.
/// Assumptions  g strongly convex and smooth in y; unbiased gradients and products of bounded
///              variance, here Gaussian noise of deviation 2 in every gradient and 1/2 in every
///              product; N' uniform on {0, ..., N-1} (see printed_truncation).
/// Source       chen2021alset, Theorem 1.
/// Reduces to   chen2021_alset/total_cost (the schedule multiplied out).
/// Measured     runs with the schedule for a multiple of eps, one call of each gradient at a time,
///              so that the window is coarse; least squares of log ERT on log(1/eps), Student's 95
///              % interval.
/// Refuted by   the paper's eps^-2, of squared norms, read as one of norms; undecided on five
///              accuracies.
/// Not shown    other instances, constants, kappa; that the rate goes on below the window;
///              tightness, which is for the lower-bound instances.
#include <assay/claims/sampled_rate.hpp>

namespace theory::chen2021_alset {
namespace {

using namespace assay;

/// aim is the same at every eps; budgets are wide because the schedule then expects fewer calls.
/// N = 4 terms leave the logarithm of the series out, which between so few accuracies is two jumps
/// of an integer. On this instance the schedule's T is 1.
ChainRuns runs() {
  return {.solver = "alset:aim=80,N=4",
          .instance = "lifted_chain:length=0.0625,sigma=2,products=0.5",
          .length = 0.0625,
          .at_smoke = {2, 3, 4, 6, 8, 10},
          .at_normal = {3, 4, 6, 9, 13, 18},
          .at_full = {4, 6, 9, 14, 21, 32, 48, 64},
          .trials = {1, 1, 2},
          .budget = 1e4,
          .rates = {{"sfo", 4}, {"n_hvp", 4}},
          .wrong = {{"the paper's eps^-2, of squared norms, read as one of norms", {{"sfo", 2}}}}};
}

} // namespace

Claim total_cost_sampled() {
  return sampled_upper_rate(
      {.id = "chen2021_alset/total_cost_sampled",
       .title = "ALSET's total cost, by running it",
       .latex = R"(\#\mathrm{SFO},\ \#\mathrm{HVP} = \tilde O(\varepsilon^{-4}))",
       .plain = "Run with counted oracles on the lifted chain under Gaussian noise, ALSET with its "
                "truncation mended makes at most eps^-4 calls of gradients and products to a "
                "gradient norm of eps.",
       .assumptions = {"f, grad f, grad g and grad^2 g are Lipschitz; g is mu-strongly convex in y",
                       "unbiased gradients and second derivatives of bounded variance",
                       "N' uniform on {0, ..., N-1} in place of the printed {1, ..., N}",
                       "manual aim = 80 and N = 4, the same at every eps"},
       .source = {.key = "chen2021alset",
                  .version = "arXiv 2106.13781 (the submission)",
                  .locus = "Theorem 1"}},
      runs());
}

} // namespace theory::chen2021_alset
