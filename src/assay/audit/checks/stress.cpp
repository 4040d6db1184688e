// Where it stops working. Within strong convexity and bounded variance, or where it is declared to
// work, that is a finding; beyond, it is reported.
#include <assay/audit/problem.hpp>
#include <assay/audit/run.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace assay::audit {
namespace {

constexpr int steps = 40;

double slope_at(const Instance& instance, const Vector<double>& x) {
  Vector<double> gradient(instance.facts.dx);
  instance.model.hypergradient(x, gradient);
  return gradient.norm();
}

/// What became of x, in words; `moved`: did it get anywhere?
struct Progress {
  bool moved = true;
  std::string said;
};

Progress progress(const Instance& instance, const Run& made) {
  constexpr double least = 1e-3; // of ||grad phi||: below it nothing has happened
  const double first = slope_at(instance, instance.x0);
  const Vector<double>& reached = !made.steps.empty()         ? made.steps.back().x
                                  : made.started.x.size() > 0 ? made.started.x
                                                              : instance.x0; // all spent in start
  const double last = slope_at(instance, reached);
  if (first < 1e-9) {
    return {true, fmt::format("||grad phi|| was 0 and is {:.2g}", last)};
  }
  if (std::abs(last / first - 1) < least) {
    return {false, fmt::format("it stands still: after {} steps ||grad phi|| is within {} of what "
                               "it was",
                               made.steps.size(), least)};
  }
  if (last < first) {
    return {true, fmt::format("||grad phi|| fell by a factor {:.4g}", first / last)};
  }
  constexpr double by_noise = 2; // what noise makes of it is none of its own
  return {last <= by_noise * first,
          fmt::format("||grad phi|| grew by a factor {:.4g}", last / first)};
}

/// Of the trials that share the budget, the first that diverges, or else the first that the budget
/// ended, speaks for all.
Run worst_run(const Context& context, const Instance& instance, Count budget, int trials) {
  std::vector<Run> runs(static_cast<std::size_t>(trials));
  context.each(trials, [&](int i) {
    runs[static_cast<std::size_t>(i)] = run(context, instance,
                                            {.steps = steps,
                                             .trial = static_cast<std::uint32_t>(i),
                                             .budget = budget,
                                             .may_diverge = true});
  });
  return *std::max_element(runs.begin(), runs.end(), [](const Run& a, const Run& b) {
    return std::pair(!a.diverged.empty(), a.out_of_budget) <
           std::pair(!b.diverged.empty(), b.out_of_budget);
  });
}

/// Where a solver must work, and how that is known.
struct Demand {
  bool within = false;   ///< the assumptions of every method here hold
  bool declared = false; ///< `works` names the check
};

CheckResult survive(const Context& context, const Instance& instance, Demand demand, int trials) {
  CheckResult result;
  const bool must = demand.within || demand.declared;
  try {
    // Far from what a schedule was made for, one step can cost anything.
    const unsigned patience = demand.within ? 10 : 1;
    const auto budget = static_cast<Count>(context.by_effort(300'000, 3'000'000, 30'000'000)) *
                        patience / static_cast<unsigned>(trials);
    const Run made = worst_run(context, instance, budget, trials);
    if (!made.diverged.empty()) {
      const std::string after =
          fmt::format("diverges after {} steps: {}", made.steps.size(), made.diverged);
      result = must ? finding("it " + after) : passed("it stops working here: " + after);
      result.measured = fmt::format("diverges at step {}", made.steps.size());
    } else if (made.out_of_budget && made.steps.empty() && !demand.declared) {
      const std::string nothing =
          fmt::format("its first step takes more than {} calls", assay::to_string(budget));
      result = demand.within ? inconclusive(nothing, "more calls: --effort full")
                             : not_applicable(nothing + ": nothing was seen");
    } else {
      const Progress seen = progress(instance, made);
      const std::string said =
          made.out_of_budget ? fmt::format("as far as {} calls go, {} steps: {}",
                                           assay::to_string(budget), made.steps.size(), seen.said)
                             : seen.said;
      result = demand.declared && !seen.moved ? finding("it is declared to work here; " + said)
                                              : passed(said);
      result.measured = fmt::format("{} steps", made.steps.size());
    }
  } catch (const InvalidArgument& refused) {
    const std::string said = std::string("it refuses: ") + refused.what();
    result = must ? finding(said) : passed(said);
    result.measured = "refuses";
  }
  result.claimed = must ? "works" : "nothing";
  result.instance = instance.name;
  return result;
}

bool declared_to_work(const Context& context, const std::string& name) {
  const std::vector<std::string>& works = context.subject.declared.works;
  return std::find(works.begin(), works.end(), name) != works.end();
}

Check quadratic(
    const char* name, const char* title, const Problem& problem, bool within, int trials = 1) {
  std::string law = trials == 1 ? "40 steps" : fmt::format("40 steps of {} trials", trials);
  law += within ? "" : "; a finding where `works` declares it, else only if the process breaks";
  return {std::string("stress/") + name, title, law,
          [name = std::string(name), problem, within, trials](const Context& context) {
            return survive(context, make_problem(drawn_for(context, problem)),
                           {within, declared_to_work(context, name)}, trials);
          },
          !within};
}

Check beyond(const char* name, const char* title, const char* instance) {
  return {std::string("stress/") + name, title,
          "40 steps; a finding where `works` declares it, else only if the process breaks",
          [name = std::string(name), instance](const Context& context) {
            return survive(context, make_instance(instance, 0.3),
                           {false, declared_to_work(context, name)}, 1);
          },
          true};
}

} // namespace

std::vector<Check> stress_checks() {
  const Problem noisy{.noise = "additive", .sigma = 0.3, .epsilon = 0.3};
  Problem line = noisy;
  line.dx = line.dy = 1;
  line.kappa = 1;
  Problem wide = noisy;
  wide.dx = 1;
  wide.dy = 60;
  Problem stationary = noisy;
  stationary.start = 0;
  stationary.noise = "none";
  stationary.sigma = 0;
  Problem stiff = noisy;
  stiff.kappa = 1e6;
  stiff.noise = "none";
  stiff.sigma = 0;
  Problem heavy = noisy;
  heavy.noise = "heavy";
  return {
      quadratic("one_dimension", "it works for dx = dy = 1", line, true),
      quadratic("many_lower", "it works for dy much larger than dx", wide, true),
      quadratic("stationary", "it survives a stationary start", stationary, true),
      quadratic("stiff", "what it does where kappa = 1e6", stiff, false),
      quadratic("heavy_tails", "what it does under noise without a third moment", heavy, false, 2),
      beyond("singular", "what it does where the lower level is singular", "pl"),
      beyond("unbounded", "what it does where smoothness is unbounded", "unbounded"),
  };
}

} // namespace assay::audit
