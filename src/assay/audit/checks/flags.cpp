// Flags that leave checks out: whoever declares one is held to it, where a test can refute it.
#include <assay/audit/limit.hpp>
#include <assay/audit/problem.hpp>
#include <assay/audit/run.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace assay::audit {
namespace {

/// What became of one flag.
struct Seen {
  enum class As { refuted, kept, on_trust } as = As::kept;
  std::string what; ///< one clause
};

using As = Seen::As;

Problem silent(const Context& context) { return drawn_for(context, {.kappa = 2, .epsilon = 0.3}); }

/// Without noise all that is left to differ between two seeds is the solver's own randomness.
Seen random(const Context& context) {
  const Instance instance = silent_problem(silent(context));
  constexpr int steps = 40; // a choice that is rarely made shows in one of them
  const Run first = run(context, instance, {.steps = steps});
  const Run second = run(context, instance, {.steps = steps, .trial = 1});
  return first_difference(first, second).empty()
             ? Seen{As::refuted, "it declares random, and two seeds do the same without noise"}
             : Seen{As::kept, "random: without noise two seeds differ"};
}

/// One that minimises f(., y0) has no question about g.
Seen single_level(const Context& context) {
  Problem problem = silent(context);
  problem.noise = "additive";
  problem.sigma = 0.3;
  const Run made = run(context, make_problem(problem), {.steps = 8});
  for (const Call kind : {Call::gx, Call::gy, Call::hvp, Call::jvp}) {
    if (!made.steps.empty() && made.steps.back().counters[kind] > 0) {
      return {As::refuted, fmt::format("it declares single_level, and asks {}",
                                       kind_names[static_cast<std::size_t>(kind)])};
    }
  }
  return {As::kept, "single_level: it asks nothing about g"};
}

/// Shown after a step, an estimate for the next one is along that move. One that is along the move
/// just made, and not along the next, is none.
Seen estimates_ahead(const Context& context) {
  if (context.subject.declared.traits.random) {
    return {As::on_trust, "estimates_ahead is taken on trust: the estimate is random"};
  }
  const Instance instance = silent_problem(silent(context));
  const Run made = run(context, instance, {.steps = 6, .set = long_steps(context, instance)});
  double made_move = 1; // the least cosines
  double next_move = 1;
  int moves = 0;
  const Recorded* last = &made.started;
  for (const Recorded& step : made.steps) {
    const Vector<double> move = last->x - step.x;
    if (!step.estimate || move.norm() <= 1e-9 * (1 + step.x.norm())) {
      break;
    }
    made_move = std::min(made_move, cosine(move, *step.estimate));
    const bool shown = last != &made.started && last->estimate.has_value();
    next_move = shown ? std::min(next_move, cosine(move, *last->estimate)) : next_move;
    last = &step;
    ++moves;
  }
  constexpr double along = 1 - 1e-6;
  if (moves < 2) {
    return {As::on_trust, "estimates_ahead is taken on trust: too few moves show an estimate"};
  }
  if (next_move > along) {
    return {As::kept, "estimates_ahead: every move is along the estimate shown before it"};
  }
  return made_move > along
             ? Seen{As::refuted, "it declares estimates_ahead, and each estimate is that of the "
                                 "move before it"}
             : Seen{As::on_trust, "estimates_ahead is taken on trust: its moves are along neither "
                                  "estimate"};
}

/// The largest distance of an estimate to grad phi where x was before, and where it is after.
double lag(const Instance& instance, const Run& made) {
  double before = 0;
  double after = 0;
  Vector<double> truth(instance.facts.dx);
  const Vector<double>* last = &made.started.x;
  for (const Recorded& step : made.steps) {
    instance.model.hypergradient(*last, truth);
    before = std::max(before, relative(*step.estimate, truth));
    instance.model.hypergradient(step.x, truth);
    after = std::max(after, relative(*step.estimate, truth));
    last = &step.x;
  }
  return std::min(before, after);
}

/// y* is the same for every x and y starts there: a moving average lags while x moves, and what it
/// averages does not.
Seen momentum(const Context& context) {
  const Traits& traits = context.subject.declared.traits;
  if (traits.roles.outer_step.empty() || traits.random || traits.corrected) {
    return {As::on_trust,
            "momentum is taken on trust: no long steps, or an estimate that is random "
            "or corrected"};
  }
  Problem problem = silent(context);
  problem.decoupled = true;
  Instance instance = silent_problem(problem);
  instance.model.solution(instance.x0, instance.y0);
  const std::string& inner = traits.roles.inner_steps;
  const Parameters set = at_limits(context, instance);
  const Run made =
      run(context, instance,
          {.steps = 6,
           .set = long_steps(context, instance, inner.empty() ? set : with(set, inner, 5))});
  if (made.steps.empty() || !made.steps[0].estimate) {
    return {As::on_trust, "momentum is taken on trust: it shows no estimate"};
  }
  const double away = lag(instance, made);
  constexpr double follows = 1e-4; // what lag/fixed_solution asks of methods without momentum
  return away <= follows
             ? Seen{As::refuted,
                    fmt::format("it declares momentum, and its estimate is within "
                                "{:.1e} of grad phi while x moves: it averages nothing",
                                away)}
             : Seen{As::kept, fmt::format("momentum: the estimate lags by {:.1e}", away)};
}

CheckResult flags(const Context& context) {
  const Traits& traits = context.subject.declared.traits;
  std::vector<Seen> all;
  for (const auto& [declared, test] :
       {std::pair(traits.random, &random), std::pair(traits.single_level, &single_level),
        std::pair(traits.estimates_ahead, &estimates_ahead),
        std::pair(traits.momentum, &momentum)}) {
    if (declared) {
      all.push_back(test(context));
    }
  }
  std::string refuted;
  std::string rest;
  bool tested = false;
  for (const Seen& seen : all) {
    std::string& said = seen.as == As::refuted ? refuted : rest;
    said += (said.empty() ? "" : "; ") + seen.what;
    tested = tested || seen.as != As::on_trust;
  }
  CheckResult result = all.empty()        ? not_applicable("no flag that leaves checks out is "
                                                                  "declared")
                       : !refuted.empty() ? finding(refuted)
                       : tested           ? passed(rest)
                                          : not_applicable(rest);
  result.instance = all.empty() ? "" : to_string(silent(context));
  return result;
}

} // namespace

std::vector<Check> flag_checks() {
  return {{"contract/flags", "flags that leave checks out are as declared",
           "without noise: random by two seeds, momentum by its lag, estimates_ahead by the moves; "
           "single_level by its calls; corrected and finite_sum have checks of their own",
           flags}};
}

} // namespace assay::audit
