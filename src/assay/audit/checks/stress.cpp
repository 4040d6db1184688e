// Where it stops working. Within strong convexity and bounded variance that is a finding; beyond,
// it is reported.
#include <assay/audit/problem.hpp>
#include <assay/audit/run.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace assay::audit {
namespace {

constexpr int steps = 40;

/// `within`: do the assumptions of every method here hold? `trials` share the budget.
CheckResult survive(const Context& context, const Instance& instance, bool within, int trials = 1) {
  CheckResult result;
  try {
    // Far from what a schedule was made for, one step can cost anything.
    const auto budget = static_cast<Count>(context.by_effort(300'000, 3'000'000, 30'000'000)) /
                        static_cast<unsigned>(trials);
    std::vector<Run> runs(static_cast<std::size_t>(trials));
    context.each(trials, [&](int i) {
      runs[static_cast<std::size_t>(i)] = run(context, instance,
                                              {.steps = steps,
                                               .trial = static_cast<std::uint32_t>(i),
                                               .budget = budget,
                                               .may_diverge = true});
    });
    // The first that diverges, or else the first that the budget ended, speaks for all.
    const auto made = std::max_element(runs.begin(), runs.end(), [](const Run& a, const Run& b) {
      return std::pair(!a.diverged.empty(), a.out_of_budget) <
             std::pair(!b.diverged.empty(), b.out_of_budget);
    });
    const std::string after = fmt::format("after {} steps: {}", made->steps.size(), made->diverged);
    result = !made->diverged.empty() ? (within ? finding("it diverges " + after)
                                               : passed("it stops working here: diverges " + after))
             : made->out_of_budget
                 ? passed(fmt::format("it works as far as {} calls go, {} steps",
                                      assay::to_string(budget), made->steps.size()))
                 : passed("it works");
  } catch (const InvalidArgument& refused) {
    result = within ? finding(std::string("it refuses: ") + refused.what())
                    : passed(std::string("it refuses: ") + refused.what());
  }
  result.instance = instance.name;
  return result;
}

Check quadratic(const char* name, const char* title, Problem problem, bool within, int trials = 1) {
  std::string law = trials == 1 ? "40 steps" : fmt::format("40 steps of {} trials", trials);
  law += within ? "" : "; a finding only if the process breaks";
  return {std::string("stress/") + name, title, law,
          [problem, within, trials](const Context& context) {
            Problem own = problem;
            own.number = context.number;
            own.upper_only = context.subject.declared.traits.single_level;
            return survive(context, make_problem(own), within, trials);
          },
          !within};
}

Check beyond(const char* name, const char* title, const char* instance) {
  return {std::string("stress/") + name, title, "40 steps; a finding only if the process breaks",
          [instance](const Context& context) {
            return survive(context, make_instance(instance, 0.3), false);
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
