#include <assay/experiments/collect.hpp>
#include <assay/experiments/tune.hpp>

#include <cmath>
#include <limits>
#include <map>
#include <tuple>

namespace assay {
namespace {

/// Where one choice is made; what the choice is for all of is left empty or zero.
using Place = std::tuple<std::string, std::string, double>; // curve, instance, epsilon

Place place_of(const Tuning& tuning,
               const std::string& curve,
               const std::string& instance,
               double epsilon) {
  return {curve, tuning.over_family ? std::string() : instance, tuning.per_epsilon ? epsilon : 0};
}

/// Log ERT of each candidate by instance and accuracy.
using Costs = std::map<std::string, std::map<double, std::map<std::string, double>>>;

double log_ert(const Runs& runs) {
  double calls = 0;
  double successes = 0;
  for (const Run& run : runs) {
    calls += static_cast<double>(run.result.calls.sfo());
    successes += run.result.status == Status::reached ? 1 : 0;
  }
  return successes > 0 ? std::log(calls / successes) : std::numeric_limits<double>::infinity();
}

double total(const std::map<double, std::map<std::string, double>>& costs) {
  double sum = 0;
  for (const auto& [epsilon, instances] : costs) {
    double worst = -std::numeric_limits<double>::infinity();
    for (const auto& [instance, cost] : instances) {
      worst = std::max(worst, cost);
    }
    sum += worst;
  }
  return sum;
}

} // namespace

Chosen choice(const Experiment& experiment, const Work& tuning, const Store& store) {
  const std::vector<Runs> runs = runs_of(experiment, tuning, store);
  std::map<Place, Costs> places;
  for (std::size_t i = 0; i < tuning.cells.size(); ++i) {
    const Cell& cell = tuning.cells[i];
    places[place_of(experiment.tuning, cell.curve, cell.instance, cell.epsilon)][cell.solver]
          [cell.epsilon][cell.instance] = log_ert(runs[i]);
  }
  std::map<Place, std::string> best;
  for (const auto& [place, costs] : places) {
    double least = std::numeric_limits<double>::infinity();
    for (const std::string& candidate : experiment.tuning.candidates.at(std::get<0>(place))) {
      const auto found = costs.find(candidate);
      if (found == costs.end()) { // it does not apply here
        continue;
      }
      const double cost = total(found->second);
      if (!best.contains(place) || cost < least) {
        best[place] = candidate;
        least = cost;
      }
    }
  }
  return [best, how = experiment.tuning](const std::string& curve, const std::string& instance,
                                         double epsilon) {
    const auto found = best.find(place_of(how, curve, instance, epsilon));
    // Where no candidate applies any will do: work_of leaves the pair out and says why.
    return found == best.end() ? how.candidates.at(curve).front() : found->second;
  };
}

} // namespace assay
