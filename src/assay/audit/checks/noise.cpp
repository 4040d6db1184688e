// The estimate under noise: unbiased around what it is without.
#include <assay/audit/limit.hpp>
#include <assay/audit/problem.hpp>
#include <assay/audit/run.hpp>
#include <assay/audit/sample_statistics.hpp>

#include <fmt/format.h>

#include <cmath>

namespace assay::audit {
namespace {

/// Values at which the estimate is cheap and its bias, whatever it is, the same with and without
/// noise.
Parameters pinned(const Context& context, const Instance& instance) {
  const Roles& roles = context.subject.declared.traits.roles;
  const Facts& facts = instance.facts;
  Parameters set;
  if (!roles.bias.empty()) {
    set = with(set, roles.bias, 0.1);
  }
  if (!roles.lambda.empty()) {
    set = with(set, roles.lambda, 10);
  }
  if (!roles.series.empty()) {
    set = with(set, roles.series, std::ceil(4 * facts.kappa()));
  }
  if (!roles.inner_steps.empty()) { // y is warm-started: what one step lacks the next makes up
    set = with(set, roles.inner_steps, 20);
  }
  if (!roles.outer_step.empty()) {
    set = with(set, roles.outer_step, held_step);
  }
  return set;
}

/// Mean estimates of independent runs, x held, y settled, of a solver that shows its estimate.
class Means {
public:
  Means(const Context& context, const Instance& instance, Parameters set, int burn, int kept)
      : context_(context), instance_(instance), set_(std::move(set)), burn_(burn), kept_(kept) {}

  Vector<double> operator()(std::uint32_t trial) const {
    Oracle oracle(instance_, {.seed = context_.seed, .trial = trial});
    AnySolver solver = solver_for(context_, instance_.facts, {.set = set_});
    Vector<double> sum = Vector<double>::Zero(instance_.facts.dx);
    start(solver, oracle);
    for (int t = 0; t < burn_ + kept_; ++t) {
      step(solver, oracle, t + 1);
      if (t >= burn_) {
        sum += *solver.estimate();
      }
    }
    return sum / kept_;
  }

private:
  const Context& context_;
  const Instance& instance_;
  Parameters set_;
  int burn_, kept_;
};

/// Trials that share nothing with the one that the limit without noise was measured on.
constexpr std::uint32_t first_trial = 1000;

/// Each mean less what it is without noise. A random estimate's limit is a mean itself, with an
/// error of its own: every mean is compared with a block of its own of that limit's samples, so
/// that the differences are independent.
std::vector<Vector<double>> without_reference(std::vector<Vector<double>> means,
                                              const Limit& limit) {
  const std::size_t block = limit.samples.size() / means.size();
  for (std::size_t i = 0; i < means.size(); ++i) {
    Vector<double> reference = limit.value;
    if (!limit.samples.empty()) {
      reference.setZero();
      for (std::size_t k = i * block; k < (i + 1) * block; ++k) {
        reference += limit.samples[k] / static_cast<double>(block);
      }
    }
    means[i] -= reference;
  }
  return means;
}

std::string why_not(const Context& context) {
  const Traits& traits = context.subject.declared.traits;
  return traits.roles.outer_step.empty() ? "no parameter is declared to be the outer step"
                                         : std::string();
}

/// The bias of a sample that is used twice is as 1/batch, the noise that hides it as its root: an
/// accuracy that needs no batches. Steps made for it settle soon. Second derivatives are as random
/// as leaves every sample of g strongly convex: by 0.4 of mu.
Problem noisy_problem(const Context& context, const std::string& noise) {
  Problem problem{.kappa = 2,
                  .number = context.number,
                  .noise = noise,
                  .sigma = noise == "random_curvature" ? 0.8 : 0.4,
                  .products = 0.2,
                  .epsilon = 100};
  problem.upper_only = context.subject.declared.traits.single_level;
  return problem;
}

/// Means of runs beside the limit without noise, and how probable they are if noise has none.
struct Beside {
  std::vector<Vector<double>> means = {};
  double p = 1;
};

/// Sixteen runs, then four times as many: evidence at either size counts, at half its level.
Beside beside(const Context& context, const Means& mean, const Limit& limit) {
  Beside found;
  for (const auto& [runs, share] : {std::pair(16U, 2.0), std::pair(64U, 2.0)}) {
    const std::size_t before = found.means.size();
    found.means.resize(runs);
    context.each(static_cast<int>(runs - before), [&](int i) {
      const std::size_t trial = before + static_cast<std::size_t>(i);
      found.means[trial] = mean(first_trial + static_cast<std::uint32_t>(trial));
    });
    found.p = std::min(found.p, share * mean_p_value(without_reference(found.means, limit),
                                                     Vector<double>::Zero(limit.value.size())));
    if (found.p > 0.2 || found.p < 1e-12) {
      break;
    }
  }
  return found;
}

CheckResult unbiased(const Context& context, const std::string& noise) {
  if (const std::string why = why_not(context); !why.empty()) {
    return not_applicable(why);
  }
  const Traits& traits = context.subject.declared.traits;
  if (noise == "random_curvature" && traits.roles.series.empty() && traits.roles.bias.empty() &&
      traits.roles.lambda.empty()) {
    return not_applicable("a recursion for the linear system is biased by its own step here");
  }
  const Problem problem = noisy_problem(context, noise);
  Instance instance = make_problem(problem);
  Problem silent = problem;
  silent.noise = "none";
  Instance quiet = make_problem(silent);
  quiet.facts = instance.facts; // the same schedule
  if (traits.random) {          // nothing shows when y has settled: it starts there
    quiet.model.solution(quiet.x0, quiet.y0);
    instance.y0 = quiet.y0;
  }
  const Parameters set = pinned(context, instance);
  CheckResult result;
  try {
    const Limit limit = held_limit(context, quiet, set);
    if (limit.from_moves) {
      return not_applicable("it shows no estimate");
    }
    if (!limit.why_not.empty() || !limit.settled) {
      return not_applicable("the estimate does not settle without noise");
    }
    const int burn = limit.samples.empty() ? 2 * limit.steps : 300;
    const Means mean(context, instance, set, burn, context.by_effort(200, 400, 1600));
    const Beside found = beside(context, mean, limit);
    const double away = (mean_of(found.means) - limit.value).norm();
    result = found.p < 1e-6
                 ? finding(fmt::format("noise moves the mean of the estimate by {:.3g}: its "
                                       "samples are not independent where they must be",
                                       away))
                 : passed("the mean of the estimates is what it is without noise");
    result.p_value = found.p;
    result.measured = fmt::format("off by {:.2e}", away);
    result.claimed = "0";
  } catch (const Diverged& diverged) {
    result = finding("it diverges with x held: " + diverged.what);
  }
  result.instance = to_string(problem);
  return result;
}

/// Of a finite sum a memory knows every component: with x held, y and v arrive, and the noise is
/// gone.
CheckResult finite_sum(const Context& context) {
  constexpr double tolerance = 1e-4;
  const Traits& traits = context.subject.declared.traits;
  if (!traits.finite_sum || traits.roles.outer_step.empty()) {
    return not_applicable("no memory of a finite sum's components is declared, or x is not held");
  }
  const Problem problem{
      .kappa = 2, .number = context.number, .noise = "finite_sum", .sigma = .4, .epsilon = .3};
  const Instance instance = make_problem(problem);
  const int passes = context.by_effort(100, 200, 800);
  const int steps = passes * instance.facts.components;
  const Run made =
      run(context, instance,
          {.steps = steps,
           .set = with(at_limits(context, instance), traits.roles.outer_step, held_step),
           .may_diverge = true});
  if (!made.whole(steps) || !made.steps[0].estimate) {
    return made.diverged.empty() ? not_applicable("it shows no estimate")
                                 : finding("with x held it diverges: " + made.diverged);
  }
  Vector<double> truth(problem.dx);
  instance.model.hypergradient(instance.x0, truth);
  const auto largest = [&](int from, int to) {
    double away = 0;
    for (int t = from; t < to; ++t) {
      away = std::max(away, relative(*made.steps[static_cast<std::size_t>(t)].estimate, truth));
    }
    return away;
  };
  const double away = largest(steps - steps / 10, steps);
  CheckResult result =
      away <= tolerance ? passed("the noise of the components vanishes from the estimate")
      : away < 0.5 * largest(steps / 2, steps / 2 + steps / 10)
          ? inconclusive("the noise of the components still falls", "more passes: --effort full")
          : finding(
                fmt::format("after {} passes with x held the estimate is still up to {:.2e} away "
                            "from the hyper-gradient: its memory does not take the noise of "
                            "the components out",
                            passes, away));
  result.claimed = fmt::format("at most {:.0e}", tolerance);
  result.measured = fmt::format("{:.1e}", away);
  result.instance = instance.name;
  return result;
}

Check unbiased_under(const char* name, const char* title, const char* noise) {
  return {
      std::string("noise/") + name, title,
      "x held, kappa = 2, the schedule for epsilon = 100 (batches of 1): the mean of 16 to 64 runs "
      "against the limit without noise, Hotelling's test",
      [noise = std::string(noise)](const Context& context) { return unbiased(context, noise); }};
}

} // namespace

std::vector<Check> noise_checks() {
  return {
      unbiased_under("additive", "noise in gradients and products leaves the estimate's mean alone",
                     "additive"),
      unbiased_under("random_hessian", "random second derivatives leave the estimate's mean alone",
                     "random_curvature"),
      {"noise/finite_sum", "a memory of components takes the noise of a finite sum out",
       "declared as finite_sum; 100 components, x held, 100 passes: within 1e-4 of grad phi",
       finite_sum},
  };
}

} // namespace assay::audit
