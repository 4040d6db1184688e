#include <assay/error.hpp>
#include <assay/measure/rate.hpp>
#include <assay/numbers/scalar.hpp>

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>

namespace assay {
namespace {

/// log(1/eps), increasing; log cost; log log_factor: what every slope is made of.
struct Logs {
  Real inverse;
  Real cost;
  Real factor;
};

std::vector<Logs> logs(const std::vector<RatePoint>& points) {
  std::vector<Logs> result;
  for (const RatePoint& point : points) {
    need(point.epsilon > Real(0) && point.epsilon < Real(1), "an accuracy lies between 0 and 1");
    need(point.cost > Real(0) && point.cost.is_finite(), "a cost is positive and finite");
    need(point.log_factor > Real(0), "a log factor is positive");
    result.push_back({-log(point.epsilon), log(point.cost), log(point.log_factor)});
    need(result.size() < 2 || result[result.size() - 2].inverse < result.back().inverse,
         "the accuracies of a ladder must fall");
  }
  return result;
}

/// What is left of the way to the limit after the move from a to b, if slopes approach it like 1/L.
Real remaining(const LocalSlope& a, const LocalSlope& b, Slope which) {
  const Real move = which == Slope::raw ? b.raw - a.raw : b.corrected - a.corrected;
  return abs(move) * a.log_inverse / (b.log_inverse - a.log_inverse);
}

} // namespace

Real plain_log_factor(const Real& epsilon) {
  need(epsilon * Real(1000000) <= Real(1) + exact<Real>("1e-9"),
       "division by log(1/eps) is for eps <= 1e-6 only");
  return -log(epsilon);
}

std::vector<LocalSlope> local_slopes(const std::vector<RatePoint>& points) {
  const std::vector<Logs> at = logs(points);
  std::vector<LocalSlope> slopes;
  for (std::size_t i = 1; i < at.size(); ++i) {
    const Real run = at[i].inverse - at[i - 1].inverse;
    const Real raw = (at[i].cost - at[i - 1].cost) / run;
    slopes.push_back({(at[i].inverse + at[i - 1].inverse) / Real(2), raw,
                      raw - (at[i].factor - at[i - 1].factor) / run});
  }
  return slopes;
}

SlopeInterval limit_slope(const std::vector<LocalSlope>& slopes, Slope which) {
  const std::size_t n = slopes.size();
  if (n < 4) {
    throw Undecidable("a limit needs at least 4 local slopes, here are " + std::to_string(n));
  }
  const Real last = which == Slope::raw ? slopes[n - 1].raw : slopes[n - 1].corrected;
  const Real reach = Real(2) * std::max(remaining(slopes[n - 3], slopes[n - 2], which),
                                        remaining(slopes[n - 2], slopes[n - 1], which));
  return {last, last - reach, last + reach};
}

SlopeInterval fitted_slope(const std::vector<RatePoint>& points, Slope which, double confidence) {
  need(confidence > 0 && confidence < 1, "a confidence lies between 0 and 1");
  if (points.size() < 6) {
    throw Undecidable("a fit needs at least 6 accuracies, here are " +
                      std::to_string(points.size()));
  }
  const std::vector<Logs> at = logs(points);
  const Real n(static_cast<int>(at.size()));
  const auto height = [which](const Logs& point) {
    return which == Slope::raw ? point.cost : point.cost - point.factor;
  };
  Real mean_x(0);
  Real mean_y(0);
  for (const Logs& point : at) {
    mean_x += point.inverse / n;
    mean_y += height(point) / n;
  }
  Real xx(0);
  Real xy(0);
  for (const Logs& point : at) {
    xx += (point.inverse - mean_x) * (point.inverse - mean_x);
    xy += (point.inverse - mean_x) * (height(point) - mean_y);
  }
  const Real slope = xy / xx;
  Real residuals(0);
  for (const Logs& point : at) {
    const Real off = height(point) - mean_y - slope * (point.inverse - mean_x);
    residuals += off * off;
  }
  const auto freedom = static_cast<double>(at.size() - 2);
  const double quantile =
      boost::math::quantile(boost::math::students_t(freedom), (1 + confidence) / 2);
  const Real reach = Real(quantile) * sqrt(residuals / Real(freedom) / xx);
  return {slope, slope - reach, slope + reach};
}

} // namespace assay
