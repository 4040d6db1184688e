#include <assay/report/curve.hpp>
#include <assay/report/json_text.hpp>
#include <assay/report/version.hpp>

#include <cmath>

namespace assay {
namespace {

Json number(double value) {
  if (std::isfinite(value)) {
    return value;
  }
  return value > 0 ? "inf" : "-inf";
}

Json interval(const ExponentInterval& exponent) {
  return {number(exponent.lo), number(exponent.hi)};
}

Json advice_json(const CurveFit& fit) {
  Json list = Json::array();
  for (const Advice& advice : fit.advice) {
    list.push_back({{"kind", name(advice.kind)}, {"text", advice.text}});
  }
  return list;
}

Json local_json(const CurveFit& fit) {
  Json list = Json::array();
  for (const LocalExponent& local : fit.local) {
    list.push_back(
        {{"eps", local.epsilon}, {"raw", local.raw}, {"log_corrected", local.corrected}});
  }
  return list;
}

Json exponent_json(const CounterExponent& exponent) {
  const CurveFit& fit = exponent.fit;
  Json json = {{"raw", number(fit.raw.value)},
               {"raw_interval", interval(fit.raw)},
               {"log_corrected", number(fit.corrected.value)},
               {"log_corrected_interval", interval(fit.corrected)},
               {"window", {fit.window.lo, number(fit.window.hi)}},
               {"fitted", fit.fitted},
               {"local", local_json(fit)},
               {"advice", advice_json(fit)}};
  if (exponent.predicted) {
    json["predicted"] = *exponent.predicted;
    json["up_to_logarithms"] = exponent.has_log;
    json["holds"] = exponent.holds == Truth::yes  ? "yes"
                    : exponent.holds == Truth::no ? "no"
                                                  : "unknown";
  }
  return json;
}

/// Counts beyond 2^53 are exact: decimal strings.
Json counters_json(const Counters& counters) {
  Json json = Json::object();
  for (std::size_t index = 0; index < counter_names.size(); ++index) {
    json[std::string(counter_names.at(index))] = to_string(counter(counters, index));
  }
  return json;
}

Json point_json(const CurvePoint& point) {
  Json json = {{"eps", point.ert.epsilon},
               {"solver", point.solver},
               {"ert", number(point.ert.ert)},
               {"interval", {number(point.ert.lo), number(point.ert.hi)}},
               {"successes", point.ert.successes},
               {"trials", point.ert.trials},
               {"censored", point.censored},
               {"diverged", point.diverged},
               {"broken", point.broken},
               {"log_factor", point.ert.log_factor},
               {"counters", counters_json(point.mean)}};
  if (point.lower_bound > 0) {
    json["lower_bound"] = {{"n_fx", point.lower_bound},
                           {"mean_ratio", point.mean_ratio},
                           {"least_ratio", point.least_ratio}};
  }
  if (!point.message.empty()) {
    json["message"] = point.message;
  }
  return json;
}

/// What eps bounds on this pair: ||grad phi|| (N), or the metric of the method's own claim.
const char* convention(const Experiment& experiment, const PairCurve& curve) {
  return plan_of(experiment, curve.solver, curve.instance).metric == "own" ? "own" : "N";
}

Json curve_json(const Experiment& experiment, const PairCurve& curve) {
  Json predicted = Json::object();
  Json exponents = Json::object();
  for (const CounterExponent& exponent : curve.exponents) {
    exponents[exponent.counter] = exponent_json(exponent);
    if (exponent.predicted) {
      predicted[exponent.counter] = *exponent.predicted;
    }
  }
  Json points = Json::array();
  for (const CurvePoint& point : curve.points) {
    points.push_back(point_json(point));
  }
  const std::optional<Verdict> found = verdict(curve);
  return {{"solver", curve.solver},
          {"instance", curve.instance},
          {"predicted", std::move(predicted)},
          {"convention", convention(experiment, curve)},
          {"claim", curve.claim},
          {"claim_convention", curve.convention},
          {"reason", curve.reason},
          {"exponents", std::move(exponents)},
          {"verdict", found ? std::string(name(*found)) : "none"},
          {"points", std::move(points)}};
}

} // namespace

std::string to_json(const CurveReport& report) {
  const Experiment& experiment = report.experiment;
  Json curves = Json::array();
  for (const PairCurve& curve : report.curves) {
    curves.push_back(curve_json(experiment, curve));
  }
  Json skipped = Json::array();
  for (const auto& [solver, instance, reason] : report.skipped) {
    skipped.push_back({{"solver", solver}, {"instance", instance}, {"reason", reason}});
  }
  Json cheapest = Json::array();
  for (const Cheapest& best : report.cheapest) {
    cheapest.push_back({{"instance", best.instance},
                        {"eps", best.epsilon},
                        {"solver", best.solver},
                        {"clear", best.clear}});
  }
  return json_text({{"schema", "assay/curve/1"},
                    {"version", version()},
                    {"seed", experiment.seed},
                    {"criterion", experiment.criterion},
                    {"metric", experiment.metric},
                    {"name", experiment.name},
                    {"title", experiment.title},
                    {"trials", report.trials},
                    {"curves", std::move(curves)},
                    {"skipped", std::move(skipped)},
                    {"cheapest", std::move(cheapest)}});
}

} // namespace assay
