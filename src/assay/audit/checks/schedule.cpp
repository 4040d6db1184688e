// What a schedule for epsilon makes of one step: its cost, its bias and its noise. No run to
// epsilon is needed, so that accuracies are seen which no run reaches.
#include <assay/audit/first_estimates.hpp>
#include <assay/audit/limit.hpp>
#include <assay/audit/problem.hpp>
#include <assay/audit/run.hpp>
#include <assay/audit/sample_statistics.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace assay::audit {
namespace {

constexpr double coarsest = 0.1;
constexpr double finer = 0.5; ///< from one accuracy to the next
constexpr int most_rungs = 21;
constexpr std::size_t fewest_rungs = 5;
constexpr double most_calls = 1e15; ///< of a step: a stranger may count them in 64 bits

constexpr double shortest = 1e-10; ///< of what x moves: rounding of x is far below

/// Schedules for noise and for this epsilon, whatever x0; samples without noise; y0 = y*, and x0
/// where ||grad phi|| is about epsilon: where x moves last.
Instance near_the_end(const Context& context, double epsilon) {
  const Problem problem = drawn_for(context, {.kappa = 2, .epsilon = epsilon});
  Instance instance = silent_problem(problem);
  const Vector<double> best = stationary_point(problem);
  instance.x0 = best + epsilon * (instance.x0 - best).normalized();
  instance.model.solution(instance.x0, instance.y0);
  return instance;
}

/// The first steps of the schedule for an accuracy.
struct Rung {
  double epsilon = 0;
  double calls = 0;          ///< of one step
  double moved = 0;          ///< length of the longest of them
  std::size_t questions = 0; ///< of one step, an inner loop as one
  bool alike = true;         ///< the first two cost about the same
};

Rung first_steps(const Context& context, double epsilon) {
  const Instance instance = near_the_end(context, epsilon);
  // A random number of terms is averaged; else the second step is like all others.
  const int steps = context.subject.declared.traits.random ? 64 : 2;
  const Run made = run(context, instance, {.steps = steps, .log = true, .whole_loops = true});
  Rung rung{.epsilon = epsilon};
  const Vector<double>* before = &made.started.x;
  for (const Recorded& step : made.steps) {
    rung.moved = std::max(rung.moved, (step.x - *before).norm());
    rung.questions = std::max(rung.questions, step.calls.size());
    before = &step.x;
  }
  const auto by = [&](int step) { // since the start
    return static_cast<double>((made.steps[static_cast<std::size_t>(step)].counters.total() -
                                made.started.counters.total()));
  };
  rung.calls = by(steps - 1) / steps;
  rung.alike = by(1) >= 1.5 * by(0) && by(1) <= 3 * by(0);
  if (context.subject.calls_per_step) { // the mean, as contract/counts counts it
    rung.calls = context.subject.calls_per_step(instance.facts, {});
  }
  return rung;
}

/// Accuracies, each half of the one before, while a step stays within what this effort asks for.
std::vector<Rung> climb_down(const Context& context) {
  const auto most_questions = static_cast<std::size_t>(context.by_effort(3'000, 30'000, 300'000));
  std::vector<Rung> rungs;
  double epsilon = coarsest;
  for (int i = 0; i < most_rungs; ++i, epsilon *= finer) {
    try {
      rungs.push_back(first_steps(context, epsilon));
    } catch (const InvalidArgument&) { // a number of its schedule that no computer counts to
      if (rungs.empty()) {
        throw;
      }
      break;
    } catch (const StepTooLong&) {
      break;
    }
    const Rung& last = rungs.back();
    if (last.calls > most_calls || last.questions > most_questions) {
      break;
    }
    if (last.moved < shortest) {
      rungs.pop_back();
      break;
    }
  }
  return rungs;
}

/// Do its steps depend on the accuracy asked for? Else it has no schedule to look at.
bool follows_epsilon(const Context& context) {
  Instance one = near_the_end(context, coarsest);
  Instance other = one;
  other.facts.epsilon = coarsest / 4;
  return !first_difference(run(context, one, {.steps = 3}), run(context, other, {.steps = 3}))
              .empty();
}

std::string no_schedule(const Context& context) {
  return !context.subject.declared.exponent ? "no exponent is declared"
         : !follows_epsilon(context)        ? "its steps are the same whatever epsilon is"
                                            : "";
}

double without_minus_zero(double value) { return std::abs(value) < 0.005 ? 0 : value; }

constexpr auto uneven = "its steps cost differently, and it does not say what they cost on average";

/// phi falls by at most about ||grad phi|| times the length of a step, so that a schedule for
/// epsilon takes Delta/(epsilon ||x+ - x||) steps where phi is worst.
CheckResult cost(const Context& context) {
  if (const std::string why = no_schedule(context); !why.empty()) {
    return not_applicable(why);
  }
  const Declaration& declared = context.subject.declared;
  if (*declared.exponent < 2) {
    return not_applicable("an accelerated method's first steps are not like the others");
  }
  if (declared.traits.corrected && !context.subject.calls_per_step) {
    return not_applicable(uneven);
  }
  const std::vector<Rung> rungs = climb_down(context);
  if (rungs.size() < fewest_rungs) {
    return not_applicable(fmt::format("only {} accuracies at which x moves within this effort's "
                                      "questions of one step: an inner loop as one question "
                                      "(descend) shows more",
                                      rungs.size()));
  }
  const Rung& last = rungs.back();
  const Rung& earlier = rungs[rungs.size() - 4];
  if (!(last.alike && earlier.alike) && !declared.traits.random &&
      !context.subject.calls_per_step) {
    return not_applicable(uneven);
  }
  const double log_ratio = std::log(earlier.epsilon / last.epsilon);
  const double of_step = std::log(last.calls / earlier.calls) / log_ratio;
  const double of_length = std::log(earlier.moved / last.moved) / log_ratio;
  const double total = of_step + of_length + 1;
  const double logarithms = 2 / std::log(1 / last.epsilon); // slope of log(1/epsilon)^2
  const std::string measured =
      fmt::format("a step costs eps^{:.2f} calls and moves x by eps^{:.2f}: eps^{:.2f} in all",
                  without_minus_zero(-of_step), without_minus_zero(of_length), -total);
  CheckResult result = total <= *declared.exponent + 0.1 + logarithms
                           ? passed(measured)
                           : finding("the schedule alone costs more than declared: " + measured);
  result.claimed =
      fmt::format("{:.4g} + 0.1 + {:.2f} for logarithms", *declared.exponent, logarithms);
  result.measured = fmt::format("{:.3f}", total);
  result.instance = fmt::format("quadratic, kappa = 2, ||grad phi|| about epsilon = {:.1e}..{:.1e}",
                                earlier.epsilon, last.epsilon);
  return result;
}

/// Where x rests the estimate is zero, and ||grad phi|| its bias.
CheckResult bias(const Context& context) {
  if (const std::string why = no_schedule(context); !why.empty()) {
    return not_applicable(why);
  }
  if (context.subject.declared.traits.random) {
    return not_applicable("the estimate is random even without noise");
  }
  constexpr double allowed = 1.5;
  const auto most_questions = static_cast<std::size_t>(context.by_effort(100, 1'000, 10'000));
  double worst = 0;
  double at = 0;
  int seen = 0;
  std::string why_not = "the estimate does not settle";
  for (int i = 0; i < 5; ++i) {
    const double epsilon = coarsest * std::pow(finer, 2 * i);
    const Instance instance = near_the_end(context, epsilon);
    Limit limit;
    try {
      const Rung rung = first_steps(context, epsilon);
      if (rung.calls > most_calls || rung.questions > most_questions) {
        break;
      }
      limit = held_limit(context, instance, {});
    } catch (const StepTooLong&) {
      why_not = "its steps make too many calls one by one";
      break;
    }
    if (!limit.why_not.empty() || limit.from_moves) {
      why_not = limit.from_moves ? "it shows no estimate" : limit.why_not;
      break;
    }
    if (limit.settled) {
      ++seen;
      const double share = (limit.value - limit.truth).norm() / epsilon;
      if (!(share <= worst)) {
        worst = share;
        at = epsilon;
      }
    }
  }
  if (seen == 0) {
    return not_applicable(why_not);
  }
  CheckResult result =
      worst <= allowed
          ? passed(fmt::format(
                "at its own parameters the estimate is off by at most {:.2g} epsilon", worst))
          : finding(
                fmt::format("the schedule for epsilon = {:.2g} makes an estimate that is off by "
                            "{:.3g} without noise: x rests where ||grad phi|| is about that",
                            at, worst * at));
  result.claimed = fmt::format("at most {} epsilon", allowed);
  result.measured = fmt::format("{:.3g} epsilon", worst);
  result.instance = fmt::format("quadratic, kappa = 2, epsilon = {:.2g}", at);
  return result;
}

/// Steps of one length along an estimate without memory: its noise must shrink with epsilon.
CheckResult noise(const Context& context) {
  if (const std::string why = no_schedule(context); !why.empty()) {
    return not_applicable(why);
  }
  const Traits& traits = context.subject.declared.traits;
  if (!traits.normalised || traits.momentum || traits.corrected || traits.random ||
      traits.roles.outer_step.empty()) {
    return not_applicable("steps of one length along an estimate without memory are not declared");
  }
  constexpr double far = 0.2;
  constexpr double near = 0.025;
  const int runs = context.by_effort(100, 200, 1000);
  std::array<double, 2> variance{};
  for (std::size_t i = 0; i < 2; ++i) {
    Problem problem{.kappa = 2,
                    .number = context.number,
                    .noise = "additive",
                    .sigma = 0.3,
                    .epsilon = i == 0 ? far : near};
    problem.upper_only = traits.single_level;
    Instance instance = make_problem(problem);
    instance.model.solution(instance.x0, instance.y0);
    if (!shows_estimate(context, instance, {})) {
      return not_applicable("it shows no estimate");
    }
    variance.at(i) = first_estimates(context, instance, {}, runs).variance;
  }
  const double slope = std::log(variance[0] / variance[1]) / std::log(far / near);
  const double expected = std::pow(near / far, 2 * 0.9);
  const double p = larger_variance(variance[1] / variance[0], expected, runs - 1.0);
  CheckResult result =
      p < 1e-6 ? finding(fmt::format("the standard deviation of the estimate shrinks only like "
                                     "epsilon^{:.2f}: steps of one length along it wander further "
                                     "than epsilon",
                                     slope / 2))
               : passed(fmt::format("the standard deviation of the estimate shrinks like "
                                    "epsilon^{:.2f}",
                                    slope / 2));
  result.p_value = p;
  result.claimed = "epsilon^0.9 or less";
  result.measured = fmt::format("epsilon^{:.2f}", slope / 2);
  result.instance =
      fmt::format("quadratic, kappa = 2, additive noise 0.3, epsilon = {} and {}", far, near);
  return result;
}

} // namespace

std::vector<Check> schedule_checks() {
  return {
      {"rates/step_cost", "one step of its schedule costs no more than the declared rate allows",
       "calls of a step times 1/(epsilon ||x+ - x||), from where ||grad phi|| is about epsilon, "
       "without noise: local slope at the smallest epsilon below the exponent + 0.1 and a log^2",
       cost},
      {"rates/step_bias", "at the schedule's own parameters the estimate is within epsilon",
       "without noise, x held where ||grad phi|| is about epsilon = 0.1..1e-4: within 1.5 epsilon "
       "of grad phi",
       bias},
      {"rates/step_noise", "at the schedule's own parameters the noise shrinks with epsilon",
       "normalised methods without memory; the first estimate at epsilon = 0.2 and 0.025: an F "
       "test "
       "of its variance against epsilon^1.8",
       noise},
  };
}

} // namespace assay::audit
