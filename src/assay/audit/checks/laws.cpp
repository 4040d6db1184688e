// Metamorphic laws: the same problem in other words gives the same trajectory in other words.
#include <assay/audit/limit.hpp>
#include <assay/audit/problem.hpp>
#include <assay/audit/run.hpp>
#include <assay/audit/sample_statistics.hpp>
#include <assay/audit/transformed.hpp>
#include <assay/audit/units.hpp>

#include <fmt/format.h>

namespace assay::audit {
namespace {

constexpr int steps = 6;
/// Rounding, amplified by the 1/nu of finite differences and by loops run in another order.
constexpr double tolerance = 1e-5;

Problem quiet(const Context& context) { return drawn_for(context, {.epsilon = 0.3}); }

std::string exploded(const Run& run) {
  return run.diverged.empty() ? "" : "it diverges: " + run.diverged;
}

/// `becomes`: what x of the plain problem is in the changed one.
CheckResult compared(const Run& plain,
                     const Run& varied,
                     const std::function<Vector<double>(const Vector<double>&)>& becomes) {
  if (!plain.whole(steps)) {
    return inconclusive("it does not make six steps", "a solver that does");
  }
  if (!varied.whole(steps)) {
    return finding("it does not make six steps on the changed problem " + exploded(varied));
  }
  double away = 0;
  for (std::size_t t = 0; t < plain.steps.size(); ++t) {
    away = std::max(away, relative(varied.steps[t].x, becomes(plain.steps[t].x)));
  }
  CheckResult result = away <= tolerance
                           ? passed("the trajectory is carried along")
                           : finding(fmt::format("the trajectory differs by {:.2e} within six "
                                                 "steps",
                                                 away));
  result.claimed = fmt::format("at most {:.0e}", tolerance);
  result.measured = fmt::format("{:.1e}", away);
  return result;
}

CheckResult compare(const Context& context,
                    const Problem& problem,
                    const Change& change,
                    const std::function<Instance(const Instance&)>& vary) {
  const Instance instance = make_problem(problem);
  // A schedule's own steps may be too short for anything to show.
  const Parameters set = long_steps(context, instance);
  return compared(run(context, instance, {.steps = steps, .set = set}),
                  run(context, vary(instance), {.steps = steps, .set = set, .may_diverge = true}),
                  [&](const Vector<double>& x) { return changed_x(change, x); });
}

CheckResult smallest(const Context& context,
                     const std::function<CheckResult(const Problem&)>& look) {
  Problem problem = quiet(context);
  CheckResult result = look(problem);
  if (result.outcome == Outcome::finding) {
    problem = smallest_failing(
        problem, [&](const Problem& smaller) { return look(smaller).outcome == Outcome::finding; });
  }
  result.instance = to_string(problem);
  return result;
}

Check law(const std::string& name,
          const std::string& title,
          const std::function<Change(const Problem&)>& make) {
  return {"laws/" + name, title, "without noise, x of six long steps within 1e-5",
          [make](const Context& context) {
            return smallest(context, [&](const Problem& problem) {
              const Change change = make(problem);
              return compare(context, problem, change,
                             [&](const Instance& instance) { return changed(instance, change); });
            });
          }};
}

/// 1, 2, ..., n - 1, 0.
std::vector<int> shifted(int n) {
  std::vector<int> order(static_cast<std::size_t>(n));
  for (int i = 0; i < n; ++i) {
    order[static_cast<std::size_t>(i)] = (i + 1) % n;
  }
  return order;
}

Change turned(const Problem& problem) {
  return {.x = std::make_shared<const Rotation>(problem.dx, problem.number),
          .y = std::make_shared<const Rotation>(problem.dy, problem.number + 1)};
}

/// Noise that is the same in all directions: with it a turned problem turns the law of the
/// trajectory. Pairs of independent runs, one of either problem, whose difference has the mean 0.
CheckResult in_law(const Context& context) {
  Problem problem = quiet(context);
  problem.kappa = 2;
  problem.noise = "additive";
  problem.sigma = 0.5;
  problem.products = 0.1;
  problem.epsilon = 1;
  const Instance instance = make_problem(problem);
  const Change change = turned(problem);
  const Instance other = changed(instance, change);
  const Parameters set = long_steps(context, instance);
  std::vector<Vector<double>> away(static_cast<std::size_t>(context.by_effort(64, 256, 2048)));
  context.each(static_cast<int>(away.size()), [&](int i) {
    const auto trial = 2 * static_cast<std::uint32_t>(i);
    const Run plain = run(context, instance, {.steps = steps, .set = set, .trial = trial});
    const Run varied = run(context, other, {.steps = steps, .set = set, .trial = trial + 1});
    if (!plain.whole(steps) || !varied.whole(steps)) {
      throw Diverged{exploded(plain) + exploded(varied)};
    }
    away[static_cast<std::size_t>(i)] =
        varied.steps.back().x - changed_x(change, plain.steps.back().x);
  });
  const Vector<double> none = Vector<double>::Zero(problem.dx);
  const double p = mean_p_value(away, none);
  CheckResult result =
      p < 1e-5 ? finding(fmt::format("under noise x of step {} has another mean where the axes are "
                                     "turned, by {:.2e}",
                                     steps, mean_of(away).norm()))
               : passed("turning the axes turns the mean of the trajectory under noise");
  result.p_value = p;
  result.claimed = "0";
  result.measured = fmt::format("{:.1e}", mean_of(away).norm());
  result.instance = to_string(problem);
  return result;
}

CheckResult idle_copy(const Context& context) {
  return smallest(context, [&](const Problem& problem) {
    return compare(context, problem, {}, with_idle_copy);
  });
}

/// The parameters whose units are declared.
Parameters parameters_in(const Units& units, const Declaration& declared) {
  Parameters set;
  for (const Parameter& parameter : declared.parameters) {
    const auto unit = declared.units.find(parameter.name);
    if (unit != declared.units.end()) {
      const Parameters own(
          std::map<std::string, std::string>{{parameter.name, parameter.standard}});
      set = with(set, parameter.name, own.number(parameter.name, 0) * unit->second.factor(units));
    }
  }
  return set;
}

/// The trajectory in other units. Powers of two, so that what is covariant is exact but for roots
/// and logarithms; with constants of noise as well, although none is drawn.
CheckResult rescaling(const Context& context, const std::vector<Units>& all) {
  const Declaration& declared = context.subject.declared;
  if (!declared.from_constants && declared.units.empty()) {
    return not_applicable("neither are its steps declared to come from the problem's constants, "
                          "nor the units of its parameters");
  }
  Problem problem = quiet(context);
  CheckResult result;
  for (const double epsilon : {problem.epsilon, 1.0}) {
    problem.epsilon = epsilon;
    const Instance instance = epsilon < 1 ? make_problem(problem) : silent_problem(problem);
    const Run plain = run(context, instance, {.steps = steps, .set = parameters_in({}, declared)});
    for (const Units& units : all) {
      const Run varied =
          run(context, in_units(instance, data_of(problem), units),
              {.steps = steps, .set = parameters_in(units, declared), .may_diverge = true});
      result = compared(plain, varied, [&](const Vector<double>& x) { return x / units.x; });
      result.instance = to_string(problem) + ", " + to_string(units);
      if (result.outcome != Outcome::passed) {
        return result;
      }
    }
  }
  return result;
}

Check rescaled(const char* name, const char* title, const std::vector<Units>& units) {
  return {std::string("laws/") + name, title,
          "declared as from_constants, or with [units]; constants with and without those of noise, "
          "no noise, units changed by powers of two; x of six steps within 1e-5",
          [units](const Context& context) { return rescaling(context, units); }};
}

/// f plus c'x moves the first direction, and so the estimate, by c.
CheckResult linear_term(const Context& context) {
  const Problem problem = quiet(context);
  const Instance instance = make_problem(problem);
  const Change change{.slope = 0.5};
  const std::string& outer = context.subject.declared.traits.roles.outer_step;
  const Parameters held = outer.empty() ? Parameters() : with({}, outer, held_step);
  const Run plain = run(context, instance, {.steps = 1, .set = held});
  const Run varied = run(context, changed(instance, change), {.steps = 1, .set = held});
  if (plain.steps.empty() || !plain.steps[0].estimate || varied.steps.empty()) {
    return not_applicable("it shows no estimate");
  }
  const Vector<double> moved = *varied.steps[0].estimate - *plain.steps[0].estimate;
  const double away = relative(moved, Vector<double>::Constant(problem.dx, change.slope));
  CheckResult result =
      away <= tolerance
          ? passed("grad_x f enters with weight 1")
          : finding(fmt::format("adding c'x to f must move the estimate by c, and moves it by "
                                "{:.3g} c",
                                moved.mean() / change.slope));
  result.instance = to_string(problem);
  result.measured = fmt::format("{:.1e}", away);
  result.claimed = fmt::format("at most {:.0e}", tolerance);
  return result;
}

} // namespace

std::vector<Check> law_checks() {
  return {
      law("function_of_x", "adding a function of x to g changes nothing",
          [](const Problem&) { return Change{.added = 0.7}; }),
      law("translation_y", "moving the origin of y changes nothing",
          [](const Problem&) { return Change{.shift_y = 0.8}; }),
      law("translation_x", "moving the origin of x moves the trajectory along",
          [](const Problem&) { return Change{.shift_x = 0.6}; }),
      law("rotation_y", "turning the axes of y changes nothing",
          [](const Problem& p) {
            return Change{.y = std::make_shared<const Rotation>(p.dy, p.number)};
          }),
      law("rotation_x", "turning the axes of x turns the trajectory",
          [](const Problem& p) {
            return Change{.x = std::make_shared<const Rotation>(p.dx, p.number)};
          }),
      law("permutation", "numbering x and y otherwise changes nothing",
          [](const Problem& p) {
            return Change{.order_x = shifted(p.dx), .order_y = shifted(p.dy)};
          }),
      {"laws/in_law", "turning the axes turns the law of the trajectory under noise",
       "Gaussian noise, the same in all directions; x of six long steps, means over 64 pairs of "
       "runs, Hotelling's test",
       in_law},
      {"laws/idle_copy", "a lower variable that f does not see changes nothing",
       "a copy of y that enters g alone; without noise, x of six long steps within 1e-5",
       idle_copy},
      rescaled("rescaling",
               "other units of x and of y, f and g times one number, change nothing but units",
               {{.x = 4}, {.y = 4}, {.f = 4, .g = 4}, {.x = 2, .y = 8, .f = 0.25, .g = 0.25}}),
      rescaled("rescaling_levels", "g times a number, or f, changes nothing but units",
               {{.g = 8}, {.f = 8}}),
      {"laws/linear_term", "adding c'x to f moves the hyper-gradient estimate by c",
       "the first estimate, within 1e-5", linear_term},
  };
}

} // namespace assay::audit
