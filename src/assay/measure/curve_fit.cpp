#include <assay/error.hpp>
#include <assay/measure/curve_fit.hpp>
#include <assay/measure/regression.hpp>

#include <algorithm>
#include <cmath>

namespace assay {
namespace {

/// What is fitted: log(1/eps) rising, log ERT, log ERT/log_factor.
struct Columns {
  std::vector<double> epsilon;
  std::vector<double> inverse;
  std::vector<double> raw;
  std::vector<double> corrected;
};

/// A window typed in decimals must hold the accuracy that was typed the same way.
bool inside(double epsilon, const Window& window) {
  constexpr double rounding = 1e-9;
  return epsilon >= window.lo * (1 - rounding) && epsilon <= window.hi * (1 + rounding);
}

Columns columns(const std::vector<ErtPoint>& points, const Window& window) {
  Columns found;
  for (const ErtPoint& point : points) {
    if (point.usable() && inside(point.epsilon, window)) {
      found.epsilon.push_back(point.epsilon);
      found.inverse.push_back(-std::log(point.epsilon));
      found.raw.push_back(std::log(point.ert));
      found.corrected.push_back(found.raw.back() - std::log(point.log_factor));
    }
  }
  return found;
}

ExponentInterval interval(const Regression& line, std::size_t k, double confidence) {
  ExponentInterval exponent{.value = line.slope};
  if (k >= static_cast<std::size_t>(fewest_accuracies)) {
    const double reach =
        line.slope_error * student_quantile(static_cast<double>(k) - 2, (1 + confidence) / 2);
    exponent.lo = line.slope - reach;
    exponent.hi = line.slope + reach;
  }
  return exponent;
}

Curvature curvature(const Regression& line, std::size_t k, double confidence) {
  if (!std::isfinite(line.bend_error) || line.bend == 0) {
    return {};
  }
  const double freedom = static_cast<double>(k) - 3;
  const double reach = line.end_slope_error * student_quantile(freedom, (1 + confidence) / 2);
  return {.change = 2 * line.bend * (line.x_high - line.x_low),
          .p_value = student_two_sided(freedom, line.bend / line.bend_error),
          .end = {line.end_slope, line.end_slope - reach, line.end_slope + reach}};
}

std::vector<LocalExponent> local_exponents(const Columns& at) {
  std::vector<LocalExponent> found;
  for (std::size_t i = 1; i < at.inverse.size(); ++i) {
    const double run = at.inverse[i] - at.inverse[i - 1];
    found.push_back({.epsilon = std::sqrt(at.epsilon[i] * at.epsilon[i - 1]),
                     .raw = (at.raw[i] - at.raw[i - 1]) / run,
                     .corrected = (at.corrected[i] - at.corrected[i - 1]) / run});
  }
  return found;
}

} // namespace

CurveFit fit_curve(const std::vector<Trial>& trials, const FitOptions& options) {
  need(options.window.lo <= options.window.hi, "a window's lower end is at most its upper end");
  CurveFit fit{.points = running_times(trials, options.confidence),
               .confidence = options.confidence};
  for (const ErtPoint& point : fit.points) {
    fit.has_log_factor = fit.has_log_factor || point.log_factor != 1;
  }
  const Columns at = columns(fit.points, options.window);
  const std::size_t k = at.inverse.size();
  fit.fitted = static_cast<int>(k);
  if (k > 0) {
    fit.window = {at.epsilon.back(), at.epsilon.front()};
  }
  if (k >= 2) {
    const Regression raw = regress(at.inverse, at.raw);
    const Regression corrected = regress(at.inverse, at.corrected);
    fit.raw = interval(raw, k, options.confidence);
    fit.corrected = interval(corrected, k, options.confidence);
    fit.local = local_exponents(at);
    fit.curvature = curvature(corrected, k, options.confidence);
    fit.raw_curvature = curvature(raw, k, options.confidence);
    fit.scatter = corrected.scatter;
  }
  fit.advice = advise(fit, trials);
  return fit;
}

ExponentInterval judged_interval(const ExponentInterval& fitted, const Curvature& curvature) {
  if (!curvature.bent()) {
    return fitted;
  }
  return {.value = fitted.value,
          .lo = std::min(fitted.lo, curvature.end.lo),
          .hi = std::max(fitted.hi, curvature.end.hi)};
}

Truth rate_holds(const ExponentInterval& exponent, double claim, RateSide side, double slack) {
  need(std::isfinite(claim) && slack >= 0, "a claimed exponent is finite");
  const bool upper = side == RateSide::upper;
  const double limit = upper ? claim + slack : claim - slack;
  if (exponent.hi < limit) {
    return upper ? Truth::yes : Truth::no;
  }
  if (exponent.lo > limit) {
    return upper ? Truth::no : Truth::yes;
  }
  return Truth::unknown;
}

} // namespace assay
