/// F2BA, run without noise with counted oracles, costs no more than eps^-2.
///
/// Statement    the gradient calls to ||grad phi|| <= eps grow like eps^-a with a <= 2 + 0.1 on
///              lifted_chain without noise; the raw exponent, logarithm included.
/// Assumptions  g strongly convex in y with Lipschitz gradient and Hessian; f Lipschitz in y with
///              Lipschitz gradient; exact gradients.
/// Source       chen2025f2ba, main theorem.
/// Reduces to   chen2025_f2ba/deterministic_cost (the schedule multiplied out).
/// Measured     one run at each accuracy, the method being deterministic, with its own schedule;
///              least squares of log calls on log(1/eps), Student's 95 % interval: of the residuals
///              of a smooth curve, no noise.
/// Refuted by   a claim of 1/eps; undecided on five accuracies.
/// Not shown    other instances, constants, kappa; that the rate goes on below the window;
///              tightness, which is for the lower-bound instances.
#include <assay/claims/sampled_rate.hpp>

namespace theory::chen2025_f2ba {
namespace {

using namespace assay;

/// The schedule as it is. Above few links a part of the steps belongs to the end of the chain,
/// whatever T is, so that the local exponent rises to 2 from below.
ChainRuns runs() {
  return {.solver = "f2ba",
          .instance = "lifted_chain:length=1,sigma=0",
          .length = 1,
          .at_smoke = {4, 6, 9, 14, 21, 32},
          .at_normal = {4, 8, 16, 32, 64, 128},
          .at_full = {4, 8, 16, 32, 64, 128, 256, 512},
          .rates = {{"sfo", 2}},
          .wrong = {{"1/eps claimed", {{"sfo", 1}}}}};
}

} // namespace

Claim deterministic_cost_sampled() {
  return sampled_upper_rate(
      {.id = "chen2025_f2ba/deterministic_cost_sampled",
       .title = "F2BA's cost without noise, by running it",
       .latex = R"(\#\mathrm{FO} = \tilde O(\varepsilon^{-2}))",
       .plain = "Run without noise on the lifted chain, F2BA makes at most eps^-2 "
                "gradient calls to a gradient norm of eps.",
       .assumptions = {"g is mu-strongly convex in y with Lipschitz gradient and Hessian",
                       "f is Lipschitz in y with Lipschitz gradient", "gradients are exact"},
       .source = {.key = "chen2025f2ba",
                  .version = "JMLR 26(109), 2025 (abstract and a third-party note)",
                  .locus = "main theorem"},
       .method = "counted runs on a chain of T = 1/eps^2 links, one at each accuracy; "
                 "least squares of log calls on log(1/eps), 95 % interval of the raw "
                 "exponent by Student's t"},
      runs());
}

} // namespace theory::chen2025_f2ba
