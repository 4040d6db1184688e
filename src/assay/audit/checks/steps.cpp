// What x does with the estimate, and where that leads.
#include <assay/audit/limit.hpp>
#include <assay/audit/problem.hpp>
#include <assay/audit/run.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace assay::audit {
namespace {

Problem quiet(const Context& context, double epsilon) {
  Problem problem = drawn_for(context, {.epsilon = epsilon});
  if (context.subject.declared.traits.random) {
    problem.kappa = 2;
  }
  return problem;
}

/// Every move goes against the estimate, shown after the move or (by methods that estimate after
/// they move) before it.
CheckResult direction(const Context& context) {
  if (context.subject.declared.traits.estimates_ahead) {
    return not_applicable("what it shows is the estimate for the next step");
  }
  const Problem problem = quiet(context, 0.3);
  const Instance instance = silent_problem(problem);
  // Long steps: what x moves along must show, although estimates hardly change in short ones.
  const Run made = run(context, instance, {.steps = 6, .set = long_steps(context, instance)});
  if (made.steps.empty() || !made.steps[0].estimate) {
    return not_applicable("it shows no estimate");
  }
  double after = 1; // the least cosine, if the estimate is shown after its move
  double before = 1;
  const Recorded* last = &made.started;
  for (const Recorded& step : made.steps) {
    const Vector<double> move = last->x - step.x;
    if (move.norm() == 0) { // a step of y alone
      last = &step;
      continue;
    }
    if (move.norm() <= 1e-9 * (1 + step.x.norm())) {
      break; // it has arrived
    }
    after = std::min(after, cosine(move, *step.estimate));
    before = std::min(before, last->estimate && last->estimate->size() == move.size()
                                  ? cosine(move, *last->estimate)
                                  : -1.0);
    last = &step;
  }
  const double best = std::max(after, before);
  CheckResult result =
      best > 1 - 1e-6
          ? passed("every move goes straight against the estimate")
          : finding(fmt::format("a move and its estimate make an angle of {:.1f} degrees: x moves "
                                "along something else",
                                std::acos(std::clamp(best, -1.0, 1.0)) * 57.29578));
  result.measured = fmt::format("cosine {:.6f}", best);
  result.claimed = "cosine 1";
  result.instance = to_string(problem);
  return result;
}

/// From y0 = y*(x0), a method that computes its linear system afresh starts where it ends: what its
/// first estimate lacks or has too much of comes from how its memory starts.
CheckResult first_estimate(const Context& context) {
  const Traits& traits = context.subject.declared.traits;
  if (traits.roles.series.empty() || traits.roles.outer_step.empty() || traits.random) {
    return not_applicable("the first estimate depends on more than its memory");
  }
  const Problem problem = quiet(context, 0.3);
  Instance instance = silent_problem(problem);
  instance.model.solution(instance.x0, instance.y0);
  const Parameters set = at_limits(context, instance);
  const Run made =
      run(context, instance, {.steps = 1, .set = with(set, traits.roles.outer_step, held_step)});
  if (made.steps.empty() || !made.steps[0].estimate) {
    return not_applicable("it shows no estimate");
  }
  Vector<double> truth(problem.dx);
  instance.model.hypergradient(instance.x0, truth);
  const double away = relative(*made.steps[0].estimate, truth);
  CheckResult result =
      away <= 1e-6 ? passed("the first estimate, from y0 = y*, is the hyper-gradient")
                   : finding(fmt::format("from y0 = y* the first estimate is off by {:.2e}, and "
                                         "{:.3g} of the hyper-gradient's length: its memory starts "
                                         "wrong",
                                         away, made.steps[0].estimate->norm() / truth.norm()));
  result.claimed = "at most 1e-6";
  result.measured = fmt::format("{:.1e}", away);
  result.instance = to_string(problem);
  return result;
}

/// Normalised: every step has the declared length. Else the first step is the step times the
/// estimate.
CheckResult length(const Context& context) {
  const Traits& traits = context.subject.declared.traits;
  if (traits.roles.outer_step.empty() || !traits.normalised) {
    return not_applicable("steps of one length are not declared");
  }
  const Problem problem = quiet(context, 0.3);
  const double eta = 0.01;
  const Run made = run(context, make_problem(problem),
                       {.steps = 6, .set = with({}, traits.roles.outer_step, eta)});
  Vector<double> before = made.started.x;
  for (std::size_t t = 0; t < made.steps.size(); ++t) {
    const double length = (made.steps[t].x - before).norm();
    before = made.steps[t].x;
    if (std::abs(length / eta - 1) > 1e-6) {
      CheckResult result =
          finding(fmt::format("step {} has length {:.6g} where {} = {}: it is not normalised",
                              t + 1, length, traits.roles.outer_step, eta));
      result.instance = to_string(problem);
      return result;
    }
  }
  return passed("every step has the length of the outer step");
}

/// The first move that is one: methods may begin with steps of y.
double first_move(const Run& made) {
  for (const Recorded& step : made.steps) {
    if (step.x != made.started.x) {
      return (step.x - made.started.x).norm();
    }
  }
  return 0;
}

/// Twice the outer step, twice the first move.
CheckResult scaling(const Context& context) {
  const Traits& traits = context.subject.declared.traits;
  if (traits.roles.outer_step.empty()) {
    return not_applicable("no parameter is declared to be the outer step");
  }
  const Problem problem = quiet(context, 0.3);
  const Instance instance = make_problem(problem);
  const double step = 1e-4 / instance.facts.smoothness;
  std::vector<double> moves;
  for (const double factor : {1.0, 2.0}) {
    const Run made =
        run(context, instance,
            {.steps = patience, .set = with({}, traits.roles.outer_step, factor * step)});
    moves.push_back(first_move(made));
  }
  const double ratio = moves[0] > 0 ? moves[1] / moves[0] : 0;
  CheckResult result =
      std::abs(ratio - 2) <= 1e-6
          ? passed("the first move is proportional to the outer step")
          : finding(fmt::format("twice the outer step makes the first move {:.4g} times as long",
                                ratio));
  result.claimed = "2";
  result.measured = fmt::format("{:.6g}", ratio);
  result.instance = to_string(problem);
  return result;
}

/// On a strongly convex phi, without noise, the schedule for epsilon reaches epsilon.
CheckResult converges(const Context& context) {
  const Problem problem = quiet(context, 0.2);
  const Instance instance = make_problem(problem);
  const int most = context.by_effort(2000, 20000, 200000);
  Oracle oracle(instance, {.seed = context.seed});
  AnySolver solver = solver_for(context, instance.facts, {});
  Vector<double> gradient(problem.dx);
  instance.model.hypergradient(instance.x0, gradient);
  const double first = gradient.norm();
  double least = first;
  int t = 0;
  CheckResult result;
  try {
    start(solver, oracle);
    for (; t < most && least > problem.epsilon; ++t) {
      step(solver, oracle, t + 1);
      instance.model.hypergradient(solver.x(), gradient);
      least = std::min(least, gradient.norm());
    }
    if (least <= problem.epsilon) {
      result = passed(fmt::format("||grad phi|| <= {} after {} steps", problem.epsilon, t));
    } else if (gradient.norm() > 2 * first) {
      result = finding(fmt::format("||grad phi|| grew from {:.3g} to {:.3g} in {} steps", first,
                                   gradient.norm(), t));
    } else {
      result = inconclusive(fmt::format("||grad phi|| fell from {:.3g} to {:.3g} in {} steps, and "
                                        "{} was asked",
                                        first, least, t, problem.epsilon),
                            "more steps: --effort full");
      // A run that stands still well before the end will not get there.
      const Vector<double> x = solver.x();
      for (int more = 0; more < most / 10; ++more) {
        step(solver, oracle, most + more + 1);
      }
      if ((solver.x() - x).norm() <= 1e-9 * (1 + x.norm())) {
        result = finding(fmt::format("x stands still where ||grad phi|| = {:.3g}, and {} was asked",
                                     least, problem.epsilon));
      }
    }
  } catch (const Diverged& diverged) {
    result = finding("it diverges: " + diverged.what);
  }
  result.claimed = fmt::format("{}", problem.epsilon);
  result.measured = fmt::format("{:.3g}", least);
  result.instance = to_string(problem);
  return result;
}

/// The lower variable follows y*: without noise and x held, it tends to it.
CheckResult lower_level(const Context& context) {
  const Traits& traits = context.subject.declared.traits;
  if (traits.roles.outer_step.empty() || traits.single_level) {
    return not_applicable("x cannot be held, or the method has one level");
  }
  const Problem problem = quiet(context, 0.1);
  const Instance instance = make_problem(problem);
  const Parameters set = with(at_limits(context, instance), traits.roles.outer_step, held_step);
  Vector<double> best(problem.dy);
  instance.model.solution(instance.x0, best);
  const int most = context.by_effort(400, 2000, 8000);
  double away = 1;
  double before = 1;
  for (int steps = most / 16; steps <= most; steps *= 2) { // fewer do for most methods
    const Run made = run(context, instance, {.steps = steps, .set = set});
    if (made.steps.empty() || !made.steps.back().y) {
      return not_applicable("it shows no lower variable");
    }
    away = relative(*made.steps.back().y, best);
    before = relative(*made.steps[made.steps.size() / 2].y, best);
    if (std::max(away, before) <= 1e-3) {
      break;
    }
  }
  CheckResult result =
      away <= 1e-3 ? passed("y tends to y*(x)")
      : away < 0.5 * before
          ? inconclusive("y still moves towards y*(x)", "more steps: --effort full")
          : finding(fmt::format("y stays {:.2e} away from y*(x)", away));
  result.claimed = "at most 1e-3";
  result.measured = fmt::format("{:.1e}", away);
  result.instance = to_string(problem);
  return result;
}

} // namespace

std::vector<Check> step_checks() {
  return {
      {"steps/direction", "every move goes against the estimate",
       "six steps without noise: cosines within 1e-6 of 1", direction},
      {"steps/scaling", "twice the outer step, twice the first move", "without noise, to 1e-6",
       scaling},
      {"steps/first_estimate", "from y0 = y* the first estimate is the hyper-gradient",
       "methods with a series; without noise, x held, within 1e-6", first_estimate},
      {"steps/length", "normalised steps have the length of the outer step",
       "outer step 0.01, six steps, to 1e-6", length},
      {"steps/lower_level", "y tends to y*(x) while x is held", "without noise, within 1e-3",
       lower_level},
      {"steps/converges", "the schedule for epsilon reaches epsilon",
       "epsilon = 0.2, without noise, phi strongly convex", converges},
  };
}

} // namespace assay::audit
