// From iterates alone: where x and y come to rest without noise, for solvers that show no estimate
// as well as for those whose shown estimate is not what they use.
#include <assay/audit/bias_ladder.hpp>
#include <assay/audit/limit.hpp>
#include <assay/audit/problem.hpp>
#include <assay/audit/run.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace assay::audit {
namespace {

using Read = std::function<const Vector<double>*(const AnySolver&)>;

const std::string not_shown = "it is not shown";

/// Where something of a run comes to rest.
struct Rest {
  Vector<double> x, value;
  std::string why_not; ///< not empty: it does not, or is not shown
};

/// Runs until, in the second half of all steps, the value has moved by less than `share` of what it
/// moved in the first, `from` where it started: of a sequence that converges, what is left then is
/// less. Throws Diverged.
Rest at_rest(const Context& context,
             const Instance& instance,
             const Parameters& set,
             double share,
             const Vector<double>& from,
             const Read& read) {
  const int most = context.by_effort(20'000, 200'000, 2'000'000);
  Oracle oracle(instance, {.seed = context.seed});
  AnySolver solver = solver_for(context, instance.facts, {.set = set});
  Rest rest{.x = instance.x0, .value = from, .why_not = {}};
  start(solver, oracle);
  for (int t = 1, look = 8; t <= most; ++t) {
    step(solver, oracle, t);
    if (t < look) {
      continue;
    }
    const Vector<double>* now = read(solver);
    if (now == nullptr) {
      return {.why_not = not_shown};
    }
    const Vector<double> before = std::exchange(rest.value, *now);
    rest.x = solver.x();
    if (look > 8 && (*now - before).norm() <= share * (before - from).norm()) {
      return rest;
    }
    look *= 2;
  }
  rest.why_not = fmt::format("it has not come to rest after {} steps", most);
  return rest;
}

/// Inner loops that are as good as endless where kappa = 2.
Parameters long_loops(const Context& context, const Parameters& set) {
  const std::string& inner = context.subject.declared.traits.roles.inner_steps;
  return inner.empty() ? set : with(set, inner, 200);
}

/// Steps of one length never come to rest: in one dimension they end up going to and fro around
/// the point where they would. A run that starts half-way between its predecessor's last two, with
/// half the length, closes in on it.
Rest by_halving(const Context& context,
                Instance instance,
                const Parameters& set,
                double tolerance) {
  const Traits& traits = context.subject.declared.traits;
  // Six arrive where inner loops are long; y that is carried along, or momentum, takes longer.
  const std::size_t steps = traits.roles.inner_steps.empty() || traits.momentum ? 200 : 6;
  double length = 1;
  while (length > tolerance) {
    instance.model.solution(instance.x0, instance.y0);
    const Run made =
        run(context, instance,
            {.steps = static_cast<int>(steps), .set = with(set, traits.roles.outer_step, length)});
    instance.x0 = 0.5 * (made.steps[steps - 1].x + made.steps[steps - 2].x);
    length /= 2;
  }
  return {.x = instance.x0, .value = instance.x0, .why_not = {}};
}

/// Where x comes to rest ||grad phi|| is the bias of whatever moves x, estimate or none: its slope
/// in nu is the order.
CheckResult order(const Context& context) {
  if (const std::string why = no_bias(context); !why.empty()) {
    return not_applicable(why);
  }
  const Traits& traits = context.subject.declared.traits;
  if (traits.normalised && traits.roles.outer_step.empty()) {
    return not_applicable("steps of one length that cannot be set do not come to rest");
  }
  Problem problem{.kappa = 2, .number = context.number};
  problem.dx = traits.normalised ? 1 : problem.dx;
  const Instance instance = make_problem(problem);
  Vector<double> gradient(problem.dx);
  instance.model.hypergradient(instance.x0, gradient);
  const double scale = 1 + gradient.norm();
  const BiasLadder ladder = climb(context, instance, [&](const Parameters& set, double nu) {
    const double floor = difference_rounding(nu);
    const Rest rest = traits.normalised
                          ? by_halving(context, instance, long_loops(context, set), floor)
                          : at_rest(context, instance, set, floor, instance.x0,
                                    [](const AnySolver& s) { return &s.x(); });
    if (rest.why_not.empty()) {
      instance.model.hypergradient(rest.x, gradient);
    }
    return Rung{.error = gradient.norm() / scale, .floor = floor, .why_not = rest.why_not};
  });
  const std::size_t rungs = ladder.log_nu.size();
  CheckResult result = ladder.why_not.empty() || rungs >= least_rungs
                           ? judge_order(context, ladder)
                           : inconclusive(fmt::format("x at nu number {} of its ladder: {}",
                                                      rungs + 1, ladder.why_not),
                                          "more steps: --effort full");
  result.instance = to_string(problem);
  return result;
}

/// Where x comes to rest, series at their limit, ||grad phi|| is 0, or what the schedule for
/// epsilon leaves of a bias that no parameter is declared to drive.
CheckResult rest(const Context& context) {
  const Traits& traits = context.subject.declared.traits;
  if (no_bias(context).empty()) {
    return not_applicable("blackbox/order looks, at more than one nu");
  }
  if (traits.random ||
      (traits.normalised && (traits.momentum || traits.roles.outer_step.empty()))) {
    return not_applicable("x does not come to rest: its estimate is random, or its steps have one "
                          "length and momentum");
  }
  Problem problem{.kappa = 2, .number = context.number};
  problem.dx = traits.normalised ? 1 : problem.dx;
  problem.upper_only = traits.single_level;
  const Instance instance = make_problem(problem);
  const Parameters set = at_limits(context, instance);
  const Rest at = traits.normalised ? by_halving(context, instance, long_loops(context, set), 1e-6)
                                    : at_rest(context, instance, set, 1e-6, instance.x0,
                                              [](const AnySolver& s) { return &s.x(); });
  Vector<double> first(problem.dx);
  Vector<double> last(problem.dx);
  instance.model.hypergradient(instance.x0, first);
  instance.model.hypergradient(at.x, last);
  CheckResult result =
      last.norm() <= problem.epsilon ? passed("where x comes to rest grad phi vanishes")
      : !at.why_not.empty()          ? inconclusive("x: " + at.why_not, "more steps: --effort full")
                                     : finding(fmt::format("x comes to rest where ||grad phi|| is "
                                                                    "{:.2e} of what it was",
                                                           last.norm() / first.norm()));
  result.claimed = fmt::format("at most {}", problem.epsilon);
  result.measured = fmt::format("{:.1e}", last.norm());
  result.instance = to_string(problem);
  return result;
}

/// grad_y g + c nu grad_y f at (x, y), c by least squares, and what is left.
struct Residual {
  double nu = 0, c = 0, left = 0;
};

Residual residual_at(const Instance& instance, const Rest& at, double nu) {
  Vector<double> push(instance.facts.dy);
  Vector<double> pull(instance.facts.dy);
  instance.model.grad_y_g(at.x, at.value, push);
  instance.model.grad_y_f(at.x, at.value, pull);
  const double shift = -push.dot(pull) / pull.squaredNorm();
  return {.nu = nu, .c = shift / nu, .left = (push + shift * pull).norm() / (1 + pull.norm())};
}

/// Of what a mean of several y's shows: what is left falls like nu^2, c tends to a number like nu.
bool tends_to_one(const std::vector<Residual>& at) {
  const Residual& first = at.front();
  const Residual& last = at.back();
  const double falls = std::pow(last.nu / first.nu, 1.5);
  const double share = 1.5 * (at[1].nu - last.nu) / (first.nu - last.nu);
  return last.left <= falls * first.left &&
         std::abs(at[1].c - last.c) <= share * std::abs(first.c - last.c) + 1e-3;
}

CheckResult judge_residuals(const std::vector<Residual>& at) {
  constexpr double tolerance = 1e-6;
  double worst = 0;
  double least = at.front().c;
  double most = least;
  for (const Residual& one : at) {
    worst = std::max(worst, one.left);
    least = std::min(least, one.c);
    most = std::max(most, one.c);
  }
  CheckResult result;
  if (worst <= tolerance) {
    result = most - least <= tolerance / 1e-3
                 ? passed(fmt::format("y solves g + {:.3g} nu f", most))
                 : finding(fmt::format("y solves g + c nu f with c from {:.4g} to {:.4g} as nu "
                                       "changes, which must be one number",
                                       least, most));
  } else {
    result = tends_to_one(at)
                 ? passed(fmt::format("y solves g + {:.3g} nu f up to O(nu^2), as means of "
                                      "several solutions do",
                                      at.back().c))
                 : finding(fmt::format("where y comes to rest grad_y g is no multiple of grad_y "
                                       "f: {:.2e} is left, so y solves no penalised problem",
                                       worst));
  }
  result.claimed = "grad_y g = -c nu grad_y f, to 1e-6 or O(nu^2)";
  result.measured = fmt::format("c from {:.5f} to {:.5f}, {:.1e} left", least, most, worst);
  return result;
}

/// y solves g + s f with s = c nu: its residual in g alone is -c nu grad_y f, and 0 where c is.
CheckResult lower_residual(const Context& context) {
  const Traits& traits = context.subject.declared.traits;
  if (traits.roles.outer_step.empty() || !drives_bias(traits)) {
    return not_applicable("x cannot be held, or y solves g alone: steps/lower_level looks");
  }
  const Problem problem{.kappa = 2, .number = context.number};
  const Instance instance = make_problem(problem);
  std::vector<Residual> residuals;
  for (const double share : {0.5, 0.1, 0.02}) {
    const double nu = share * largest_nu(context, instance);
    const Rest y = at_rest(context, instance,
                           with(at_nu(context, instance, nu), traits.roles.outer_step, held_step),
                           1e-10, instance.y0, [](const AnySolver& s) { return s.y(); });
    if (!y.why_not.empty()) {
      return y.why_not == not_shown
                 ? not_applicable("it shows no lower variable")
                 : inconclusive(fmt::format("y at nu = {:.3g}: {}", nu, y.why_not),
                                "more steps: --effort full");
    }
    residuals.push_back(residual_at(instance, y, nu));
  }
  CheckResult result = judge_residuals(residuals);
  result.instance = to_string(problem);
  return result;
}

} // namespace

std::vector<Check> blackbox_checks() {
  return {
      {"blackbox/order", "where x comes to rest grad phi vanishes at the declared order",
       "iterates alone, no estimate; without noise: slope of log ||grad phi(x)|| on log nu in its "
       "asymptotic window, its interval above the declared order - 0.25",
       order},
      {"blackbox/rest", "where x comes to rest grad phi vanishes",
       "methods without nu or lambda; iterates alone, no estimate; without noise: ||grad phi|| at "
       "most epsilon = 0.01",
       rest},
      {"blackbox/lower_residual", "where y comes to rest grad_y g is what nu leaves of grad_y f",
       "without noise, x held, three nu: grad_y g + c nu grad_y f = 0 within 1e-6, c the same "
       "within 1e-3; or what is left falls like nu^2 and c tends to a number, as for means of "
       "several y",
       lower_residual},
  };
}

} // namespace assay::audit
