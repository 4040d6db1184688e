#include <assay/experiments/epsilons.hpp>
#include <assay/experiments/judge.hpp>
#include <assay/experiments/tune.hpp>
#include <assay/experiments/work.hpp>
#include <assay/problems/instance.hpp>
#include <assay/store/text.hpp>

#include <limits>
#include <map>
#include <tuple>

namespace assay {
namespace {

/// Forecasts, each made once: an instance may be large.
class Forecasts {
public:
  explicit Forecasts(const FindSolver& find) : find_(find) {}
  const Forecast& of(const std::string& solver, const std::string& instance, double epsilon) {
    const auto place = std::tuple(solver, instance, epsilon);
    auto found = known_.find(place);
    if (found == known_.end()) {
      found = known_.emplace(place, forecast(solver, instance, epsilon, find_)).first;
    }
    return found->second;
  }

private:
  const FindSolver& find_;
  std::map<std::tuple<std::string, std::string, double>, Forecast> known_;
};

} // namespace

Forecast forecast(const std::string& solver,
                  const std::string& instance,
                  double epsilon,
                  const FindSolver& find) {
  const Selected selected = parse_selected(solver);
  const SolverInfo info = find(selected.name);
  check_known(selected, info.parameters);
  const Selected problem = parse_selected(instance);
  const InstanceInfo about = find_instance(problem.name);
  check_known(problem, about.parameters);
  need(static_cast<bool>(about.make),
       "no solver runs on the instance " + problem.name + ": claims alone use it");
  try {
    const Instance made = make_instance(instance, epsilon);
    Forecast result{.prediction = info.predict(made.facts, selected.parameters), .plan = {}};
    if (result.prediction.applicable) {
      result.plan = info.plan(made.facts, selected.parameters);
    }
    return result;
  } catch (const InvalidArgument& error) {
    throw InvalidArgument(solver + " on " + instance + " at eps " + shortest(epsilon) + ": " +
                          error.what());
  }
}

namespace {

/// The cells that `list` makes, without those to which their method does not apply.
Work listed(const Experiment& experiment,
            const FindSolver& find,
            const std::function<std::vector<Cell>(const Predict&)>& list) {
  Forecasts forecasts(find);
  const auto predict = [&](const std::string& solver, const std::string& instance, double epsilon) {
    const Forecast& made = forecasts.of(solver, instance, epsilon);
    if (!made.prediction.applicable) {
      return 1.0; // it is not run
    }
    return made.plan.steps > 0 ? made.calls() : std::numeric_limits<double>::quiet_NaN();
  };
  Work work;
  work.find = find;
  std::map<std::pair<std::string, std::string>, std::string> refused;
  for (Cell& cell : list(predict)) {
    const Forecast& made = forecasts.of(cell.solver, cell.instance, cell.epsilon);
    const auto mute = unjudged(find(parse_selected(cell.solver).name), cell.criterion);
    if (made.prediction.applicable && !mute) {
      work.forecasts.push_back(made);
      work.cells.push_back(std::move(cell));
    } else {
      refused.emplace(std::pair(cell.curve, cell.instance),
                      made.prediction.applicable ? *mute : made.prediction.reason);
    }
  }
  for (const std::string& solver : experiment.solvers) {
    for (const std::string& instance : experiment.instances) {
      const PairPlan plan = plan_of(experiment, solver, instance);
      const auto found = refused.find({solver, instance});
      if (!plan.skip.empty()) {
        work.skipped.push_back({solver, instance, plan.skip});
      } else if (found != refused.end()) {
        work.skipped.push_back({solver, instance, found->second});
      }
    }
  }
  return work;
}

} // namespace

Work work_of(const Experiment& experiment, const FindSolver& find) {
  return listed(experiment, find,
                [&](const Predict& predict) { return cells(experiment, predict); });
}

Work work_of(const Experiment& experiment, const Chosen& chosen, const FindSolver& find) {
  return listed(experiment, find,
                [&](const Predict& predict) { return cells(experiment, predict, chosen); });
}

Work tuning_work(const Experiment& experiment, const FindSolver& find) {
  return listed(experiment, find,
                [&](const Predict& predict) { return tuning_cells(experiment, predict); });
}

std::string budget_warning(const Work& work) {
  constexpr double rounding = 0.99;
  std::size_t low = 0;
  std::size_t worst = 0;
  double least = rounding;
  for (std::size_t i = 0; i < work.cells.size(); ++i) {
    const double share = static_cast<double>(work.cells[i].budget) / work.forecasts[i].calls();
    low += share < rounding ? 1 : 0;
    if (share < least) {
      least = share;
      worst = i;
    }
  }
  if (low == 0) {
    return "";
  }
  const Cell& cell = work.cells[worst];
  return "the budget of " + std::to_string(low) + " of " + std::to_string(work.cells.size()) +
         " cells is below what theory expects, at " + shortest(rounded(least, 2)) + " of it for " +
         cell.solver + " on " + cell.instance + " at eps " + shortest(cell.epsilon) +
         ": trials may end before they reach eps";
}

} // namespace assay
