#include <assay/error.hpp>
#include <assay/measure/ert.hpp>
#include <assay/measure/regression.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

namespace assay {
namespace {

constexpr double largest_calls = 1e300; ///< sums stay finite
constexpr double same = 1e-12;          ///< 0.1 and 3 * 0.1 - 0.2 are one accuracy

/// Not need(): that would write its message for every run of a good experiment, too.
void refuse_unless(bool holds, const char* rule, double value) {
  if (!holds) {
    throw InvalidArgument(rule + std::to_string(value));
  }
}

void check(const Trial& trial) {
  refuse_unless(trial.epsilon > 0 && std::isfinite(trial.epsilon),
                "an accuracy is positive and finite, not ", trial.epsilon);
  refuse_unless(trial.calls >= 0 && trial.calls <= largest_calls, "calls lie in 0..1e300, not in ",
                trial.calls);
  refuse_unless(trial.log_factor > 0 && std::isfinite(trial.log_factor),
                "a log factor is positive and finite, not ", trial.log_factor);
}

double square(double value) { return value * value; }

/// Variance of log ERT = log(mean calls) - log(share of successes), linearised: run i pulls it by
/// u_i = calls_i/mean - success_i/share, which sees that a run that fails also costs its budget.
double linearised(const std::vector<Trial>& runs, const ErtPoint& point) {
  const auto n = static_cast<double>(runs.size());
  double sum = 0;
  for (const Trial& run : runs) {
    sum += square(n * (run.calls / point.calls - (run.success ? 1.0 / point.successes : 0.0)));
  }
  return sum / (n * (n - 1));
}

/// What few samples of a long tail hide: by how much the variance of the log of a log-normal's mean
/// (Cox: s^2/n + s^4/(2(n - 1)), s from the logarithms) exceeds the linearised one.
double long_tail(const std::vector<Trial>& runs) {
  std::vector<double> calls;
  for (const Trial& run : runs) {
    if (run.success && run.calls > 0) {
      calls.push_back(run.calls);
    }
  }
  const auto n = static_cast<double>(calls.size());
  if (calls.size() < 2) {
    return 0;
  }
  double mean = 0;
  double mean_log = 0;
  for (const double value : calls) {
    mean += value / n;
    mean_log += std::log(value) / n;
  }
  double spread = 0;
  double spread_log = 0;
  for (const double value : calls) {
    spread += square(value / mean - 1) / (n - 1);
    spread_log += square(std::log(value) - mean_log) / (n - 1);
  }
  return std::max(0.0, (spread_log + square(spread_log) * n / (2 * (n - 1)) - spread) / n);
}

/// What few runs hide of failures: with one more of each, the variance of log(share), where larger.
/// Five successes out of five do not say that none fails.
double hidden_failures(const ErtPoint& point) {
  const double n = point.trials;
  const auto variance = [n](double share) { return (1 - share) / (n * share); };
  return std::max(0.0, variance((point.successes + 1) / (n + 2)) - variance(point.successes / n));
}

/// What the points of one curve share.
struct Common {
  double confidence;
  bool failures;                     ///< did any run fail?
  std::map<int, double> t_quantiles; ///< by the number of runs: dear to compute

  double quantile(int runs) {
    const auto [at, fresh] = t_quantiles.try_emplace(runs, 0);
    if (fresh) {
      at->second = student_quantile(runs - 1, (1 + confidence) / 2);
    }
    return at->second;
  }
};

ErtPoint point_of(const std::vector<Trial>& runs, Common& common) {
  ErtPoint point{.epsilon = runs.front().epsilon,
                 .log_factor = runs.front().log_factor,
                 .trials = static_cast<int>(runs.size())};
  for (const Trial& run : runs) {
    refuse_unless(std::abs(run.log_factor / point.log_factor - 1) < 1e-9,
                  "one accuracy has one log factor, not also ", run.log_factor);
    point.calls += run.calls;
    point.successes += run.success ? 1 : 0;
  }
  const double n = point.trials;
  const double tail = (1 - common.confidence) / 2;
  if (point.successes == 0) {
    // A share of successes p leaves n failures with probability (1 - p)^n.
    point.lo = point.calls / n / (1 - std::pow(tail, 1 / n));
    return point;
  }
  point.ert = point.calls / point.successes;
  if (point.trials > 1 && point.calls > 0) {
    const double variance = linearised(runs, point) + long_tail(runs) +
                            (common.failures ? hidden_failures(point) : 0.0);
    const double reach = std::exp(common.quantile(point.trials) * std::sqrt(variance));
    point.lo = point.ert / reach;
    point.hi = point.ert * reach;
  }
  return point;
}

} // namespace

std::vector<ErtPoint> running_times(const std::vector<Trial>& trials, double confidence) {
  need(confidence > 0 && confidence < 1, "a confidence lies between 0 and 1");
  std::for_each(trials.begin(), trials.end(), check);
  std::vector<Trial> sorted = trials;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Trial& a, const Trial& b) { return a.epsilon > b.epsilon; });
  Common common{.confidence = confidence,
                .failures = std::any_of(trials.begin(), trials.end(),
                                        [](const Trial& trial) { return !trial.success; })};
  std::vector<ErtPoint> points;
  for (auto from = sorted.begin(); from != sorted.end();) {
    const auto to = std::find_if(from, sorted.end(), [from](const Trial& trial) {
      return trial.epsilon < from->epsilon * (1 - same);
    });
    points.push_back(point_of({from, to}, common));
    from = to;
  }
  return points;
}

} // namespace assay
