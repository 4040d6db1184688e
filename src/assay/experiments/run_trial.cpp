#include <assay/experiments/run_trial.hpp>

#include <cmath>

namespace assay {
namespace {

/// Consecutive iterations without a call after which a solver is taken to have stopped.
constexpr int idle_iterations = 1000;

class Judge {
public:
  Judge(const TrialSpec& spec, const Instance& instance)
      : model_(instance.model), epsilon_(spec.epsilon), average_(spec.criterion == "average") {
    need(average_ || spec.criterion == "hitting",
         "the criterion is hitting or average, not \"" + spec.criterion + "\"");
  }
  bool reached(const Vector<double>& x) {
    model_.hypergradient(x, gradient_);
    norm_ = gradient_.norm();
    if (!std::isfinite(norm_)) {
      throw Diverged{"grad phi is not finite"};
    }
    sum_ += norm_;
    ++points_;
    return (average_ ? sum_ / static_cast<double>(points_) : norm_) <= epsilon_;
  }
  [[nodiscard]] double norm() const { return norm_; }

private:
  Model model_;
  double epsilon_;
  bool average_;
  Vector<double> gradient_;
  double norm_ = 0, sum_ = 0;
  std::uint64_t points_ = 0;
};

void iterate(
    AnySolver& solver, Oracle& oracle, Judge& judge, const Stop& stop, TrialResult& result) {
  int idle = 0;
  solver.start(oracle);
  while (!judge.reached(solver.x())) {
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
  Oracle oracle(instance, {.seed = stream_seed(spec), .trial = spec.trial, .budget = spec.budget});
  Judge judge(spec, instance);
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
  result.gradient_norm = judge.norm();
  return result;
}

TrialResult run_trial(const TrialSpec& spec, const Stop& stop) {
  const Instance instance = make_instance(spec.instance, spec.epsilon);
  const Selected selected = parse_selected(spec.solver);
  const SolverInfo info = find_solver(selected.name);
  check_known(selected, info.parameters);
  const Prediction prediction = info.predict(instance.facts, selected.parameters);
  need(prediction.applicable,
       spec.solver + " does not apply to " + spec.instance + ": " + prediction.reason);
  return run_trial(spec, instance, info.make(instance.facts, selected.parameters), stop);
}

} // namespace assay
