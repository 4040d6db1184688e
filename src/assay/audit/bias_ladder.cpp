#include <assay/audit/bias_ladder.hpp>
#include <assay/audit/limit.hpp>
#include <assay/measure/order.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace assay::audit {
namespace {

/// Of a bias whose order lies in [lo, hi]: does it vanish with nu? Else what it does.
std::string not_vanishing(double lo, double hi) {
  constexpr double none = 0.25; // smaller an order is none
  const double order = 0.5 * (lo + hi);
  return hi >= none      ? ""
         : order > -none ? "the bias stops falling with nu, lambda = 1/nu: its limit is elsewhere"
                         : fmt::format("the bias grows as nu, lambda = 1/nu, goes to its limit: "
                                       "as nu^{:.2f}",
                                       order);
}

CheckResult judged(const Declaration& declared, const OrderEstimate& measured) {
  const double lo = measured.slope.lower().to_double();
  const double hi = measured.slope.upper().to_double();
  CheckResult result;
  if (const std::string why = not_vanishing(lo, hi); !why.empty()) {
    result = finding(why);
  } else if (!declared.order) {
    result = passed(
        fmt::format("nothing is declared; the bias is O(nu^p) with p in [{:.2f}, {:.2f}]", lo, hi));
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
  return result;
}

} // namespace

bool drives_bias(const Traits& traits) {
  return !traits.roles.bias.empty() || !traits.roles.lambda.empty();
}

std::string no_bias(const Context& context) {
  const Traits& traits = context.subject.declared.traits;
  if (!drives_bias(traits)) {
    return "no parameter is declared to drive a bias (roles bias or lambda)";
  }
  return traits.random ? "the estimate is random even without noise" : "";
}

double largest_nu(const Context& context, const Instance& instance) {
  const Facts& facts = instance.facts;
  const double steep = std::max(facts.upper_curvature, facts.mu / 10);
  return 0.9 * facts.mu / (steep * std::max(2, context.subject.declared.order.value_or(1)));
}

Parameters at_nu(const Context& context, const Instance& instance, double nu) {
  const Roles& roles = context.subject.declared.traits.roles;
  return roles.bias.empty() ? with(at_limits(context, instance), roles.lambda, 1 / nu)
                            : with(at_limits(context, instance), roles.bias, nu);
}

double difference_rounding(double nu) { return 1e-13 / nu; }

BiasLadder climb(const Context& context,
                 const Instance& instance,
                 const std::function<Rung(const Parameters& set, double nu)>& measure) {
  // The higher the order, the sooner rounding is reached: shorter rungs.
  const double ratio = context.subject.declared.order.value_or(1) > 4 ? 0.8 : 0.7;
  BiasLadder ladder;
  const Precision precision(30);
  double nu = largest_nu(context, instance);
  for (int i = 0; i < context.by_effort(12, 18, 24); ++i, nu *= ratio) {
    const Rung rung = measure(at_nu(context, instance, nu), nu);
    ladder.why_not = rung.why_not;
    ladder.rounded = rung.why_not.empty() && rung.error < 100 * rung.floor;
    if (!rung.why_not.empty() || ladder.rounded) {
      break;
    }
    ladder.log_nu.push_back(log(Real(nu)));
    ladder.log_error.push_back(log(Real(rung.error)));
  }
  return ladder;
}

CheckResult judge_order(const Context& context, const BiasLadder& ladder) {
  const Declaration& declared = context.subject.declared;
  CheckResult result;
  if (ladder.log_nu.size() < least_rungs) {
    return not_applicable(
        ladder.why_not.empty()
            ? "at every nu it accepts the bias is at rounding level: no slope shows"
            : ladder.why_not);
  }
  const OrderEstimate measured =
      measure_order(ladder.log_nu, ladder.log_error, {.slopes = 3, .settled = 0.2});
  result = measured.found ? judged(declared, measured)
                          : inconclusive("no asymptotic slope was found: " + measured.why,
                                         "a longer ladder: --effort full");
  if (result.outcome == Outcome::inconclusive && ladder.rounded) {
    const std::string seen = result.measured.empty() ? "" : ": its interval is " + result.measured;
    result = not_applicable("rounding is reached before the slope has settled" + seen);
  }
  result.claimed = declared.order ? fmt::format("{}", *declared.order) : "nothing";
  return result;
}

} // namespace assay::audit
