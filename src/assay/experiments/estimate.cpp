#include <assay/experiments/estimate.hpp>
#include <assay/experiments/run_trial.hpp>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <map>

namespace assay {
namespace {

constexpr double enough = 0.02;  // seconds that time an iteration well
constexpr double longest = 0.25; // that one probe may be expected to take

double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

struct Probe {
  double seconds = 0;
  double steps = 0;
  bool ended = false; ///< the trial, before the budget
};

Probe probe(const Experiment& experiment, const Cell& cell, const Plan& plan, double steps) {
  constexpr double most = 1e38;
  const double calls = std::clamp(std::ceil(plan.calls_per_step * steps), 1.0, most);
  const TrialSpec spec{.solver = cell.solver,
                       .instance = cell.instance,
                       .epsilon = cell.epsilon,
                       .criterion = cell.criterion,
                       .seed = experiment.seed,
                       .trial = cell.first_trial,
                       .budget = static_cast<Count>(calls)};
  const double start = processor_seconds();
  const TrialResult result = run_trial(spec);
  return {.seconds = processor_seconds() - start,
          .steps = static_cast<double>(std::max<std::uint64_t>(1, result.iterations)),
          .ended = result.status != Status::censored};
}

/// Longer and longer parts of one trial, until it ends or `patience` is used up.
Probe timed(const Experiment& experiment, const Cell& cell, const Plan& plan, double patience) {
  double steps = 1;
  for (;;) {
    const Probe seen = probe(experiment, cell, plan, steps);
    constexpr double growth = 4;
    if (seen.ended || seen.seconds * growth > patience || steps > plan.steps * growth) {
      return seen;
    }
    steps *= growth;
  }
}

/// What the accuracies of one curve, falling, have told so far.
struct Known {
  double seconds_per_step = 0;
  double calls_per_step = 1;
  double part = 1; ///< of theory's steps that are needed
  bool bound = true;
};

} // namespace

std::vector<Estimate> estimates(const Experiment& experiment, const Work& work) {
  std::map<std::pair<std::string, std::string>, Known> curves;
  std::vector<Estimate> result;
  for (std::size_t i = 0; i < work.cells.size(); ++i) {
    const Cell& cell = work.cells[i];
    const Plan& plan = work.forecasts[i].plan;
    const auto [place, fresh] = curves.try_emplace(std::pair(cell.solver, cell.instance));
    Known& known = place->second;
    // A step takes longer than at the coarser accuracy by at most what it makes more of calls.
    const double longer = plan.calls_per_step / known.calls_per_step;
    if (fresh || known.seconds_per_step * longer < longest) {
      const Probe seen = timed(experiment, cell, plan, fresh ? 2 * longest : enough);
      known.seconds_per_step = seen.seconds / seen.steps;
      known.calls_per_step = plan.calls_per_step;
      if (fresh && seen.ended) {
        known.part = seen.steps / std::max(1.0, plan.steps);
        known.bound = false;
      }
    } else {
      known.seconds_per_step *= longer;
      known.calls_per_step = plan.calls_per_step;
    }
    const double steps = std::max(1.0, plan.steps * known.part);
    result.push_back({.calls = steps * plan.calls_per_step,
                      .seconds = steps * known.seconds_per_step,
                      .bound = known.bound});
  }
  return result;
}

} // namespace assay
