#pragma once
#include <assay/measure/curve_fit.hpp>
#include <assay/measure/regression.hpp>

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <support/synthetic_curve.hpp>
#include <vector>

/// How often an interval for an exponent holds the true one, cell by cell, and rules that look as
/// good and do not.
namespace coverage {

using assay::ExponentInterval;
using assay::Trial;
using synthetic::Cell;

using Rule = ExponentInterval (*)(const std::vector<Trial>&);

/// The rule of assay.
inline ExponentInterval student(const std::vector<Trial>& trials) {
  return assay::fit_curve(trials).deciding();
}

/// Fault: the normal quantile instead of Student's.
inline ExponentInterval normal_quantile(const std::vector<Trial>& trials) {
  ExponentInterval found = student(trials);
  const int k = static_cast<int>(assay::running_times(trials).size());
  const double shrink = 1.959964 / assay::student_quantile(k - 2, 0.975);
  return {found.value, found.value - shrink * (found.value - found.lo),
          found.value + shrink * (found.hi - found.value)};
}

/// Fault: the raw exponent of a cost that has a log factor.
inline ExponentInterval log_left_in(const std::vector<Trial>& trials) {
  return assay::fit_curve(trials).raw;
}

/// Slope of log(ERT/log factor) from sums of calls and successes.
inline double slope(const std::vector<assay::ErtPoint>& points) {
  std::vector<double> x;
  std::vector<double> y;
  for (const assay::ErtPoint& point : points) {
    if (point.successes > 0) {
      x.push_back(-std::log(point.epsilon));
      y.push_back(std::log(point.calls / point.successes / point.log_factor));
    }
  }
  return x.size() < 2 ? 0 : assay::regress(x, y).slope;
}

/// Fault: a percentile bootstrap that draws the seeds of each epsilon again.
inline ExponentInterval percentile_bootstrap(const std::vector<Trial>& trials) {
  constexpr int resamples = 200;
  std::map<double, std::vector<Trial>> groups;
  for (const Trial& trial : trials) {
    groups[trial.epsilon].push_back(trial);
  }
  assay::Stream stream(7, 0, "bootstrap");
  std::vector<double> slopes;
  for (int i = 0; i < resamples; ++i) {
    std::vector<assay::ErtPoint> points;
    for (const auto& [epsilon, runs] : groups) {
      assay::ErtPoint point{.epsilon = epsilon, .log_factor = runs.front().log_factor};
      for (std::size_t draw = 0; draw < runs.size(); ++draw) {
        const auto at = static_cast<double>(runs.size()) * stream.uniform();
        point.calls += runs[static_cast<std::size_t>(at)].calls;
        point.successes += runs[static_cast<std::size_t>(at)].success ? 1 : 0;
      }
      points.push_back(point);
    }
    slopes.push_back(slope(points));
  }
  std::sort(slopes.begin(), slopes.end());
  return {slopes[resamples / 2], slopes[resamples / 40], slopes[resamples - 1 - resamples / 40]};
}

struct Count {
  int covered = 0;
  int growing = 0; ///< the interval lies above 0
  int sets = 0;
  [[nodiscard]] double share() const { return static_cast<double>(covered) / sets; }
};

/// A set is a function of the seed, its number and the cell's number alone.
inline Count count(const Cell& cell, std::uint32_t number, int sets, Rule rule = student) {
  Count found;
  for (int set = 0; set < sets; ++set) {
    assay::Stream stream(number, static_cast<std::uint32_t>(set), "coverage");
    const ExponentInterval interval = rule(synthetic::draw(cell, stream));
    found.covered += interval.lo <= cell.exponent && cell.exponent <= interval.hi ? 1 : 0;
    found.growing += interval.lo > 0 ? 1 : 0;
    ++found.sets;
  }
  return found;
}

/// The grid of cells; `every` keeps one in so many, spread over all columns.
inline std::vector<Cell> grid(std::size_t every = 1) {
  struct Loss {
    Cell::Censoring how;
    double share;
  };
  std::vector<Cell> all;
  for (const double exponent : {1., 2., 3., 4., 5., 6., 7.}) {
    for (const bool logs : {false, true}) {
      for (const double noise : {0.1, 0.3, 1.0}) {
        for (const Loss& loss :
             {Loss{Cell::none, 0}, Loss{Cell::budget, 0.2}, Loss{Cell::budget, 0.4},
              Loss{Cell::random, 0.2}, Loss{Cell::random, 0.4}}) {
          for (const int seeds : {5, 10, 15}) {
            for (const int accuracies : {6, 8, 12}) {
              all.push_back({.exponent = exponent,
                             .logs = logs,
                             .noise = noise,
                             .censoring = loss.how,
                             .censored = loss.share,
                             .seeds = seeds,
                             .accuracies = accuracies});
            }
          }
        }
      }
    }
  }
  std::vector<Cell> kept;
  for (std::size_t i = 0; i < all.size(); i += every) {
    kept.push_back(all[i]);
  }
  return kept;
}

} // namespace coverage
