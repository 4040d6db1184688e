// Memories that correlated samples correct (STORM, SPIDER): less noise than without, and none of
// their own making.
#include <assay/audit/limit.hpp>
#include <assay/audit/problem.hpp>
#include <assay/audit/run.hpp>
#include <assay/audit/sample_statistics.hpp>
#include <assay/problems/quadratic_model.hpp>

#include <Eigen/Dense>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace assay::audit {
namespace {

Problem moving(const Context& context) { return drawn_for(context, {.kappa = 2, .epsilon = 0.3}); }

/// Nothing but noise: f does not depend on x, nor y* on x, and y starts there.
Instance pure_noise(const Context& context, double epsilon) {
  const Problem problem{.kappa = 2,
                        .curvature = 0,
                        .number = context.number,
                        .noise = "additive",
                        .sigma = 3,
                        .epsilon = epsilon};
  Instance instance = make_problem(problem);
  Quadratic<double> q = data_of(problem);
  q.B.setZero();
  q.K.setZero();
  q.P.setZero();
  q.q.setZero();
  instance.model = QuadraticModel(q);
  instance.model.solution(instance.x0, instance.y0);
  instance.name += fmt::format(", grad_x f = 0, grad^2_xy g = 0, epsilon = {}", epsilon);
  return instance;
}

Parameters short_series(const Context& context) {
  const std::string& series = context.subject.declared.traits.roles.series;
  return series.empty() ? Parameters() : with({}, series, 6);
}

/// Of a memory, over independent runs, from when it has burnt in.
struct Memory {
  double first = 0;              ///< variance of the first estimate
  std::vector<double> later;     ///< and of each of the last ones
  std::vector<double> of_sample; ///< what a plain estimate on the samples of that step would have
};

constexpr std::size_t burn_in = 200;
constexpr std::size_t made_in_all = 300;

/// Samples of grad_x f that an estimate of this step is on.
double samples_of(const Recorded& step) {
  Count most = 0;
  for (const LoggedCall& call : step.calls) {
    most = call.kind == Call::fx ? std::max(most, call.batch.size) : most;
  }
  return static_cast<double>(most);
}

/// Nothing where it shows no estimate, or has no variance.
std::optional<Memory> memory_of(const Context& context, const Instance& instance, int runs) {
  const RunOptions options{.steps = made_in_all, .set = short_series(context)};
  std::vector<std::vector<Vector<double>>> values(1 + made_in_all - burn_in,
                                                  std::vector<Vector<double>>(std::size_t(runs)));
  std::vector<char> whole(static_cast<std::size_t>(runs));
  context.each(runs, [&](int i) {
    RunOptions own = options;
    own.trial = static_cast<std::uint32_t>(i);
    const Run made = run(context, instance, own);
    const auto at = static_cast<std::size_t>(i);
    whole[at] = made.whole(made_in_all) && made.steps[0].estimate ? 1 : 0;
    for (std::size_t t = 0; whole[at] != 0 && t < values.size(); ++t) {
      values[t][at] = *made.steps[t == 0 ? 0 : burn_in + t - 1].estimate;
    }
  });
  if (std::count(whole.begin(), whole.end(), 0) > 0 || !(variance_of(values[0]) > 0)) {
    return std::nullopt;
  }
  RunOptions once = options;
  once.log = true;
  const Run logged = run(context, instance, once);
  const double at_first = std::max(samples_of(logged.started), samples_of(logged.steps[0]));
  Memory memory{.first = variance_of(values[0]), .later = {}, .of_sample = {}};
  // grad_x f alone has noise here that reaches an estimate without grad_x g; else the first one
  // stands for one sample.
  const bool alone = logged.steps.back().counters[Call::gx] == 0;
  const double one =
      alone ? instance.facts.sigma_fx * instance.facts.sigma_fx : memory.first * at_first;
  for (std::size_t t = 1; t < values.size(); ++t) {
    const double size = samples_of(logged.steps[burn_in + t - 1]);
    memory.later.push_back(variance_of(values[t]));
    memory.of_sample.push_back(one / size);
  }
  return memory;
}

/// The largest ratio to the first estimate, and to a plain one: not where a memory begins anew with
/// more samples than in other steps.
std::pair<double, double> worst_of(const Memory& memory) {
  const auto [least, most] = std::minmax_element(memory.of_sample.begin(), memory.of_sample.end());
  double to_first = 0;
  double to_plain = 0;
  for (std::size_t t = 0; t < memory.later.size(); ++t) {
    to_first = std::max(to_first, memory.later[t] / memory.first);
    if (*least == *most || memory.of_sample[t] > *least) {
      to_plain = std::max(to_plain, memory.later[t] / memory.of_sample[t]);
    }
  }
  return {to_first, to_plain};
}

std::string not_corrected(const Context& context) {
  return context.subject.declared.traits.corrected ? "" : "no corrected memory is declared";
}

/// The same samples at two points cancel: what is left is no noisier than the estimate a memory
/// began with, and, once it has burnt in, half as noisy as a plain one or less. How long it takes
/// is the schedule's business: the accuracy at which it does best counts.
CheckResult corrected_noise(const Context& context) {
  if (const std::string why = not_corrected(context); !why.empty()) {
    return not_applicable(why);
  }
  constexpr double level = 1e-5;
  const int runs = context.by_effort(100, 100, 400);
  const double n = 3 * (runs - 1.0);      // coordinates are independent here
  const auto larger = [n](double ratio) { // at the worst of all steps
    return std::min(1.0, larger_variance(ratio, 1, n) * (made_in_all - burn_in));
  };
  CheckResult result = finding("");
  double best = std::numeric_limits<double>::infinity();
  for (const double epsilon : {3.0, 0.3}) {
    const Instance instance = pure_noise(context, epsilon);
    const std::optional<Memory> memory = memory_of(context, instance, runs);
    if (!memory) {
      return not_applicable("the estimate has no variance, or is not shown");
    }
    const auto [to_first, to_plain] = worst_of(*memory);
    best = std::min(best, to_plain);
    result.p_value = std::min(1.0, 2 * std::min(larger(to_first), larger(2 * best)));
    result.measured = fmt::format("{:.3g}, {:.3g}", to_first, best);
    result.instance = instance.name;
    if (larger(to_first) < level) {
      result.said = fmt::format("after {} steps the variance of the estimate is up to {:.3g} times "
                                "the first one's: its corrections do not cancel",
                                burn_in, to_first);
      break;
    }
    result.said = fmt::format("after {} steps the variance of the estimate is still up to {:.3g} "
                              "times that of a plain one on the samples of a step: its memory "
                              "averages nothing",
                              burn_in, best);
    if (best <= 0.5) {
      break;
    }
  }
  if (!(*result.p_value < level)) {
    result.outcome = Outcome::passed;
    result.said = fmt::format("after {} steps its variance is at most {:.2g} times that of a plain "
                              "estimate",
                              burn_in, best);
  }
  result.claimed = "at most 1 times the first, 0.5 times a plain one";
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
  const Instance instance = silent_problem(moving(context));
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

std::vector<Check> memory_checks() {
  return {
      {"lag/corrected_noise",
       "a corrected memory is no noisier than the first estimate, and less than a plain one",
       "declared as corrected; grad_x f = 0 and grad^2_xy g = 0, every one of steps 200 to 300: F "
       "tests of the variance against the first estimate's, and against half of what the samples "
       "of a step give without memory (not where more samples begin it anew), at epsilon = 3 or "
       "0.3",
       corrected_noise},
      {"lag/corrected_path", "a corrected memory is exact without noise",
       "declared as corrected; 200 steps, the plain estimate at (x, y) before or after a step, and "
       "at v where no series solves for it, within 1e-6",
       corrected_path},
  };
}

} // namespace assay::audit
