#include <assay/measure/advice.hpp>
#include <assay/measure/curve_fit.hpp>
#include <assay/measure/regression.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace assay {
namespace {

constexpr double dependent_above = 3.5;    ///< standard deviations: 2e-4 of sound data
constexpr double failing_more_above = 3.0; ///< standard deviations, one-sided: 1.3e-3
constexpr double same_budget = 1.05;       ///< a last batch may go beyond a budget

std::string text(double value) {
  std::array<char, 40> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.3g", value);
  return buffer.data();
}

bool within(double epsilon, const Window& window) {
  return epsilon >= window.lo && epsilon <= window.hi;
}

/// The points of the fit, epsilon falling.
std::vector<ErtPoint> fitted_points(const CurveFit& fit) {
  std::vector<ErtPoint> points;
  std::copy_if(fit.points.begin(), fit.points.end(), std::back_inserter(points),
               [&fit](const ErtPoint& p) { return p.usable() && within(p.epsilon, fit.window); });
  return points;
}

/// Had a run that failed the budget of a run at another accuracy?
bool shared_budget(const std::vector<Trial>& trials) {
  return std::any_of(trials.begin(), trials.end(), [&](const Trial& failed) {
    return !failed.success && failed.budget > 0 &&
           std::any_of(trials.begin(), trials.end(), [&](const Trial& other) {
             return other.epsilon != failed.epsilon && other.budget == failed.budget;
           });
  });
}

/// Did all failed runs, at two accuracies or more, stop at one number of calls? For where budgets
/// are not told: one counter's calls may differ although all kinds together are limited alike.
bool one_budget(const std::vector<Trial>& trials) {
  double least = 0;
  double most = 0;
  double epsilon = 0;
  bool several = false;
  for (const Trial& trial : trials) {
    if (trial.success) {
      continue;
    }
    several = several || (most > 0 && trial.epsilon != epsilon);
    least = most > 0 ? std::min(least, trial.calls) : trial.calls;
    most = std::max(most, trial.calls);
    epsilon = trial.epsilon;
  }
  return several && most <= same_budget * least;
}

/// How much more often runs fail as epsilon falls, in standard deviations (Cochran and Armitage's
/// trend, at log(1/epsilon)); 0 if nothing varies.
double failure_trend(const std::vector<ErtPoint>& points) {
  double trials = 0;
  double failures = 0;
  double sum = 0;
  double squares = 0;
  double product = 0;
  for (const ErtPoint& point : points) {
    const double x = -std::log(point.epsilon);
    const double failed = point.trials - point.successes;
    trials += point.trials;
    failures += failed;
    sum += point.trials * x;
    squares += point.trials * x * x;
    product += failed * x;
  }
  const double share = failures / trials;
  const double variance = share * (1 - share) * (squares - sum * sum / trials);
  return variance > 0 ? (product - share * sum) / std::sqrt(variance) : 0;
}

std::string share_failed(const ErtPoint& point) {
  const double failed = point.trials - point.successes;
  return text(100 * failed / point.trials) + " % at eps = " + text(point.epsilon);
}

void advise_on_censoring(const CurveFit& fit,
                         const std::vector<Trial>& trials,
                         std::vector<Advice>& advice) {
  std::string unreached;
  int failed = 0;
  double worst = 1;
  double worst_at = 0;
  for (const ErtPoint& point : fit.points) {
    failed += point.trials - point.successes;
    const double share = static_cast<double>(point.successes) / point.trials;
    if (share < worst) {
      worst = share;
      worst_at = point.epsilon;
    }
    if (point.successes == 0) {
      unreached += (unreached.empty() ? "" : ", ") + text(point.epsilon);
    }
  }
  if (!unreached.empty()) {
    advice.push_back({Advice::no_success,
                      "no run reached eps = " + unreached +
                          ": left out of the fit, which sees the accuracies that were easy enough "
                          "and may report too small an exponent"});
  }
  if (failed == 0) {
    return;
  }
  if (shared_budget(trials) || one_budget(trials)) {
    advice.push_back({Advice::fixed_budget,
                      "runs failed, and one budget served several eps, which biases ERT and the "
                      "exponent; give each eps a budget in proportion to its expected cost"});
    return;
  }
  if (failure_trend(fit.points) > failing_more_above) {
    advice.push_back({Advice::failing_more,
                      "the smaller eps, the more runs failed (" + share_failed(fit.points.front()) +
                          ", " + share_failed(fit.points.back()) +
                          "): the budgets fall behind the cost, as c eps^-a does behind a cost "
                          "with a logarithm, which biases ERT and the exponent; give each eps a "
                          "budget in proportion to its expected cost"});
    return;
  }
  advice.push_back({Advice::censored, std::to_string(failed) + " of " +
                                          std::to_string(trials.size()) +
                                          " runs failed (least reached: " + text(100 * worst) +
                                          " % at eps = " + text(worst_at) +
                                          "); the exponent is sound if the budgets are in "
                                          "proportion to the cost, biased if one budget serves "
                                          "all eps"});
}

/// The widest window towards small epsilon in which the curve is straight; empty if there is none.
std::string straight_window(const std::vector<ErtPoint>& points) {
  for (std::size_t first = 1; first + fewest_accuracies <= points.size(); ++first) {
    std::vector<double> x;
    std::vector<double> y;
    for (std::size_t i = first; i < points.size(); ++i) {
      x.push_back(-std::log(points[i].epsilon));
      y.push_back(std::log(points[i].ert) - std::log(points[i].log_factor));
    }
    const Regression line = regress(x, y);
    const double freedom = static_cast<double>(x.size()) - 3;
    if (student_two_sided(freedom, line.bend / line.bend_error) > 0.1) {
      return text(points.back().epsilon) + ".." + text(points[first].epsilon);
    }
  }
  return "";
}

void advise_on_shape(const CurveFit& fit, std::vector<Advice>& advice) {
  const std::vector<ErtPoint> points = fitted_points(fit);
  const bool exact = fit.fitted >= 3 && fit.scatter < 1e-12;
  if (exact) {
    advice.push_back({Advice::too_exact,
                      "the points lie on a line to the last digit: nothing is "
                      "left to estimate an error from; are these measurements?"});
  } else if (fit.curvature.bent()) {
    const std::string window = straight_window(points);
    advice.push_back(
        {Advice::bent,
         "the local exponent still moves, by about " + text(fit.curvature.change) +
             " over the window (p = " + text(fit.curvature.p_value) +
             "): the curve is not asymptotic there, or a log factor is missing, and the interval "
             "does not know it; " +
             (window.empty() ? "measure at smaller eps"
                             : "the curve looks straight on " + window +
                                   " (a window chosen after seeing the data promises less)")});
  }
  if (fit.fitted >= fewest_accuracies && fit.deciding().lo <= 0 && fit.deciding().hi >= 0) {
    advice.push_back({Advice::flat, "growth is not significant: the interval holds exponent 0"});
  }
  for (std::size_t i = 1; i < points.size(); ++i) {
    if (points[i].ert < points[i - 1].ert) {
      advice.push_back(
          {Advice::falling, "eps = " + text(points[i].epsilon) +
                                " costs less than the larger eps = " + text(points[i - 1].epsilon) +
                                ": noise, or runs that are not comparable"});
      break;
    }
  }
}

} // namespace

std::string_view name(Advice::Kind kind) {
  constexpr std::array<std::string_view, 11> names = {
      "too_few",   "no_success", "censored", "fixed_budget", "failing_more", "one_run",
      "dependent", "bent",       "flat",     "falling",      "too_exact"};
  return names.at(static_cast<std::size_t>(kind));
}

std::vector<Advice> advise(const CurveFit& fit, const std::vector<Trial>& trials) {
  std::vector<Advice> advice;
  if (fit.fitted < fewest_accuracies) {
    advice.push_back({Advice::too_few, "only " + std::to_string(fit.fitted) +
                                           " accuracies with a success in the window: an interval "
                                           "needs at least " +
                                           std::to_string(fewest_accuracies)});
  }
  advise_on_censoring(fit, trials, advice);
  if (std::any_of(fit.points.begin(), fit.points.end(),
                  [](const ErtPoint& point) { return point.trials == 1; })) {
    advice.push_back({Advice::one_run, "an accuracy with one run has no interval of its own; the "
                                       "scatter around the line still gives the exponent one"});
  }
  if (const double strength = dependence(trials); strength > dependent_above) {
    advice.push_back({Advice::dependent,
                      "runs of the same number at neighbouring eps belong together (" +
                          text(strength) +
                          " standard deviations): several eps read off one trajectory, or one "
                          "seed for all? The interval is then too narrow; use independent runs"});
  }
  advise_on_shape(fit, advice);
  return advice;
}

} // namespace assay
