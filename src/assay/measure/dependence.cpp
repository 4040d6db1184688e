#include <assay/measure/advice.hpp>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <vector>

namespace assay {
namespace {

constexpr std::size_t fewest_runs = 4; ///< of a correlation

/// log calls of the successful runs at each accuracy (falling), by the number of the run.
using Runs = std::map<std::int64_t, double>;

std::map<double, Runs, std::greater<>> runs_by_accuracy(const std::vector<Trial>& trials) {
  std::map<double, Runs, std::greater<>> found;
  std::map<double, std::int64_t> place;
  for (const Trial& trial : trials) {
    const std::int64_t run = trial.run >= 0 ? trial.run : place[trial.epsilon];
    ++place[trial.epsilon];
    if (trial.success && trial.calls > 0) {
      found[trial.epsilon][run] = std::log(trial.calls);
    }
  }
  return found;
}

/// Someone sorted the file by calls: a run's place then says nothing.
bool sorted_by_calls(const std::map<double, Runs, std::greater<>>& runs) {
  return std::all_of(runs.begin(), runs.end(), [](const auto& entry) {
    return std::is_sorted(entry.second.begin(), entry.second.end(),
                          [](const auto& a, const auto& b) { return a.second < b.second; });
  });
}

/// Correlation over the runs that both have, in standard deviations of chance; NaN if too few.
double correlation(const Runs& a, const Runs& b) {
  std::vector<std::pair<double, double>> both;
  double mean_a = 0;
  double mean_b = 0;
  for (const auto& [run, value] : a) {
    if (const auto at = b.find(run); at != b.end()) {
      both.emplace_back(value, at->second);
      mean_a += value;
      mean_b += at->second;
    }
  }
  const auto n = static_cast<double>(both.size());
  double aa = 0;
  double bb = 0;
  double ab = 0;
  for (const auto& [u, v] : both) {
    aa += (u - mean_a / n) * (u - mean_a / n);
    bb += (v - mean_b / n) * (v - mean_b / n);
    ab += (u - mean_a / n) * (v - mean_b / n);
  }
  return both.size() < fewest_runs ? std::nan("") : ab / std::sqrt(aa * bb) * std::sqrt(n - 1);
}

/// Pairs (run at larger epsilon, run at smaller) in which the smaller epsilon cost less.
struct Inversions {
  double seen = 0;     ///< within one run: never, along a trajectory
  double expected = 0; ///< of independent runs: as often as between different runs
};

/// By a sorted column: a curve may have a hundred thousand runs at each accuracy.
Inversions inversions(const Runs& larger, const Runs& smaller) {
  std::vector<double> costs;
  for (const auto& [run, cost] : smaller) {
    costs.push_back(cost);
  }
  std::sort(costs.begin(), costs.end());
  Inversions found;
  double own = 0;
  double inverted = 0; // between all runs
  for (const auto& [run, before] : larger) {
    inverted +=
        static_cast<double>(std::lower_bound(costs.begin(), costs.end(), before) - costs.begin());
    if (const auto same = smaller.find(run); same != smaller.end()) {
      own += 1;
      found.seen += same->second < before ? 1 : 0;
    }
  }
  const double others =
      static_cast<double>(larger.size()) * static_cast<double>(smaller.size()) - own;
  found.expected = others == 0 ? 0 : own * (inverted - found.seen) / others;
  return found;
}

/// z with P(standard normal > z) = exp(-expected) to leading order: the chance to see no inversion.
double nested(double expected) {
  double z = 1;
  for (int i = 0; i < 4; ++i) {
    z = std::sqrt(2 * std::max(0.0, expected - std::log(2.507 * std::max(1.0, z))));
  }
  return z;
}

} // namespace

double dependence(const std::vector<Trial>& trials) {
  const auto runs = runs_by_accuracy(trials);
  const bool numbered =
      std::all_of(trials.begin(), trials.end(), [](const Trial& t) { return t.run >= 0; });
  if (runs.empty() || (!numbered && sorted_by_calls(runs))) {
    return 0;
  }
  double sum = 0;
  int pairs = 0;
  Inversions all;
  for (auto at = std::next(runs.begin()); at != runs.end(); ++at) {
    const Inversions here = inversions(std::prev(at)->second, at->second);
    all.seen += here.seen;
    all.expected += here.expected;
    const double r = correlation(std::prev(at)->second, at->second);
    if (std::isfinite(r)) { // one cost for all runs has no correlation
      sum += r;
      ++pairs;
    }
  }
  const double together = pairs == 0 ? 0 : sum / std::sqrt(pairs);
  return all.seen == 0 ? std::max(together, nested(all.expected)) : together;
}

} // namespace assay
