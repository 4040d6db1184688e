#include <assay/experiments/judge.hpp>
#include <assay/experiments/run_trial.hpp>

namespace assay {
namespace {

/// Consecutive iterations without a call after which a solver is taken to have stopped.
constexpr int idle_iterations = 1000;

void iterate(
    AnySolver& solver, Oracle& oracle, Judge& judge, const Stop& stop, TrialResult& result) {
  int idle = 0;
  solver.start(oracle);
  while (!judge.reached(solver)) {
    if (stop && stop()) {
      throw Interrupted{};
    }
    const Count before = oracle.counters().total();
    solver.step(oracle);
    ++result.iterations;
    idle = oracle.counters().total() == before ? idle + 1 : 0;
    if (idle == idle_iterations) {
      result.status = Status::broken;
      result.message = "made no oracle call in 1000 iterations";
      return;
    }
    if (solver.x().size() != oracle.dx()) {
      result.status = Status::broken;
      result.message = "x has " + std::to_string(solver.x().size()) +
                       " entries, not dx = " + std::to_string(oracle.dx());
      return;
    }
  }
  result.status = Status::reached;
}

} // namespace

std::uint64_t stream_seed(const TrialSpec& spec) {
  TrialSpec cell = spec;
  cell.trial = 0;  // trials of a cell differ by the stream's own trial number
  cell.budget = 0; // a larger budget prolongs the same run
  const std::string key = trial_key(cell);
  return std::stoull(key.substr(0, 16), nullptr, 16);
}

TrialResult
run_trial(const TrialSpec& spec, const Instance& instance, AnySolver solver, const Stop& stop) {
  const auto model = std::make_shared<const Model>(instance.model); // one copy, hence one memo
  Oracle oracle(instance, {.seed = stream_seed(spec), .trial = spec.trial, .budget = spec.budget},
                model);
  Judge judge(spec.criterion, instance, spec.epsilon, model);
  TrialResult result;
  if (instance.lower_bound) {
    result.lower_bound = instance.lower_bound(1e-3);
  }
  try {
    iterate(solver, oracle, judge, stop, result);
  } catch (const OutOfBudget&) {
    result.status = Status::censored;
  } catch (const Diverged& lost) {
    result.status = Status::diverged;
    result.message = lost.what;
  } catch (const std::exception& error) {
    result.status = Status::broken;
    result.message = error.what();
  }
  result.calls = oracle.counters();
  result.gradient_norm = judge.measured();
  return result;
}

TrialResult run_trial(const TrialSpec& spec, const Stop& stop, const FindSolver& find) {
  const Instance instance = make_instance(spec.instance, spec.epsilon);
  const Selected selected = parse_selected(spec.solver);
  const SolverInfo info = find(selected.name);
  check_known(selected, info.parameters);
  const Prediction prediction = info.predict(instance.facts, selected.parameters);
  need(prediction.applicable,
       spec.solver + " does not apply to " + spec.instance + ": " + prediction.reason);
  const std::optional<std::string> mute = unjudged(info, spec.criterion);
  need(!mute, spec.solver + " by " + spec.criterion + ": " + mute.value_or(""));
  return run_trial(spec, instance, info.make(instance.facts, selected.parameters), stop);
}

} // namespace assay
