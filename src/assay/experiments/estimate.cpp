#include <assay/error.hpp>
#include <assay/experiments/estimate.hpp>
#include <assay/experiments/run_trial.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>
#include <map>
#include <memory>
#include <optional>
#include <span>
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
                      .trial = cell.first_trial,
                      .budget = cell.budget},
             .instance = make_instance(cell.instance, cell.epsilon),
             .solver = find(selected.name),
             .parameters = selected.parameters};
  static_cast<void>(made.fresh());
  made.seconds = processor_seconds() - start;
  return made;
}

/// A model whose trial ends, as if its budget were spent, once its thread has used its time. The
/// number of calls would be no limit: a batch of 10^8 samples may cost less than one call of a
/// loop.
template <bool Sums> class Timed {
public:
  Timed(Model model, double until) : model_(std::move(model)), until_(until) {}

  using V = Vector<double>;
  [[nodiscard]] int dx() const { return model_.dx(); }
  [[nodiscard]] int dy() const { return model_.dy(); }
  void grad_x_f(const V& x, const V& y, V& out) const { look().grad_x_f(x, y, out); }
  void grad_y_f(const V& x, const V& y, V& out) const { look().grad_y_f(x, y, out); }
  void grad_x_g(const V& x, const V& y, V& out) const { look().grad_x_g(x, y, out); }
  void grad_y_g(const V& x, const V& y, V& out) const { look().grad_y_g(x, y, out); }
  void hvp(const V& x, const V& y, const V& v, V& out) const { look().hvp(x, y, v, out); }
  void jvp(const V& x, const V& y, const V& v, V& out) const { look().jvp(x, y, v, out); }
  void solution(const V& x, V& out) const { look().solution(x, out); }
  void hypergradient(const V& x, V& out) const { look().hypergradient(x, out); }
  [[nodiscard]] std::shared_ptr<const LowerSpectrum> spectrum(double shift) const {
    return look().spectrum(shift);
  }
  void sum_grad_x_f(const V& x, std::span<const WeightedPoint> points, V& out) const requires Sums {
    look().sum_grad_x_f(x, points, out);
  }
  void
  add_sum_grad_x_g(const V& x, std::span<const WeightedPoint> points, V& out) const requires Sums {
    look().add_sum_grad_x_g(x, points, out);
  }

private:
  const Model& look() const {
    constexpr unsigned seldom = 32; // looking at the clock takes longer than a small gradient
    if (++calls_ % seldom == 0 && processor_seconds() > until_) {
      throw OutOfBudget{};
    }
    return model_;
  }

  Model model_;
  double until_;
  mutable unsigned calls_ = 0;
};

Instance timed(const Instance& instance, double seconds) {
  const double until = processor_seconds() + seconds;
  const Model& model = instance.model;
  const WeightedPoint point{instance.y0, 1};
  Vector<double> out = zeros<double>(model.dx());
  Instance result = instance;
  if (model.sum_grad_x_f(instance.x0, {&point, 1}, out) &&
      model.add_sum_grad_x_g(instance.x0, {&point, 1}, out)) {
    result.model = Timed<true>(model, until);
  } else {
    result.model = Timed<false>(model, until);
  }
  return result;
}

struct Probe {
  double seconds = 0; ///< from its start on
  double steps = 0;   ///< whole ones
  double calls = 0;
  bool ended = false; ///< the trial, before budget and time
};

Probe probe(const Bench& bench, double patience) {
  AnySolver solver = bench.fresh();
  const Instance instance = timed(bench.instance, patience);
  const double start = processor_seconds();
  const TrialResult result = run_trial(bench.spec, instance, std::move(solver));
  return {.seconds = processor_seconds() - start,
          .steps = static_cast<double>(result.iterations),
          .calls = static_cast<double>(result.calls.total()),
          .ended = result.status != Status::censored};
}

/// The first part of a trial, or all of it.
struct Look {
  double steps = 0;
  double seconds_per_step = 0;
  bool ended = false;
};

Look look(const Bench& bench, const Plan& plan, double patience) {
  const Probe early = probe(bench, patience / 4);
  const Probe late = early.ended ? early : probe(bench, patience); // the same trial, further
  if (late.ended || late.steps > 0) {
    return {.steps = late.steps,
            .seconds_per_step = late.seconds / std::max(1.0, late.steps),
            .ended = late.ended};
  }
  // A part of the first step: the schedule's calls at the rate of the last ones, for a step may
  // begin with large batches and go on in small ones.
  const bool moved = late.calls > early.calls && late.seconds > early.seconds;
  const double rate = moved ? (late.seconds - early.seconds) / (late.calls - early.calls)
                            : late.seconds / std::max(1.0, late.calls);
  return {.steps = 0,
          .seconds_per_step = std::max(late.seconds, rate * plan.calls_per_step),
          .ended = false};
}

/// The part of theory's steps that a trial needs at some accuracy coarser than the cell's, where
/// trials are shorter; nothing where none ends in time either, or none can be made.
std::optional<double>
coarser_part(const Experiment& experiment, const FindSolver& find, Cell cell) {
  try {
    for (int halvings = 0; halvings < 3; ++halvings) {
      cell.epsilon *= 2;
      const Plan plan = forecast(cell.solver, cell.instance, cell.epsilon, find).plan;
      const Look seen = look(bench(experiment, find, cell), plan, longest);
      if (seen.ended) {
        // One that was there from the start tells nothing.
        return seen.steps > 0 ? std::optional(seen.steps / std::max(1.0, plan.steps))
                              : std::nullopt;
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
  const Bench made = bench(experiment, find, cell);
  const Look seen = look(made, plan, 2 * longest);
  std::optional<double> part;
  if (seen.ended) {
    part = std::max(1.0, seen.steps) / std::max(1.0, plan.steps);
  } else {
    part = coarser_part(experiment, find, cell);
  }
  return {.seconds_to_make = made.seconds,
          .seconds_per_step = seen.seconds_per_step,
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
    const Bench made = bench(experiment, find, cell);
    known.seconds_to_make = made.seconds;
    known.seconds_per_step = look(made, plan, enough).seconds_per_step;
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
