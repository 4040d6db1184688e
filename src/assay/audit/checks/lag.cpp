// Is the estimate that of the point where x is? Stale points, forgotten corrections and loops that
// start elsewhere all keep the limit at rest, and show while x moves.
#include <assay/audit/limit.hpp>
#include <assay/audit/problem.hpp>
#include <assay/audit/run.hpp>
#include <assay/audit/sample_statistics.hpp>
#include <assay/problems/quadratic_model.hpp>

#include <Eigen/Dense>
#include <boost/math/distributions/fisher_f.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace assay::audit {
namespace {

constexpr int steps = 6;
constexpr double tolerance = 1e-4;

Problem moving(const Context& context, bool decoupled) {
  Problem problem{.kappa = 2, .number = context.number, .decoupled = decoupled, .epsilon = 0.3};
  problem.upper_only = context.subject.declared.traits.single_level;
  return problem;
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

/// Nothing but noise: f does not depend on x, nor y* on x, and y starts there.
Instance pure_noise(const Context& context) {
  const Problem problem{.kappa = 2,
                        .curvature = 0,
                        .number = context.number,
                        .noise = "additive",
                        .sigma = 3,
                        .epsilon = 0.1};
  Instance instance = make_problem(problem);
  Quadratic<double> q = data_of(problem);
  q.B.setZero();
  q.K.setZero();
  q.P.setZero();
  q.q.setZero();
  instance.model = QuadraticModel(q);
  instance.model.solution(instance.x0, instance.y0);
  instance.name += ", grad_x f = 0, grad^2_xy g = 0";
  return instance;
}

Parameters short_series(const Context& context) {
  const std::string& series = context.subject.declared.traits.roles.series;
  return series.empty() ? Parameters() : with({}, series, 6);
}

/// The variance of the first and of a later estimate over independent runs.
std::pair<double, double> variances(const Context& context, const Instance& instance, int runs) {
  constexpr std::size_t later = 300;
  std::vector<Vector<double>> first(static_cast<std::size_t>(runs));
  std::vector<Vector<double>> last(first.size());
  context.each(runs, [&](int i) {
    const Run made =
        run(context, instance,
            {.steps = later, .set = short_series(context), .trial = static_cast<std::uint32_t>(i)});
    if (made.whole(later) && made.steps[0].estimate) {
      first[static_cast<std::size_t>(i)] = *made.steps[0].estimate;
      last[static_cast<std::size_t>(i)] = *made.steps[later - 1].estimate;
    }
  });
  const bool all =
      std::all_of(first.begin(), first.end(), [](const auto& v) { return v.size() > 0; });
  return all ? std::pair(variance_of(first), variance_of(last)) : std::pair(0.0, 0.0);
}

std::string not_corrected(const Context& context) {
  return context.subject.declared.traits.corrected ? "" : "no corrected memory is declared";
}

/// The same samples at two points cancel, and what is left is no noisier than the estimate a
/// memory began with.
CheckResult corrected_noise(const Context& context) {
  if (const std::string why = not_corrected(context); !why.empty()) {
    return not_applicable(why);
  }
  const Instance instance = pure_noise(context);
  const int runs = context.by_effort(40, 100, 400);
  const auto [first, later] = variances(context, instance, runs);
  if (!(first > 0)) {
    return not_applicable("the estimate has no variance, or is not shown");
  }
  const double n = instance.facts.dx * (runs - 1.0);
  const double p =
      boost::math::cdf(boost::math::complement(boost::math::fisher_f(n, n), later / first));
  CheckResult result =
      p < 1e-5
          ? finding(fmt::format("after 300 steps the variance of the estimate is {:.3g} times the "
                                "first one's: its corrections do not cancel",
                                later / first))
          : passed(fmt::format("after 300 steps its variance is {:.2g} times the first one's",
                               later / first));
  result.p_value = p;
  result.claimed = "at most 1";
  result.measured = fmt::format("{:.3g}", later / first);
  result.instance = instance.name;
  return result;
}

/// H^{-1} grad_y f at (x, y).
Vector<double>
system_at(const Instance& instance, const Vector<double>& x, const Vector<double>& y) {
  const int dy = instance.facts.dy;
  Matrix<double> hessian(dy, dy);
  Vector<double> column(dy);
  for (int i = 0; i < dy; ++i) {
    instance.model.hvp(x, y, Vector<double>::Unit(dy, i), column);
    hessian.col(i) = column;
  }
  Vector<double> pull(dy);
  instance.model.grad_y_f(x, y, pull);
  return hessian.ldlt().solve(pull);
}

/// How far a memory is from grad_x f - J v where a solver is: with the exact v, or, where a
/// recursion carries v along, with its own in either sign convention.
double away_from_plain(const Instance& instance,
                       const Recorded& at,
                       const Vector<double>& estimate,
                       bool recursion) {
  const Vector<double> v = recursion ? *at.v : system_at(instance, at.x, *at.y);
  Vector<double> direct(instance.facts.dx);
  Vector<double> implicit(instance.facts.dx);
  instance.model.grad_x_f(at.x, *at.y, direct);
  instance.model.jvp(at.x, *at.y, v, implicit);
  const double minus = relative(estimate, direct - implicit);
  return recursion ? std::min(minus, relative(estimate, direct + implicit)) : minus;
}

/// Without noise corrections are exact: the memory is the plain estimate at (x, y), after the step
/// or, for methods that move last, before it, on the whole path.
CheckResult corrected_path(const Context& context) {
  if (const std::string why = not_corrected(context); !why.empty()) {
    return not_applicable(why);
  }
  if (context.subject.declared.traits.random) {
    return not_applicable("the estimate is random even without noise");
  }
  const Instance instance = silent_problem(moving(context, false));
  const std::string& series = context.subject.declared.traits.roles.series;
  const Parameters set =
      series.empty() ? Parameters() : with({}, series, std::ceil(20 * instance.facts.kappa() + 1));
  const Run made = run(context, instance, {.steps = 200, .set = set});
  double before = 0;
  double after = 0;
  const Recorded* last = &made.started;
  for (const Recorded& step : made.steps) {
    if (!step.estimate || !step.y) {
      return not_applicable("it shows no estimate, or no y");
    }
    const bool recursion = series.empty() && step.v;
    const bool shown = last->y && last->y->size() == step.y->size() &&
                       (!recursion || (last->v && last->v->size() == step.v->size()));
    before = shown ? std::max(before, away_from_plain(instance, *last, *step.estimate, recursion))
                   : std::numeric_limits<double>::infinity(); // y and v may not be there at first
    after = std::max(after, away_from_plain(instance, step, *step.estimate, recursion));
    last = &step;
  }
  const double away = std::min(before, after);
  CheckResult result =
      away <= 1e-6
          ? passed("the memory is the plain estimate, on the whole path")
          : finding(fmt::format("without noise the memory is up to {:.2e} away from the plain "
                                "estimate at (x, y): what is corrected is not what has changed",
                                away));
  result.claimed = "at most 1e-6";
  result.measured = fmt::format("{:.1e}", away);
  result.instance = instance.name;
  return result;
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
      {"lag/corrected_noise", "a corrected memory is no noisier than the first estimate",
       "declared as corrected; grad_x f = 0 and grad^2_xy g = 0, 300 steps, an F test",
       corrected_noise},
      {"lag/corrected_path", "a corrected memory is exact without noise",
       "declared as corrected; 200 steps, the plain estimate at (x, y) before or after a step, and "
       "at v where no series solves for it, within 1e-6",
       corrected_path},
  };
}

} // namespace assay::audit
