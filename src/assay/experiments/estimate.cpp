#include <assay/error.hpp>
#include <assay/experiments/estimate.hpp>
#include <assay/experiments/run_trial.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>
#include <map>
#include <optional>
#include <utility>

namespace assay {
namespace {

constexpr double enough = 0.02;  // seconds that time an iteration well
constexpr double longest = 0.25; // that one probe may be expected to take

double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// A trial about to start, and what it took to make it.
struct Bench {
  TrialSpec spec;
  Instance instance;
  SolverInfo solver;
  Parameters parameters;
  double seconds = 0;

  [[nodiscard]] AnySolver fresh() const { return solver.make(instance.facts, parameters); }
};

Bench bench(const Experiment& experiment, const FindSolver& find, const Cell& cell) {
  const double start = processor_seconds();
  const Selected selected = parse_selected(cell.solver);
  Bench made{.spec = {.solver = cell.solver,
                      .instance = cell.instance,
                      .epsilon = cell.epsilon,
                      .criterion = cell.criterion,
                      .seed = experiment.seed,
                      .trial = cell.first_trial},
             .instance = make_instance(cell.instance, cell.epsilon),
             .solver = find(selected.name),
             .parameters = selected.parameters};
  static_cast<void>(made.fresh());
  made.seconds = processor_seconds() - start;
  return made;
}

struct Probe {
  double seconds = 0; ///< from its start on
  double steps = 0;
  bool ended = false;    ///< the trial, before the budget
  bool iterated = false; ///< it made a step
};

Probe probe(Bench& bench, const Plan& plan, double steps) {
  constexpr double most = 1e38;
  const double calls = std::clamp(std::ceil(plan.calls_per_step * steps), 1.0, most);
  bench.spec.budget = static_cast<Count>(calls);
  AnySolver solver = bench.fresh();
  const double start = processor_seconds();
  const TrialResult result = run_trial(bench.spec, bench.instance, std::move(solver));
  const auto made = static_cast<double>(result.iterations);
  return {.seconds = processor_seconds() - start,
          .steps = std::max(made, std::min(1.0, steps)), // a part of the first, or of none
          .ended = result.status != Status::censored,
          .iterated = result.iterations > 0};
}

/// Longer and longer parts of one trial, until it ends, `budget` does or `patience` is used up. The
/// first may be a part of one step, which can be millions of calls.
Probe timed(Bench& bench, const Plan& plan, Count budget, double patience) {
  constexpr double few = 1000; // calls
  double steps = std::min(1.0, few / plan.calls_per_step);
  for (;;) {
    const Probe seen = probe(bench, plan, steps);
    constexpr double growth = 4;
    const bool spent = plan.calls_per_step * steps > static_cast<double>(budget);
    if (seen.ended || seen.seconds * growth > patience || spent) {
      return seen;
    }
    steps *= growth;
  }
}

/// The part of theory's steps that a trial needs at some accuracy coarser than the cell's, where
/// trials are shorter; nothing where none ends in time either, or none can be made.
std::optional<double>
coarser_part(const Experiment& experiment, const FindSolver& find, Cell cell) {
  try {
    for (int halvings = 0; halvings < 3; ++halvings) {
      cell.epsilon *= 2;
      const Plan plan = forecast(cell.solver, cell.instance, cell.epsilon, find).plan;
      Bench made = bench(experiment, find, cell);
      const Probe seen = timed(made, plan, cell.budget, 2 * longest);
      if (seen.ended) {
        // One that was there from the start tells nothing.
        return seen.iterated ? std::optional(seen.steps / std::max(1.0, plan.steps)) : std::nullopt;
      }
    }
  } catch (const InvalidArgument&) { // no such instance at that accuracy
  }
  return std::nullopt;
}

/// What the accuracies of one curve, falling, have told so far.
struct Known {
  double seconds_to_make = 0;
  double seconds_per_step = 0;
  double calls_per_step = 1;
  double part = 1; ///< of theory's steps that are needed
  bool bound = true;
};

/// The first cell of a curve tells which part of theory's steps is needed.
Known first_look(const Experiment& experiment,
                 const FindSolver& find,
                 const Cell& cell,
                 const Plan& plan) {
  Bench made = bench(experiment, find, cell);
  const Probe seen = timed(made, plan, cell.budget, 2 * longest);
  std::optional<double> part;
  if (seen.ended) {
    part = seen.steps / std::max(1.0, plan.steps);
  } else {
    part = coarser_part(experiment, find, cell);
  }
  return {.seconds_to_make = made.seconds,
          .seconds_per_step = seen.seconds / seen.steps,
          .calls_per_step = plan.calls_per_step,
          .part = part.value_or(1),
          .bound = !part};
}

/// A finer accuracy of a curve that is known.
void look_again(const Experiment& experiment,
                const FindSolver& find,
                const Cell& cell,
                const Plan& plan,
                Known& known) {
  // A step takes longer than at the coarser accuracy by at most what it makes more of calls.
  known.seconds_per_step *= plan.calls_per_step / known.calls_per_step;
  known.calls_per_step = plan.calls_per_step;
  if (known.seconds_per_step < longest && known.seconds_to_make < enough) {
    Bench made = bench(experiment, find, cell);
    const Probe seen = timed(made, plan, cell.budget, enough);
    known.seconds_to_make = made.seconds;
    known.seconds_per_step = seen.seconds / seen.steps;
  }
}

/// Where theory names no number of steps: longer and longer parts of one trial, by the clock, as
/// the solver may compute in another process.
Estimate without_theory(const Experiment& experiment, const FindSolver& find, const Cell& cell) {
  using Clock = std::chrono::steady_clock;
  Bench made = bench(experiment, find, cell);
  for (Count calls = 1000;; calls *= 4) {
    made.spec.budget = std::min(calls, cell.budget);
    const Clock::time_point start = Clock::now();
    const TrialResult seen = run_trial(made.spec, made.instance, made.fresh());
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    const auto done = static_cast<double>(seen.calls.total());
    if (seen.status != Status::censored) {
      return {.calls = done, .seconds = seconds};
    }
    if (calls >= cell.budget || seconds > longest) {
      const auto allowed = static_cast<double>(cell.budget);
      return {.calls = allowed, .seconds = seconds * allowed / std::max(1.0, done), .bound = true};
    }
  }
}

} // namespace

std::vector<Estimate> estimates(const Experiment& experiment, const Work& work) {
  std::map<std::pair<std::string, std::string>, Known> curves;
  std::vector<Estimate> result;
  for (std::size_t i = 0; i < work.cells.size(); ++i) {
    const Cell& cell = work.cells[i];
    const Plan& plan = work.forecasts[i].plan;
    if (plan.steps == 0) {
      result.push_back(without_theory(experiment, work.find, cell));
      continue;
    }
    const auto [place, fresh] = curves.try_emplace(std::pair(cell.solver, cell.instance));
    Known& known = place->second;
    if (fresh) {
      known = first_look(experiment, work.find, cell, plan);
    } else {
      look_again(experiment, work.find, cell, plan, known);
    }
    const double allowed = static_cast<double>(cell.budget) / plan.calls_per_step;
    const double steps = std::min(std::max(1.0, plan.steps * known.part), allowed);
    result.push_back({.calls = steps * plan.calls_per_step,
                      .seconds = known.seconds_to_make + steps * known.seconds_per_step,
                      .bound = known.bound});
  }
  return result;
}

} // namespace assay
