#include <assay/measure/advice.hpp>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <vector>

namespace assay {
namespace {

constexpr std::size_t fewest_runs = 4; ///< of a correlation

/// The number of a run, and the log of its calls.
using Cost = std::pair<std::int64_t, double>;
/// The successful runs at an accuracy, by number: a column, as a curve may have a hundred thousand.
using Runs = std::vector<Cost>;

bool by_number(const Cost& a, const Cost& b) { return a.first < b.first; }

std::map<double, Runs, std::greater<>> runs_by_accuracy(const std::vector<Trial>& trials) {
  std::map<double, Runs, std::greater<>> found;
  std::map<double, std::int64_t> place;
  for (const Trial& trial : trials) {
    const std::int64_t run = trial.run >= 0 ? trial.run : place[trial.epsilon];
    ++place[trial.epsilon];
    if (trial.success && trial.calls > 0) {
      found[trial.epsilon].emplace_back(run, std::log(trial.calls));
    }
  }
  for (auto& [epsilon, runs] : found) {
    std::stable_sort(runs.begin(), runs.end(), by_number);
    const auto same = [](const Cost& a, const Cost& b) { return a.first == b.first; };
    runs.erase(std::unique(runs.begin(), runs.end(), same), runs.end());
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

/// Visits the costs, in both, of the runs that both have.
template <class Visit> void for_each_common(const Runs& a, const Runs& b, const Visit& visit) {
  auto at = b.begin();
  for (const Cost& run : a) {
    while (at != b.end() && at->first < run.first) {
      ++at;
    }
    if (at != b.end() && at->first == run.first) {
      visit(run.second, at->second);
    }
  }
}

/// Correlation over the runs that both have, in standard deviations of chance; NaN if too few.
double correlation(const Runs& a, const Runs& b) {
  std::vector<std::pair<double, double>> both;
  double mean_a = 0;
  double mean_b = 0;
  for_each_common(a, b, [&](double u, double v) {
    both.emplace_back(u, v);
    mean_a += u;
    mean_b += v;
  });
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

/// By a sorted column: pair by pair would never end.
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
  }
  for_each_common(larger, smaller, [&](double before, double after) {
    own += 1;
    found.seen += after < before ? 1 : 0;
  });
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
