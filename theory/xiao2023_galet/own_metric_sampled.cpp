/// GALET's cost in its own metric, by running it: 1/eps in squares.
///
/// Statement    under a convex PL lower level with a zero-chain above, GALET makes at most c eps^-2
///              calls of each oracle until R_x, R_w and g - min g are all at most eps^2: 1/eps in
///              the squared residuals that its theorem bounds.
/// Assumptions  no noise; g convex in y with the PL property; f smooth, grad^2 g Lipschitz; the
///              non-zero singular values of grad^2_yy g bounded below.
/// Source       xiao2023galet (arXiv v4, 2023-10-05 (abstract)); the algorithm from memory.
/// Reduces to   g strongly convex: R_x is then |grad phi|^2 once y and v are solved for.
/// Measured     counted runs on pl, a chain of T ~ eps^-2 links, with a step of x a hundred times
///              what theory's constants give, the same at every eps: to eps in the root of the
///              largest of R_x, R_w and |grad_y g|^2/(2 mu) at the solver's own x, y and v, which
///              exceeds g - min g; least squares of log calls on log(1/eps), 95 % interval.
/// Refuted by   eps^-1 claimed in norms, as summaries have it; a step of x that shrinks like eps.
/// Not shown    other instances; singular values that are not bounded below; constants.
#include <assay/claims/sampled_rate.hpp>

#include <cmath>

namespace theory::xiao2023_galet {
namespace {

using namespace assay;

constexpr double alpha = 0.3; ///< step of x

ChainRuns runs() { // one trial: nothing is random
  return {.solver = "galet:alpha=0.3",
          .instance = "pl",
          .at_smoke = {4, 6, 9, 14, 20, 30},
          .at_normal = {4, 8, 16, 32, 48, 64},
          .at_full = {4, 8, 16, 32, 64, 128, 256},
          .criterion = "hitting:own",
          .rates = {{"sfo", 2}, {"n_hvp", 2}},
          .wrong = {{"eps^-1 claimed in norms", {{"sfo", 1}, {"n_hvp", 1}}}}};
}

/// The step of x times 2 eps: one power more.
Evidence shrinking_steps(const Effort& effort) {
  const RateExperiment all = experiment_of(runs(), effort);
  std::vector<Trial> costs;
  for (const double epsilon : all.epsilons) {
    RateExperiment one = all;
    one.solver = "galet:alpha=" + std::to_string(2 * epsilon * alpha);
    one.epsilons = {epsilon};
    for (const RatedRun& seen : sampled_runs(one, effort.seed)) {
      costs.push_back({.epsilon = epsilon,
                       .calls = static_cast<double>(seen.calls.sfo()),
                       .success = seen.reached});
    }
  }
  const ExponentInterval exponent = fit_curve(costs).judged_raw();
  Evidence evidence;
  evidence.rows.push_back({.instance = "galet, step of x times 2 eps",
                           .relation = Relation::at_most,
                           .claimed = 2,
                           .measured = Quantity(exponent.value),
                           .lo = Quantity(exponent.lo),
                           .hi = Quantity(exponent.hi),
                           .tolerance = Quantity(ratio(1, 10)),
                           .cases = costs.size()});
  return evidence;
}

} // namespace

Claim own_metric_sampled() {
  Claim claim = sampled_upper_rate(
      {.id = "xiao2023_galet/own_metric_sampled",
       .title = "GALET's cost in its own metric, by running it",
       .latex = R"(\max\{R_x, R_w, g - \min g\} \le \epsilon \text{ in } O(1/\epsilon))",
       .plain = "Run on a convex PL lower level below a zero-chain, GALET needs no more than "
                "1/eps calls until the squared residuals of its theorem are below eps (eps^-2 in "
                "norms).",
       .assumptions = {"no noise", "g convex in y with the PL property",
                       "non-zero singular values of grad^2_yy g bounded below",
                       "manual alpha = 0.3, the same at every eps"},
       .source = {.key = "xiao2023galet",
                  .version = "arXiv v4, 2023-10-05 (abstract)",
                  .locus = "abstract"},
       .convention = Convention::own,
       .method = "counted runs judged by the root of the largest squared residual, so that the "
                 "exponent is 2; least squares of log calls on log(1/eps), 95 % interval",
       .reduces_to = {"g strongly convex: R_x = |grad phi|^2 once y and v are solved for"},
       .not_shown = "other instances, constants; that the rate goes on below the window"},
      runs());
  // In place of five accuracies.
  claim.faults.back() = {"a step of x that shrinks like eps", Verdict::refuted, shrinking_steps};
  return claim;
}

} // namespace theory::xiao2023_galet
