// What the hyper-gradient estimate tends to, without noise: grad phi, at the declared order.
#include <assay/audit/limit.hpp>
#include <assay/audit/sample_statistics.hpp>
#include <assay/audit/transformed.hpp>
#include <assay/measure/order.hpp>

#include <fmt/format.h>

#include <cmath>

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

/// The errors of the estimate on a ladder of the parameter that drives its bias.
struct Ladder {
  std::vector<Real> log_nu, log_error;
  std::string why_not;
};

Ladder climb(const Context& context, const Problem& problem) {
  const Instance instance = make_problem(problem);
  const Roles& roles = context.subject.declared.traits.roles;
  const bool penalty = roles.bias.empty();
  const double steep = std::max(instance.facts.upper_curvature, instance.facts.mu / 10);
  const int order = context.subject.declared.order.value_or(1);
  const double first = 0.9 * instance.facts.mu / (steep * std::max(2, order));
  const double ratio = order > 4 ? 0.8 : 0.7;
  Ladder ladder;
  const Precision precision(30);
  double nu = first;
  for (int i = 0; i < context.by_effort(12, 18, 24); ++i, nu *= ratio) {
    const Parameters set = penalty ? with(at_limits(context, instance), roles.lambda, 1 / nu)
                                   : with(at_limits(context, instance), roles.bias, nu);
    const Limit limit = held_limit(context, instance, set);
    if (!limit.why_not.empty()) {
      ladder.why_not = limit.why_not;
      return ladder;
    }
    const double floor = 1e-13 / nu; // rounding, amplified by the difference quotient
    if (limit.error() < 100 * floor) {
      break;
    }
    ladder.log_nu.push_back(log(Real(nu)));
    ladder.log_error.push_back(log(Real(limit.error())));
  }
  return ladder;
}

CheckResult order(const Context& context) {
  const Declaration& declared = context.subject.declared;
  const Roles& roles = declared.traits.roles;
  if (roles.bias.empty() && roles.lambda.empty()) {
    return not_applicable("no parameter is declared to drive a bias (roles bias or lambda)");
  }
  if (declared.traits.random) {
    return not_applicable("the estimate is random even without noise");
  }
  const Problem problem = adapted(context, {});
  const Ladder ladder = climb(context, problem);
  if (!ladder.why_not.empty()) {
    return not_applicable(ladder.why_not);
  }
  CheckResult result;
  if (ladder.log_nu.size() < 5) {
    return not_applicable("at every nu it accepts the bias is at rounding level: no slope shows");
  }
  const OrderEstimate measured =
      measure_order(ladder.log_nu, ladder.log_error, {.slopes = 3, .settled = 0.2});
  if (!measured.found) {
    result = inconclusive("no asymptotic slope was found: " + measured.why,
                          "a longer ladder: --effort full");
  } else {
    const double lo = measured.slope.lower().to_double();
    const double hi = measured.slope.upper().to_double();
    if (!declared.order) {
      result = passed(fmt::format("nothing is declared; the bias is O(nu^p) with p in [{:.2f}, "
                                  "{:.2f}]",
                                  lo, hi));
    } else if (hi < *declared.order - 0.25) {
      result = finding(fmt::format("the bias is of order {:.2f}, below the declared {}",
                                   0.5 * (lo + hi), *declared.order));
    } else if (lo > *declared.order - 0.25) {
      result = passed(fmt::format("the bias is O(nu^{})", *declared.order));
    } else {
      result = inconclusive("the slope's interval holds orders below and above the declared one",
                            "a longer ladder: --effort full");
    }
    result.measured = fmt::format("[{:.3f}, {:.3f}]", lo, hi);
  }
  result.claimed = declared.order ? fmt::format("{}", *declared.order) : "nothing";
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
