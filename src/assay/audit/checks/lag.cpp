// Is the estimate that of the point where x is? Stale points, forgotten corrections and loops that
// start elsewhere all keep the limit at rest, and show while x moves.
#include <assay/audit/limit.hpp>
#include <assay/audit/problem.hpp>
#include <assay/audit/run.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace assay::audit {
namespace {

constexpr int steps = 6;
constexpr double tolerance = 1e-4;

Problem moving(const Context& context, bool decoupled) {
  return drawn_for(context, {.kappa = 2, .decoupled = decoupled, .epsilon = 0.3});
}

/// How far each estimate is from grad phi where x was before the step, or, all of them, where it is
/// after: whichever the method shows.
double lag(const Instance& instance, const Run& made) {
  double before = 0;
  double after = 0;
  Vector<double> here(instance.facts.dx);
  Vector<double> there(instance.facts.dx);
  const Vector<double>* last = &made.started.x;
  const Vector<double>* shown = nullptr;
  for (const Recorded& step : made.steps) {
    if (shown != nullptr && step.x == *last && *step.estimate == *shown) {
      continue; // a step of y alone
    }
    shown = &*step.estimate;
    instance.model.hypergradient(*last, here);
    instance.model.hypergradient(step.x, there);
    before = std::max(before, relative(*step.estimate, here));
    after = std::max(after, relative(*step.estimate, there));
    last = &step.x;
  }
  return std::min(before, after);
}

CheckResult judged(const Context& context, Instance instance, const Parameters& inner) {
  instance.model.solution(instance.x0, instance.y0);
  Parameters set = at_limits(context, instance);
  for (const auto& [name, value] : inner.given()) {
    set = with(set, name, std::stod(value));
  }
  set = long_steps(context, instance, set);
  const Run made = run(context, instance, {.steps = steps, .set = set, .may_diverge = true});
  if (!made.whole(steps) || !made.steps[0].estimate) {
    return made.diverged.empty() ? not_applicable("it shows no estimate")
                                 : finding("it diverges: " + made.diverged);
  }
  const double away = lag(instance, made);
  CheckResult result =
      away <= tolerance
          ? passed("every estimate is the hyper-gradient at its point")
          : finding(fmt::format("while x moves the estimate is up to {:.2e} away from the "
                                "hyper-gradient: it is that of another point, or of older ones",
                                away));
  result.claimed = fmt::format("at most {:.0e}", tolerance);
  result.measured = fmt::format("{:.1e}", away);
  result.instance = instance.name;
  return result;
}

std::string why_not(const Context& context) {
  const Traits& traits = context.subject.declared.traits;
  return traits.roles.outer_step.empty() ? "no parameter is declared to be the outer step"
         : traits.momentum               ? "momentum lags by design"
         : traits.random                 ? "the estimate is random even without noise"
                                         : "";
}

/// y* is the same for every x and y starts there: whatever lags is not y.
CheckResult fixed_solution(const Context& context) {
  if (const std::string why = why_not(context); !why.empty()) {
    return not_applicable(why);
  }
  const std::string& inner = context.subject.declared.traits.roles.inner_steps;
  // y is where it belongs: a few steps do, where the schedule for noise would make millions.
  return judged(context, silent_problem(moving(context, true)),
                inner.empty() ? Parameters() : with({}, inner, 5));
}

/// y* moves with x, and inner loops are long enough to follow.
CheckResult moving_solution(const Context& context) {
  if (const std::string why = why_not(context); !why.empty()) {
    return not_applicable(why);
  }
  const Roles& roles = context.subject.declared.traits.roles;
  if (roles.inner_steps.empty() ||
      (roles.bias.empty() && roles.lambda.empty() && roles.series.empty())) {
    return not_applicable("no parameter makes the lower level exact in every step");
  }
  return judged(context, make_problem(moving(context, false)), with({}, roles.inner_steps, 200));
}

} // namespace

std::vector<Check> lag_checks() {
  return {
      {"lag/fixed_solution", "the estimate is that of the point where x is",
       "methods without momentum; y* the same for every x, y0 = y*, no noise, long steps: within "
       "1e-4 of grad phi before, or after, each of six steps",
       fixed_solution},
      {"lag/moving_solution", "it is while y* moves, where inner loops are long enough",
       "methods without momentum whose every estimate starts afresh: as before, 200 inner steps",
       moving_solution},
  };
}

} // namespace assay::audit
