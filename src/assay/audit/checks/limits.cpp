// What the hyper-gradient estimate tends to, without noise: grad phi, at the declared order.
#include <assay/audit/bias_ladder.hpp>
#include <assay/audit/limit.hpp>
#include <assay/audit/sample_statistics.hpp>
#include <assay/audit/transformed.hpp>

#include <fmt/format.h>

namespace assay::audit {
namespace {

constexpr double tolerance = 1e-3;
/// A random estimate's series makes its spread: a well-conditioned problem keeps it small.
constexpr double easy_kappa = 2;

Problem adapted(const Context& context, Problem problem) {
  problem.upper_only = context.subject.declared.traits.single_level;
  if (context.subject.declared.traits.random && problem.kappa > easy_kappa) {
    problem.kappa = easy_kappa;
  }
  return problem;
}

Limit limit_on(const Context& context, const Problem& problem, double bend) {
  const Instance plain = make_problem(problem);
  const Instance instance = bend > 0 ? curved(plain, bend) : plain;
  Parameters set = at_limits(context, instance);
  if (const Roles& roles = context.subject.declared.traits.roles; !roles.batch.empty()) {
    set = with(set, roles.batch, 3); // a sum where a mean is meant shows
  }
  return held_limit(context, instance, set);
}

CheckResult judged(const Limit& limit) {
  if (!limit.why_not.empty()) {
    return not_applicable(limit.why_not);
  }
  const double error = limit.error();
  CheckResult result;
  if (!limit.samples.empty()) {
    const double p = mean_p_value(limit.samples, limit.truth);
    result = p < 1e-5 && error > tolerance ? finding(in_words(limit))
                                           : passed("the mean of the estimates is grad phi");
    result.p_value = p;
  } else if (error <= tolerance) {
    result = passed("the estimate tends to grad phi");
  } else if (limit.settled) {
    result = finding(in_words(limit));
  } else if (limit.grows) {
    result = finding(fmt::format("with x held the estimate grows without end: {:.3g} times the "
                                 "hyper-gradient's length after {} steps",
                                 limit.value.norm() / limit.truth.norm(), limit.steps));
  } else {
    result = inconclusive(fmt::format("the estimate has not settled after {} steps", limit.steps),
                          "more steps: --effort full");
  }
  result.claimed = "grad phi";
  result.measured = fmt::format("off by {:.2e}", error);
  return result;
}

CheckResult hypergradient(const Context& context, const Problem& given, double bend) {
  const Problem problem = adapted(context, given);
  const auto look = [&](const Problem& at) { return judged(limit_on(context, at, bend)); };
  CheckResult result = look(problem);
  result.instance = to_string(problem);
  if (result.outcome != Outcome::finding) {
    return result;
  }
  const Problem smallest = smallest_failing(
      problem, [&](const Problem& smaller) { return look(smaller).outcome == Outcome::finding; });
  result.instance = to_string(smallest);
  return result;
}

CheckResult order(const Context& context) {
  if (const std::string why = no_bias(context); !why.empty()) {
    return not_applicable(why);
  }
  const Problem problem = adapted(context, {});
  const Instance instance = make_problem(problem);
  const BiasLadder ladder = climb(context, instance, [&](const Parameters& set, double nu) {
    const Limit limit = held_limit(context, instance, set);
    return Rung{.error = limit.error(),
                .floor = limit.from_moves ? 1e-8 : difference_rounding(nu),
                .why_not = limit.why_not};
  });
  CheckResult result = judge_order(context, ladder);
  result.instance = to_string(problem);
  return result;
}

/// f affine and g quadratic in y: finite differences of order 2 and more are exact at every nu.
CheckResult exactness(const Context& context) {
  const Declaration& declared = context.subject.declared;
  if (declared.order.value_or(1) < 2 || declared.traits.roles.bias.empty()) {
    return not_applicable("no finite differences of order 2 or more are declared");
  }
  Problem problem;
  problem.curvature = 0;
  const Instance instance = make_problem(problem);
  const Parameters set = with(at_limits(context, instance), declared.traits.roles.bias, 0.25);
  const Limit limit = held_limit(context, instance, set);
  if (!limit.why_not.empty()) {
    return not_applicable(limit.why_not);
  }
  CheckResult result = limit.error() < (limit.from_moves ? 1e-6 : 1e-8)
                           ? passed("exact at nu = 0.25")
                           : finding(fmt::format("at nu = 0.25 the estimate is off by {:.2e}, and "
                                                 "should be exact",
                                                 limit.error()));
  result.claimed = "0";
  result.measured = fmt::format("{:.1e}", limit.error());
  result.instance = to_string(problem);
  return result;
}

Check on(const char* name, const char* title, Problem problem, double bend = 0) {
  return {
      fmt::format("limits/{}", name), title,
      "without noise, x held, bias parameters at their limits: within 1e-3 of grad phi",
      [problem, bend](const Context& context) { return hypergradient(context, problem, bend); }};
}

} // namespace

std::vector<Check> limit_checks() {
  return {
      on("anisotropic", "the estimate tends to the hyper-gradient", {}),
      on("isotropic", "it does where grad^2_yy g = 2 I", {.kappa = 1, .scale = 2}),
      on("one_dimensional", "it does in one lower dimension", {.dy = 1, .kappa = 1, .scale = 3}),
      on("swapped_hessian",
         "another grad^2_yy g at the same y*, gradients and cross derivative "
         "moves the limit as it must",
         {.swapped = true}),
      on("curved", "it does where second derivatives of g depend on y (g plus 2 log cosh)",
         {.kappa = 2}, 2),
      {"limits/order", "the bias vanishes at the declared order",
       "slope of log error on log nu in its asymptotic window: its interval lies above the "
       "declared order - 0.25",
       order},
      {"limits/exactness",
       "finite differences of order >= 2 are exact where f is affine and g "
       "quadratic in y",
       "at nu = 0.25: within 1e-8; 1e-6 where it shows no estimate", exactness},
  };
}

} // namespace assay::audit
