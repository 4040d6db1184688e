/// SLIP, run with counted oracles, costs no more than eps^-4.
///
/// Statement    the calls of gradients and products to ||grad phi|| <= eps grow like eps^-a with a
///              <= 4 + 0.1 on lifted_chain; the raw exponent.
/// Assumptions  g strongly convex and smooth in y; f smooth (relaxed smoothness is not used here);
///              unbiased gradients and products of bounded variance, here Gaussian noise of
///              deviation 1 in every gradient and 1/2 in every product.
/// Source       gong2024slip, abstract.
/// Reduces to   gong2024_slip/total_cost (the schedule multiplied out).
/// Measured     runs with the schedule for 64 eps, one call at a time: steps are single, so that no
///              exact law shortens them and the window is coarse; least squares of log ERT on
///              log(1/eps), Student's 95 % interval.
/// Refuted by   a claim of eps^-3; undecided on five accuracies.
/// Not shown    other instances, constants, kappa; that the rate goes on below the window;
///              tightness, which is for the lower-bound instances.
#include <assay/claims/sampled_rate.hpp>

namespace theory::gong2024_slip {
namespace {

using namespace assay;

/// aim = 64 makes steps 64^3 times as long, whatever eps is; budgets are wide because the schedule
/// then expects fewer. Q = 4 leaves the logarithm of the series out, which between so few
/// accuracies is two jumps of an integer.
ChainRuns runs() {
  return {.solver = "slip:Q=4,aim=64",
          .instance = "lifted_chain:length=0.0625,products=0.5",
          .length = 0.0625,
          .at_smoke = {4, 5, 6, 7, 8, 10},
          .at_normal = {4, 6, 9, 14, 21, 32},
          .at_full = {4, 6, 9, 14, 21, 32, 48, 64},
          .trials = {1, 1, 2},
          .budget = 100,
          .rates = {{"sfo", 4}, {"n_hvp", 4}},
          .wrong = {{"eps^-3 claimed", {{"sfo", 3}}}}};
}

} // namespace

Claim total_cost_sampled() {
  return sampled_upper_rate(
      {.id = "gong2024_slip/total_cost_sampled",
       .title = "SLIP's total cost, by running it",
       .latex = R"(\#\mathrm{SFO},\ \#\mathrm{HVP} = \tilde O(\varepsilon^{-4}))",
       .plain = "Run with counted oracles on the lifted chain under Gaussian noise, "
                "SLIP makes at most eps^-4 calls of gradients and products to a "
                "gradient norm of eps.",
       .assumptions = {"g is mu-strongly convex in y, smooth, with Lipschitz Hessian",
                       "unbiased gradients and second derivatives of bounded variance",
                       "manual aim = 64 and Q = 4, the same at every eps"},
       .source = {.key = "gong2024slip",
                  .version = "arXiv 2412.20017 (abstract)",
                  .locus = "abstract"}},
      runs());
}

} // namespace theory::gong2024_slip
