// The contract between a solver and its oracle: sizes, determinism, budget, calls.
#include <assay/audit/problem.hpp>
#include <assay/audit/run.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace assay::audit {
namespace {

constexpr int short_run = 8;

/// The plainest problem with noise, and one that shares nothing with it.
Problem noisy(const Context& context) {
  return {.number = context.number,
          .upper_only = context.subject.declared.traits.single_level,
          .noise = "additive",
          .sigma = 0.5,
          .products = 0.1,
          .epsilon = 0.3};
}

CheckResult on(const Problem& problem, CheckResult result) {
  result.instance = to_string(problem);
  return result;
}

/// A wrong size ends the run it shows in.
CheckResult dimensions(const Context& context) {
  for (const auto& [dx, dy] : std::vector<std::pair<int, int>>{{3, 4}, {4, 2}, {1, 1}, {1, 9}}) {
    Problem problem = noisy(context);
    problem.dx = dx;
    problem.dy = dy;
    try {
      (void)run(context, make_problem(problem), {.steps = 3});
    } catch (const SolverBroke& broke) {
      return on(problem, finding(broke.what));
    }
  }
  return passed("x, y and the estimate have the problem's sizes");
}

CheckResult finite(const Context& context) {
  for (const double sigma : {0.0, 0.5}) {
    Problem problem = noisy(context);
    problem.sigma = sigma;
    const int steps = context.by_effort(50, 200, 1000);
    const Run made = run(context, make_problem(problem), {.steps = steps, .may_diverge = true});
    if (!made.diverged.empty()) {
      return on(problem, finding(fmt::format("it diverges within {} steps: {}",
                                             made.steps.size() + 1, made.diverged)));
    }
  }
  return passed("x, y, v and every estimate are finite");
}

CheckResult same_seed(const Context& context) {
  const Problem problem = noisy(context);
  const Instance instance = make_problem(problem);
  const Run first = run(context, instance, {.steps = short_run, .fresh = true});
  const Run second = run(context, instance, {.steps = short_run, .fresh = true});
  const std::string what = first_difference(first, second);
  return on(problem, what.empty() ? passed("two runs of one seed are the same, bit for bit")
                                  : finding("two runs of one seed differ: " + what));
}

CheckResult other_seed(const Context& context) {
  const Problem problem = noisy(context);
  const Instance instance = make_problem(problem);
  const Run first = run(context, instance, {.steps = short_run});
  const Run second = run(context, instance, {.steps = short_run, .trial = 1});
  return on(problem,
            first_difference(first, second).empty()
                ? finding("two seeds give the same trajectory: it does not use its samples")
                : passed("another seed gives another trajectory"));
}

/// What a run leaves behind must not reach the next: neither another problem nor the same one.
CheckResult no_leak(const Context& context) {
  const Problem problem = noisy(context);
  const Instance instance = make_problem(problem);
  Problem other = problem;
  other.dx = 2;
  ++other.number;
  const RunOptions options{.steps = short_run};
  const Run fresh = run(context, instance, {.steps = short_run, .fresh = true});
  (void)run(context, make_problem(other), options);
  for (const char* before : {"another problem", "the same problem"}) {
    const std::string what = first_difference(fresh, run(context, instance, options));
    if (!what.empty()) {
      return on(problem, finding(fmt::format("a run depends on the run of {} before it: {} differs",
                                             before, what)));
    }
  }
  return on(problem, passed("a run after others is the same as one in a fresh process"));
}

CheckResult budget(const Context& context) {
  const Problem problem = noisy(context);
  const Instance instance = make_problem(problem);
  const Run whole = run(context, instance, {.steps = 3});
  if (whole.steps.size() < 3) {
    return on(problem, inconclusive("it does not make three steps", "a solver that does"));
  }
  const Count all = whole.steps.back().counters.total();
  for (const Count limit : {Count{1}, all / 2, all - 1}) {
    const Run made = run(context, instance, {.steps = 3, .budget = limit});
    if (!made.out_of_budget) {
      return on(problem, finding(fmt::format("with a budget of {} calls it goes on as if the "
                                             "refused call had been answered",
                                             assay::to_string(limit))));
    }
  }
  return on(problem, passed("it stops at the call that does not fit the budget"));
}

/// A step may leave x or the oracle alone: some alternate. So many in a row may not.
CheckResult moves(const Context& context) {
  const Problem problem = noisy(context);
  const Run made = run(context, make_problem(problem), {.steps = 2 * patience});
  const Recorded* before = &made.started;
  int silent = 0;
  int still = 0;
  for (std::size_t t = 0; t < made.steps.size(); ++t) {
    const Recorded& now = made.steps[t];
    silent = now.counters == before->counters ? silent + 1 : 0;
    still = now.x == before->x ? still + 1 : 0;
    before = &now;
    if (silent == patience || still == patience) {
      return on(problem, finding(fmt::format("{} steps up to number {} {}", patience, t + 1,
                                             silent == patience ? "ask the oracle nothing"
                                                                : "leave x where it was")));
    }
  }
  return on(problem, passed("it asks the oracle and moves x"));
}

CheckResult kinds(const Context& context) {
  const std::vector<Call>& declared = context.subject.declared.traits.calls;
  const Problem problem = noisy(context);
  const Run made = run(context, make_problem(problem), {.steps = short_run});
  std::string seen;
  std::string undeclared;
  for (std::size_t kind = 0; kind < kind_names.size(); ++kind) {
    if (made.steps.empty() || made.steps.back().counters.calls[kind] == 0) {
      continue;
    }
    const std::string name(kind_names[kind]);
    seen += (seen.empty() ? "" : ", ") + name;
    if (std::find(declared.begin(), declared.end(), static_cast<Call>(kind)) == declared.end()) {
      undeclared += (undeclared.empty() ? "" : ", ") + name;
    }
  }
  CheckResult result = declared.empty() ? passed("nothing is declared; it asks " + seen)
                       : undeclared.empty()
                           ? passed("it asks " + seen)
                           : finding("it asks what it does not declare: " + undeclared);
  result.measured = seen;
  return on(problem, result);
}

/// Calls of a step on average over so many, and the slack of a period that they cut, or, where the
/// calls are declared to be random, of their mean: 5.5 deviations, two-sided 4e-8.
struct Counted {
  double mean = 0, slack = 0;
  [[nodiscard]] bool agrees(double declared) const {
    return std::abs(mean - declared) <= slack + 1e-9 * declared;
  }
};

/// Of one kind, or of all together.
Counted counted(const Run& made, std::optional<Call> kind, bool random) {
  const auto calls_of = [kind](const Counters& all) { return kind ? all[*kind] : all.total(); };
  const Count begin = calls_of(made.started.counters);
  double least = INFINITY;
  double most = 0;
  double squares = 0;
  Count before = begin;
  for (const Recorded& step : made.steps) {
    const Count after = calls_of(step.counters);
    const auto calls = static_cast<double>(after - before);
    least = std::min(least, calls);
    most = std::max(most, calls);
    squares += calls * calls;
    before = after;
  }
  const auto steps = static_cast<double>(made.steps.size());
  const double mean = static_cast<double>(before - begin) / steps;
  const double variance = std::max(0.0, squares / steps - mean * mean);
  constexpr double deviations = 5.5;
  return {mean, (most - least) / steps + (random ? deviations * std::sqrt(variance / steps) : 0)};
}

/// A number of calls that is not as declared.
struct Miscount {
  std::string kind; ///< " of n_gy"; empty: of all together
  double declared = 0, counted = 0;
};

std::optional<Miscount> miscount(const Subject& subject, const Facts& facts, const Run& made) {
  const bool random = subject.declared.traits.random;
  const double declared = subject.calls_per_step(facts, {});
  if (const Counted all = counted(made, std::nullopt, random); !all.agrees(declared)) {
    return Miscount{"", declared, all.mean};
  }
  if (subject.calls_by_kind) {
    const std::array<double, 6> by_kind = subject.calls_by_kind(facts, {});
    for (std::size_t kind = 0; kind < by_kind.size(); ++kind) {
      const Counted one = counted(made, static_cast<Call>(kind), random);
      if (!one.agrees(by_kind[kind])) {
        return Miscount{" of " + std::string(kind_names[kind]), by_kind[kind], one.mean};
      }
    }
  }
  return std::nullopt;
}

/// Nothing is declared: what a step makes, for who would declare it.
CheckResult measured_counts(const Context& context, const Instance& instance) {
  const Run made = run(context, instance, {.steps = 64});
  std::string kinds;
  for (std::size_t kind = 0; kind < kind_names.size(); ++kind) {
    const double mean = counted(made, static_cast<Call>(kind), false).mean;
    if (mean > 0) {
      kinds += fmt::format("{}{} {:.6g}", kinds.empty() ? "" : ", ", kind_names[kind], mean);
    }
  }
  CheckResult result =
      passed("nothing is declared; a step makes on average: " + (kinds.empty() ? "none" : kinds));
  result.claimed = "nothing";
  result.measured = fmt::format("{:.6g}", counted(made, std::nullopt, false).mean);
  return result;
}

CheckResult counts(const Context& context) {
  const Problem problem = noisy(context);
  const Instance instance = make_problem(problem);
  if (!context.subject.calls_per_step) {
    return on(problem, measured_counts(context, instance));
  }
  std::optional<Miscount> wrong;
  std::optional<Run> whole;
  std::vector<int> lengths = {64, 1024}; // periodic numbers of calls even out
  if (context.subject.declared.traits.random) {
    lengths = {1024}; // the mean of fewer says little
  }
  for (const int steps : lengths) {
    Run made = run(context, instance, {.steps = steps});
    if (!made.whole(steps)) {
      break;
    }
    whole = std::move(made);
    wrong = miscount(context.subject, instance.facts, *whole);
    if (!wrong) {
      break;
    }
  }
  if (!whole) {
    return on(problem, inconclusive(fmt::format("it does not make {} steps", lengths.front()),
                                    "a solver that does"));
  }
  CheckResult result =
      wrong ? finding(fmt::format("a step makes {:.6g} calls{}, and {:.6g} are declared",
                                  wrong->counted, wrong->kind, wrong->declared))
            : passed("the calls of a step are as many as declared");
  result.claimed = fmt::format(
      "{:.6g}", wrong ? wrong->declared : context.subject.calls_per_step(instance.facts, {}));
  result.measured =
      fmt::format("{:.6g}", wrong ? wrong->counted : counted(*whole, std::nullopt, false).mean);
  return on(problem, result);
}

} // namespace

std::vector<Check> contract_checks() {
  return {
      {"contract/dimensions", "x, y and the estimate have the problem's sizes",
       "(dx, dy) = (3, 4), (4, 2), (1, 1), (1, 9)", dimensions},
      {"contract/finite", "x, y, v and the estimate stay finite",
       "a quadratic, with and without noise", finite},
      {"contract/same_seed", "one seed, one trajectory", "bit for bit, in fresh processes",
       same_seed},
      {"contract/other_seed", "another seed, another trajectory", "with noise in every gradient",
       other_seed},
      {"contract/no_leak", "nothing passes from one run to the next",
       "bit for bit a run in a fresh process, after runs of this and of another problem", no_leak},
      {"contract/budget", "the call that does not fit the budget ends the run",
       "budgets of 1 call, half of what three steps need, and one less than that", budget},
      {"contract/moves", "it asks the oracle and moves x",
       "40 steps with noise: both within any 20 in a row", moves},
      {"contract/kinds", "it asks only the oracles it declares", "8 steps with noise", kinds},
      {"contract/counts", "a step makes as many calls as declared",
       "the mean of 64 steps, or else of 1024, to one step's share where steps differ; of each "
       "kind where kinds are declared",
       counts},
  };
}

} // namespace assay::audit
