// Where it stops working. Within strong convexity and bounded variance that is a finding; beyond,
// it is reported.
#include <assay/audit/problem.hpp>
#include <assay/audit/run.hpp>

#include <fmt/format.h>

namespace assay::audit {
namespace {

constexpr int steps = 40;

/// `within`: do the assumptions of every method here hold?
CheckResult survive(const Context& context, const Instance& instance, bool within) {
  CheckResult result;
  try {
    // Far from what a schedule was made for, one step can cost anything.
    const auto budget = static_cast<Count>(context.by_effort(300'000, 3'000'000, 30'000'000));
    const Run made = run(context, instance, {.steps = steps, .budget = budget});
    const std::string after = fmt::format("after {} steps: {}", made.steps.size(), made.diverged);
    result = made.out_of_budget ? passed(fmt::format("it works as far as {} calls go, {} steps",
                                                     assay::to_string(budget), made.steps.size()))
             : made.diverged.empty() ? passed("it works")
             : within                ? finding("it diverges " + after)
                                     : passed("it stops working here: diverges " + after);
  } catch (const InvalidArgument& refused) {
    result = within ? finding(std::string("it refuses: ") + refused.what())
                    : passed(std::string("it refuses: ") + refused.what());
  }
  result.instance = instance.name;
  return result;
}

Check quadratic(const char* name, const char* title, Problem problem, bool within) {
  return {std::string("stress/") + name, title,
          within ? "40 steps" : "40 steps; a finding only if the process breaks",
          [problem, within](const Context& context) {
            Problem own = problem;
            own.upper_only = context.subject.declared.traits.single_level;
            return survive(context, make_problem(own), within);
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
      quadratic("heavy_tails", "what it does under noise without a third moment", heavy, false),
      beyond("singular", "what it does where the lower level is singular", "degenerate"),
      beyond("unbounded", "what it does where smoothness is unbounded", "unbounded"),
  };
}

} // namespace assay::audit
