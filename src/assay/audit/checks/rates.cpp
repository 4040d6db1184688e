// Cost against accuracy: the declared exponent from above, the lower bound from below.
#include <assay/audit/problem.hpp>
#include <assay/audit/run.hpp>
#include <assay/experiments/run_trial.hpp>
#include <assay/measure/ert.hpp>
#include <assay/measure/regression.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <optional>

namespace assay::audit {
namespace {

constexpr std::array<double, 6> accuracies = {0.5, 0.4, 0.32, 0.25, 0.2, 0.16};

/// A solver that ends its trial after so many steps: a wrong one may never get there.
struct Limited {
  std::shared_ptr<AnySolver> solver;
  int left;
  int made = 0;

  void start(Oracle& oracle) { audit::start(*solver, oracle); }
  void step(Oracle& oracle) {
    if (left-- == 0) {
      throw OutOfBudget{};
    }
    audit::step(*solver, oracle, ++made);
  }
  [[nodiscard]] const Vector<double>& x() const { return solver->x(); }
};

/// One trial on a problem of the audit's; what breaks it is passed on.
TrialResult trial(
    const Context& context, const Instance& instance, double epsilon, int number, int most_steps) {
  const TrialSpec spec{.solver = context.subject.target,
                       .instance = instance.name,
                       .epsilon = epsilon,
                       .seed = context.seed,
                       .trial = static_cast<std::uint32_t>(number),
                       .budget = Count{1} << 100};
  TrialResult result = run_trial(
      spec, instance,
      Limited{std::make_shared<AnySolver>(solver_for(context, instance.facts, {})), most_steps});
  if (result.status == Status::broken) {
    throw SolverBroke{result.message};
  }
  return result;
}

/// log of the calls of every trial against log 1/epsilon: trials are independent, and all reached.
/// `corrected`: of calls / max(1, log 1/epsilon).
Regression slope_of(const std::vector<Trial>& trials, bool corrected) {
  std::vector<double> finer;
  std::vector<double> calls;
  for (const Trial& trial : trials) {
    const double log_accuracy = std::log(1 / trial.epsilon);
    finer.push_back(log_accuracy);
    calls.push_back(std::log(trial.calls) -
                    (corrected ? std::log(std::max(1.0, log_accuracy)) : 0));
  }
  return regress(finer, calls);
}

/// What is declared is a rate up to logarithms: one of them is taken out before anything is called
/// slower than declared.
CheckResult judged(const std::vector<Trial>& trials, const std::optional<double>& exponent) {
  constexpr double slack = 0.1;
  constexpr double level = 1e-6; // of what is called a finding, before all checks are judged
  const auto freedom = static_cast<double>(trials.size()) - 2;
  const double wide = student_quantile(freedom, 0.975);
  const Regression raw = slope_of(trials, false);
  const Regression corrected = slope_of(trials, true);
  const std::string measured = fmt::format(
      "[{:.2f}, {:.2f}], without a logarithm [{:.2f}, {:.2f}]", raw.slope - wide * raw.slope_error,
      raw.slope + wide * raw.slope_error, corrected.slope - wide * corrected.slope_error,
      corrected.slope + wide * corrected.slope_error);
  if (!exponent) {
    CheckResult seen = passed("nothing is declared; calls ~ epsilon^-e with e in " + measured);
    seen.claimed = "nothing";
    seen.measured = measured;
    return seen;
  }
  const double declared = *exponent;
  const auto below = [&](const Regression& fit) {
    return fit.slope + wide * fit.slope_error <= declared + slack;
  };
  const double above = (corrected.slope - declared - slack) / corrected.slope_error;
  const double p =
      above > 0 ? student_two_sided(freedom, above) / 2 : 1 - student_two_sided(freedom, above) / 2;
  CheckResult result =
      below(raw)         ? passed("the cost grows no faster than declared")
      : below(corrected) ? passed("the cost grows no faster than declared, a logarithm apart")
      : p < level        ? finding("the cost grows faster than declared, a logarithm apart")
                         : inconclusive("the interval holds exponents below and above the declared "
                                               "one",
                                        "more seeds and smaller epsilon: assay curve with this "
                                               "solver");
  result.p_value = p;
  result.claimed = fmt::format("{} + {}", declared, slack);
  result.measured = measured;
  return result;
}

CheckResult exponent(const Context& context) {
  const Declaration& declared = context.subject.declared;
  if (context.effort == Effort::smoke) {
    return not_applicable("a rate takes longer than this effort: --effort normal");
  }
  Problem problem =
      drawn_for(context, {.kappa = 2, .noise = "additive", .sigma = 0.3, .products = 0.1});
  const int seeds = context.by_effort(2, 6, 24);
  const int most_steps = context.by_effort(20'000, 200'000, 2'000'000);
  std::vector<Instance> instances;
  for (const double epsilon : accuracies) {
    problem.epsilon = epsilon;
    instances.push_back(make_problem(problem));
  }
  struct TooFar {
    double epsilon;
  };
  std::vector<Trial> trials(accuracies.size() * static_cast<std::size_t>(seeds));
  try {
    context.each(static_cast<int>(trials.size()), [&](int i) { // no accuracy waits for another
      const auto at = static_cast<std::size_t>(i / seeds);
      const TrialResult made =
          trial(context, instances[at], accuracies.at(at), i % seeds, most_steps);
      if (made.status == Status::censored) {
        throw TooFar{accuracies.at(at)};
      }
      trials[static_cast<std::size_t>(i)] = {.epsilon = accuracies.at(at),
                                             .calls = static_cast<double>(made.calls.total()),
                                             .success = made.status == Status::reached};
    });
  } catch (const TooFar& ended) {
    const std::string seen =
        fmt::format("it does not reach epsilon = {} within {} steps", ended.epsilon, most_steps);
    return declared.exponent ? inconclusive(seen, "more steps: --effort full")
                             : not_applicable("no exponent is declared, and " + seen);
  }
  CheckResult result = judged(trials, declared.exponent);
  result.instance = to_string(problem) + ", epsilon 0.5..0.16";
  return result;
}

/// Nobody reaches epsilon on the zero-chain's oracle with fewer calls than this.
CheckResult lower_bound(const Context& context) {
  constexpr double delta = 1e-9;
  const Instance instance = make_instance("separable", 0.25);
  const double least = instance.lower_bound ? instance.lower_bound(delta) : 0;
  if (least < 2) {
    return not_applicable("no bound at this accuracy");
  }
  const Run made =
      run(context, instance, {.steps = 1 << 20, .budget = static_cast<Count>(least) - 1});
  Vector<double> gradient(instance.facts.dx);
  for (const Recorded& step : made.steps) {
    instance.model.hypergradient(step.x, gradient);
    if (gradient.norm() <= instance.facts.epsilon) {
      CheckResult result = finding(fmt::format(
          "||grad phi|| <= {} after {} calls, and no method that learns from its oracle alone gets "
          "there with fewer than {:.0f} (probability {:g}): it reads what it should not",
          instance.facts.epsilon, assay::to_string(step.counters.total()), least, delta));
      result.p_value = delta;
      result.instance = instance.name;
      return result;
    }
  }
  CheckResult result = passed(fmt::format("not there within {:.0f} calls, as it must be", least));
  result.instance = instance.name + ", epsilon = 0.25";
  return result;
}

} // namespace

std::vector<Check> rate_checks() {
  return {
      {"rates/exponent", "the cost grows no faster than declared",
       "calls to ||grad phi|| <= epsilon at six accuracies, independent trials: 95 % interval of "
       "the "
       "slope, or of the slope without one logarithm, below the exponent + 0.1",
       exponent, true},
      {"rates/lower_bound", "it does not beat the lower bound",
       "the separable instance, epsilon = 0.25, up to the bound's number of calls", lower_bound},
  };
}

} // namespace assay::audit
