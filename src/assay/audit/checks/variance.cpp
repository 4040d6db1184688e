// How much noise the estimate makes of its samples': by the batch, by nu and by the length of inner
// loops. One kind of noise at a time, so that nothing hides what is looked at.
#include <assay/audit/bias_ladder.hpp>
#include <assay/audit/first_estimates.hpp>
#include <assay/audit/limit.hpp>
#include <assay/audit/problem.hpp>
#include <assay/audit/run.hpp>
#include <assay/audit/sample_statistics.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace assay::audit {
namespace {

constexpr double level = 1e-6; ///< of what is called a finding, before all checks are judged

Problem noisy(const Context& context) {
  return drawn_for(context, {.kappa = 2, .noise = "additive", .sigma = 0.4, .epsilon = 1});
}

/// Facts, and so schedules, of noise everywhere; samples with noise in one place, and y0 = y*.
Instance with_only(const Problem& problem, const AdditiveNoise& noise) {
  Instance instance = make_problem(problem);
  instance.noise = {noise};
  instance.model.solution(instance.x0, instance.y0);
  return instance;
}

/// Few steps of y where y is not what is looked at.
Parameters short_loops(const Context& context, const Parameters& set) {
  const std::string& inner = context.subject.declared.traits.roles.inner_steps;
  return inner.empty() ? set : with(set, inner, 1);
}

std::string not_measured(const Context& context, const Instance& instance, const Parameters& set) {
  const Traits& traits = context.subject.declared.traits;
  return traits.roles.outer_step.empty()           ? "x cannot be held"
         : traits.random                           ? "the estimate is random even without noise"
         : !shows_estimate(context, instance, set) ? "it shows no estimate"
                                                   : "";
}

/// What is paid for is averaged: noise in grad_x f alone, S times the batch, a share 1/S of the
/// variance.
CheckResult batch(const Context& context) {
  const std::string& role = context.subject.declared.traits.roles.batch;
  if (role.empty()) {
    return not_applicable("no parameter is declared to be the batch");
  }
  constexpr double few = 4;
  constexpr double many = 256;
  const Problem problem = noisy(context);
  const Instance instance = with_only(problem, {.fx = problem.sigma});
  const Parameters set = short_loops(context, at_limits(context, instance));
  if (const std::string why = not_measured(context, instance, set); !why.empty()) {
    return not_applicable(why);
  }
  const int runs = context.by_effort(100, 200, 1000);
  const FirstEstimates small = first_estimates(context, instance, with(set, role, few), runs);
  const FirstEstimates large = first_estimates(context, instance, with(set, role, many), runs);
  if (large.calls <= small.calls || !(small.variance > 0)) {
    return not_applicable("its batch is not one of grad_x f");
  }
  const double ratio = small.variance / large.variance;
  // Gaussian, and the same in every coordinate.
  const double freedom = problem.dx * (runs - 1.0);
  const double p = std::min(1.0, 2 * std::min(larger_variance(ratio, many / few, freedom),
                                              larger_variance(1 / ratio, few / many, freedom)));
  CheckResult result =
      p < level ? finding(fmt::format("a batch {} times larger, all of which is paid for, divides "
                                      "the variance of the estimate by {:.3g}",
                                      many / few, ratio))
                : passed("the variance is that of one sample, divided by the batch");
  result.p_value = p;
  result.claimed = fmt::format("{}", many / few);
  result.measured = fmt::format("{:.3g}", ratio);
  result.instance = to_string(problem) + ", in grad_x f alone";
  return result;
}

/// Noise in grad_x g alone enters with weights alpha_j/nu: the same samples at all nodes cancel,
/// and others add up to nu^-2.
CheckResult difference(const Context& context) {
  if (const std::string why = no_bias(context); !why.empty()) {
    return not_applicable(why);
  }
  constexpr double factor = 8;
  const Problem problem = noisy(context);
  const Instance instance = with_only(problem, {.gx = problem.sigma});
  const double nu = 0.5 * largest_nu(context, instance);
  const Parameters far = short_loops(context, at_nu(context, instance, nu));
  if (const std::string why = not_measured(context, instance, far); !why.empty()) {
    return not_applicable(why);
  }
  const Parameters near = short_loops(context, at_nu(context, instance, nu / factor));
  const int runs = context.by_effort(100, 200, 1000);
  const double before = first_estimates(context, instance, far, runs).variance;
  const double after = first_estimates(context, instance, near, runs).variance;
  CheckResult result;
  const double rounding = std::pow(1e3 * difference_rounding(nu / factor), 2);
  if (after <= rounding) {
    result = passed("the nodes share their samples: noise in grad_x g cancels");
    result.claimed = "0, or nu^-2";
    result.measured = "0";
  } else {
    const double slope = std::log(after / std::max(before, rounding)) / std::log(factor);
    const double p = larger_variance(after / std::max(before, rounding), factor * factor,
                                     problem.dx * (runs - 1.0));
    result = p < level ? finding(fmt::format("the variance grows as nu^{:.2f}: grad_x g enters "
                                             "with more than a weight of 1/nu",
                                             -slope))
                       : passed(fmt::format("the nodes draw their own samples: the variance grows "
                                            "as nu^{:.2f}",
                                            -slope));
    result.p_value = p;
    result.claimed = "0, or nu^-2";
    result.measured = fmt::format("nu^{:.3f}", -slope);
  }
  result.instance = to_string(problem) + ", in grad_x g alone";
  return result;
}

/// The least K, by factors of four, after which the first estimate without noise is the same within
/// 1e-3 from two starts of y, y* and one that is 1 away. That it hardly moves with K says nothing:
/// steps may be tiny. 0: none up to `most`.
double
long_enough(const Context& context, const Problem& problem, const Parameters& set, int most) {
  const Roles& roles = context.subject.declared.traits.roles;
  Instance quiet = make_problem(problem); // y0 is 1 away from y*
  quiet.noise = {};
  Instance settled = quiet;
  settled.model.solution(settled.x0, settled.y0);
  for (int steps = 4; steps <= most; steps *= 4) {
    const Parameters longer =
        with(with(set, roles.outer_step, held_step), roles.inner_steps, steps);
    const Run far = run(context, quiet, {.steps = 1, .set = longer});
    const Run near = run(context, settled, {.steps = 1, .set = longer});
    if (relative(*far.steps[0].estimate, *near.steps[0].estimate) <= 1e-3) {
      return steps;
    }
  }
  return 0;
}

/// A loop that contracts forgets its noise: what is left saturates once K is long enough to forget
/// the start.
CheckResult inner_steps(const Context& context) {
  const Traits& traits = context.subject.declared.traits;
  if (traits.roles.inner_steps.empty()) {
    return not_applicable("no parameter is declared to be the inner steps");
  }
  if (traits.corrected) {
    return not_applicable("its inner loop corrects a memory: lag/corrected_noise looks");
  }
  const Problem problem = noisy(context);
  const Instance instance = with_only(problem, {.fy = problem.sigma, .gy = problem.sigma});
  const Parameters set = no_bias(context).empty()
                             ? at_nu(context, instance, 0.5 * largest_nu(context, instance))
                             : at_limits(context, instance);
  if (const std::string why = not_measured(context, instance, set); !why.empty()) {
    return not_applicable(why);
  }
  constexpr double longer = 16;
  const int most = context.by_effort(64, 4096, 65536); // a stranger's loop runs step by step
  const double enough = long_enough(context, problem, set, most);
  if (enough == 0) {
    return not_applicable(fmt::format("inner loops of {} steps still know where they start; this "
                                      "effort makes no longer ones",
                                      most));
  }
  const int runs = context.by_effort(200, 300, 1000);
  const auto variance = [&](double steps) {
    return first_estimates(context, instance, with(set, traits.roles.inner_steps, steps), runs)
        .variance;
  };
  const double before = variance(enough);
  const double after = variance(longer * enough);
  if (!(before > 0)) {
    return not_applicable("the estimate has no variance");
  }
  const double p = larger_variance(after / before, 1, runs - 1.0);
  CheckResult result =
      p < level ? finding(fmt::format("inner loops of {:.0f} steps have forgotten their start, and "
                                      "{} times as many multiply the variance of the estimate by "
                                      "{:.3g}: it grows with K",
                                      enough, longer, after / before))
                : passed(fmt::format("from {:.0f} to {:.0f} inner steps the variance changes by a "
                                     "factor {:.2f}",
                                     enough, longer * enough, after / before));
  result.p_value = p;
  result.claimed = "at most 1";
  result.measured = fmt::format("{:.3g}", after / before);
  result.instance = to_string(problem) + ", in grad_y f and grad_y g alone";
  return result;
}

} // namespace

std::vector<Check> variance_checks() {
  return {
      {"noise/batch", "the batch divides the variance that it averages",
       "noise in grad_x f alone; the first estimate, batches of 4 and 256: variances in the ratio "
       "64, an F test to both sides",
       batch},
      {"noise/difference", "noise in grad_x g cancels, or grows as nu^-2 and no faster",
       "noise in grad_x g alone; the first estimate at two nu, an F test", difference},
      {"noise/inner_steps", "the noise of inner loops saturates in their length",
       "noise in grad_y f and grad_y g alone; the first estimate from y0 = y*, K long enough to "
       "forget y0 and 16 times that: no more variance, an F test",
       inner_steps},
  };
}

} // namespace assay::audit
