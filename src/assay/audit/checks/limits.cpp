// What the hyper-gradient estimate tends to, without noise: grad phi, at the declared order.
#include <assay/audit/bias_ladder.hpp>
#include <assay/audit/leading_term.hpp>
#include <assay/audit/limit.hpp>
#include <assay/audit/sample_statistics.hpp>
#include <assay/audit/transformed.hpp>

#include <fmt/format.h>

namespace assay::audit {
namespace {

constexpr double tolerance = 1e-3;
constexpr double long_loop = 2000; ///< inner steps
/// A random estimate's series makes its spread: a well-conditioned problem keeps it small.
constexpr double easy_kappa = 2;

Problem adapted(const Context& context, Problem problem) {
  problem = drawn_for(context, problem);
  if (context.subject.declared.traits.random && problem.kappa > easy_kappa) {
    problem.kappa = easy_kappa;
  }
  return problem;
}

Limit limit_on(const Context& context, const Problem& problem, double bend, bool again) {
  const Instance plain = make_problem(problem);
  const Instance instance = bend > 0 ? curved(plain, bend) : plain;
  Parameters set = at_limits(context, instance);
  if (const Roles& roles = context.subject.declared.traits.roles; !roles.batch.empty()) {
    set = with(set, roles.batch, 3); // a sum where a mean is meant shows
  }
  return held_limit(context, instance, set, again);
}

constexpr double level = 1e-5;

CheckResult judged(const Limit& limit) {
  if (!limit.why_not.empty()) {
    return not_applicable(limit.why_not);
  }
  const double error = limit.error();
  CheckResult result;
  if (!limit.samples.empty()) {
    const double p = mean_p_value(limit.samples, limit.truth);
    result = p < level && error > tolerance ? finding(in_words(limit))
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

/// A term drawn at random is rarely large: of a few hundred samples the rare ones may be missing,
/// and then the spread is underestimated with the mean. What looks like a finding is looked at
/// again, on other samples, more of them, and those decide.
CheckResult judged_twice(const Context& context, const Problem& problem, double bend) {
  CheckResult first = judged(limit_on(context, problem, bend, false));
  if (first.outcome != Outcome::finding || !first.p_value) {
    return first;
  }
  Context closer = context;
  closer.effort = context.effort == Effort::smoke ? Effort::normal : Effort::full;
  return judged(limit_on(closer, problem, bend, true));
}

CheckResult hypergradient(const Context& context, const Problem& given, double bend) {
  const Problem problem = adapted(context, given);
  const auto look = [&](const Problem& at) { return judged_twice(context, at, bend); };
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

/// y is warm-started, so that any K ends in the same limit, but for a loop that gets worse with it.
CheckResult inner_steps(const Context& context) {
  const Traits& traits = context.subject.declared.traits;
  if (traits.roles.inner_steps.empty() || traits.random) {
    return not_applicable(traits.random ? "the estimate is random even without noise"
                                        : "no parameter is declared to be the inner steps");
  }
  const Problem problem = adapted(context, {.kappa = 2});
  const Instance instance = make_problem(problem);
  const Parameters set = with(at_limits(context, instance), traits.roles.inner_steps, long_loop);
  CheckResult result;
  try {
    result = judged(held_limit(context, instance, set));
  } catch (const StepTooLong& step) {
    return not_applicable(step.what);
  }
  if (result.outcome == Outcome::not_applicable &&
      result.said.find("diverges") != std::string::npos) {
    result.outcome = Outcome::finding; // with fewer steps it does not: limits/anisotropic looks
  }
  result.instance = to_string(problem);
  return result;
}

/// A claim that nothing here can test is not kept: it is open. Without one there is nothing to say.
CheckResult not_tested(const Context& context, const std::string& claim, const std::string& why) {
  return claim.empty() ? not_applicable(why)
                       : inconclusive(claim + " is declared, and cannot be tested: " + why,
                                      drives_bias(context.subject.declared.traits)
                                          ? "a solver whose estimate, with x held, shows the bias"
                                          : "the parameter that drives the bias: a role bias or "
                                            "lambda in the declaration");
}

std::string claimed_order(const Declaration& declared) {
  return declared.order ? fmt::format("order = {}", *declared.order) : "";
}

std::string claimed_leading(const Declaration& declared) {
  return declared.leading ? fmt::format("leading = {:.6g}", *declared.leading) : "";
}

CheckResult order(const Context& context) {
  const std::string claim = claimed_order(context.subject.declared);
  if (const std::string why = no_bias(context); !why.empty()) {
    return not_tested(context, claim, why);
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
  if (result.outcome == Outcome::not_applicable && !ladder.why_not.empty()) {
    result = not_tested(context, claim, ladder.why_not);
  }
  result.instance = to_string(problem);
  return result;
}

/// `term` against the derivative it is a multiple of.
CheckResult judge_leading(const std::optional<double>& declared,
                          int p,
                          const LeadingTerm& term,
                          const Vector<double>& derivative) {
  constexpr double tight = 0.05; // of the term's size: a wider radius decides nothing
  constexpr double close = 0.02; // below it a difference is none
  const double length = derivative.norm();
  if (length == 0) {
    return not_applicable("the derivative that the leading term is a multiple of is 0 here");
  }
  const double measured = term.value.dot(derivative) / (length * length);
  const double aside = (term.value - measured * derivative).norm();
  const double radius = term.radius / length;
  const std::string of_what = fmt::format("nu^{} d^{}/dnu^{} grad l_nu", p, p + 1, p + 1);
  CheckResult result;
  const double size = std::max(term.value.norm(), length * std::abs(declared.value_or(0)));
  if (!(term.radius <= tight * size)) {
    result = inconclusive("the leading term has not settled where rounding begins",
                          "a problem where the bias is larger, or extended precision");
  } else if (aside > term.radius + close * size) {
    result = declared ? finding("the bias tends to no multiple of " + of_what)
                      : not_applicable(
                            "nothing is declared, and the bias tends to no multiple of " + of_what);
  } else if (!declared) {
    result =
        passed(fmt::format("nothing is declared; the bias tends to {:.4g} {}", measured, of_what));
  } else if (std::abs(measured - *declared) > radius + close * std::abs(*declared)) {
    result = finding(fmt::format("the bias tends to {:.4g} {}, and should to {:.4g} times it",
                                 measured, of_what, *declared));
  } else {
    result = passed(fmt::format("the bias tends to {:.4g} {}", *declared, of_what));
  }
  result.claimed = declared ? fmt::format("{:.6g}", *declared) : "nothing";
  result.measured = fmt::format("[{:.5g}, {:.5g}]", measured - radius, measured + radius);
  return result;
}

CheckResult leading(const Context& context) {
  const Declaration& declared = context.subject.declared;
  const std::string claim = claimed_leading(declared);
  if (const std::string why = no_bias(context); !why.empty()) {
    return not_tested(context, claim, why);
  }
  if (!declared.order) {
    return declared.leading
               ? inconclusive(claim + " is declared, and no order: the constant is that "
                                      "of nu^order",
                              "an order in the declaration")
               : not_applicable("no order is declared");
  }
  const Problem problem = adapted(context, {});
  const Instance instance = make_problem(problem);
  std::vector<double> nus;
  std::vector<Vector<double>> errors;
  double rounding = 0;
  const BiasLadder ladder = climb(context, instance, [&](const Parameters& set, double nu) {
    const Limit limit = held_limit(context, instance, set);
    if (limit.direction) {
      return Rung{.why_not = "only the direction of its estimate shows"};
    }
    // Extrapolation amplifies rounding: it must be a hundred times smaller than for a slope.
    const double floor = limit.from_moves ? 1e-8 : difference_rounding(nu);
    Rung rung{.error = limit.error(), .floor = 100 * floor, .why_not = limit.why_not};
    if (rung.why_not.empty() && rung.error >= 100 * rung.floor) {
      nus.push_back(nu);
      errors.push_back(limit.value - limit.truth);
      rounding = floor * (1 + limit.truth.norm());
    }
    return rung;
  });
  if (nus.size() < least_rungs) {
    return ladder.why_not.empty()
               ? not_applicable("at every nu it accepts the bias is near rounding level")
               : not_tested(context, claim, ladder.why_not);
  }
  const Quadratic<double> data = data_of(problem);
  CheckResult result =
      judge_leading(declared.leading, *declared.order,
                    leading_term(nus, std::move(errors), *declared.order, rounding),
                    derivative_in_nu(data, instance.x0, *declared.order + 1));
  result.instance = to_string(problem);
  return result;
}

/// f affine and g quadratic in y: finite differences of order 2 and more are exact at every nu.
CheckResult exactness(const Context& context) {
  const Declaration& declared = context.subject.declared;
  if (declared.order.value_or(1) < 2 || declared.traits.roles.bias.empty()) {
    return not_applicable("no finite differences of order 2 or more are declared");
  }
  const Problem problem{.curvature = 0, .number = context.number};
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

Check on(const char* name, const char* title, const Problem& problem, double bend = 0) {
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
      {"limits/inner_steps", "long inner loops end where short ones do",
       "without noise, x held, bias parameters at their limits, 2000 inner steps: within 1e-3 of "
       "grad phi",
       inner_steps},
      {"limits/order", "the bias vanishes at the declared order",
       "nu, or lambda = 1/nu, alone goes to its limit: slope of log error on log nu in its "
       "asymptotic window, its interval above the declared order - 0.25",
       order},
      {"limits/leading", "the bias has the declared leading constant",
       "bias / nu^p extrapolated to nu = 0: within 2 % of the declared constant times the "
       "(p+1)-st derivative of grad l_nu by nu, which no difference took part in",
       leading},
      {"limits/exactness",
       "finite differences of order >= 2 are exact where f is affine and g "
       "quadratic in y",
       "at nu = 0.25: within 1e-8; 1e-6 where it shows no estimate", exactness},
  };
}

} // namespace assay::audit
