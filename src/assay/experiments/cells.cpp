#include <assay/experiments/cells.hpp>
#include <assay/experiments/epsilons.hpp>
#include <assay/store/text.hpp>

#include <algorithm>
#include <map>
#include <tuple>

namespace assay {
namespace {

using Candidates = std::vector<std::string>;

/// The candidates of a curve; none if it is not tuned.
Candidates candidates_of(const Experiment& experiment, const std::string& curve) {
  const auto found = experiment.tuning.candidates.find(curve);
  return found == experiment.tuning.candidates.end() ? Candidates{} : found->second;
}

/// Accuracies falling, then as the solvers and instances stand; candidates stay in their order.
void sort_cells(std::vector<Cell>& cells) {
  std::stable_sort(cells.begin(), cells.end(),
                   [](const Cell& a, const Cell& b) { return a.epsilon > b.epsilon; });
}

std::string judged(const Experiment& experiment, const PairPlan& plan) {
  return experiment.criterion + (plan.metric == "gradient" ? "" : ":" + plan.metric);
}

template <class Visit> void for_each_pair(const Experiment& experiment, const Visit& visit) {
  for (const std::string& curve : experiment.solvers) {
    for (const std::string& instance : experiment.instances) {
      visit(curve, instance, plan_of(experiment, curve, instance));
    }
  }
}

void set_budget(Cell& cell, const Budget& budget, const Predict& predict) {
  const double predicted =
      budget.calls == 0 ? predict(cell.solver, cell.instance, cell.epsilon) : 0;
  try {
    cell.budget = allowed_calls(budget, cell.epsilon, predicted);
  } catch (const InvalidArgument& error) {
    throw InvalidArgument(cell.solver + " on " + cell.instance + " at epsilon " +
                          shortest(cell.epsilon) + ": " + error.what());
  }
}

} // namespace

std::vector<Cell>
cells(const Experiment& experiment, const Predict& predict, const Chosen& chosen) {
  std::vector<Cell> result;
  for_each_pair(
      experiment, [&](const std::string& curve, const std::string& instance, const PairPlan& plan) {
        if (!plan.skip.empty()) {
          return;
        }
        const Candidates candidates = candidates_of(experiment, curve);
        for (const double epsilon : plan.epsilons) {
          Cell cell{curve, curve, instance, epsilon, judged(experiment, plan)};
          cell.trials = static_cast<std::uint32_t>(plan.seeds);
          if (!candidates.empty()) {
            cell.solver = chosen(curve, instance, epsilon);
            need(std::find(candidates.begin(), candidates.end(), cell.solver) != candidates.end(),
                 "the choice for " + curve + " is none of its candidates: " + cell.solver);
          }
          set_budget(cell, plan.budget, predict);
          result.push_back(std::move(cell));
        }
      });
  sort_cells(result);
  return result;
}

std::vector<Cell> cells(const Experiment& experiment, const Predict& predict) {
  return cells(experiment, predict,
               [](const std::string& curve, const std::string&, double) -> std::string {
                 throw InvalidArgument("the parameters of " + curve + " are not chosen yet");
               });
}

std::vector<Cell> tuning_cells(const Experiment& experiment, const Predict& predict) {
  std::vector<Cell> result;
  for_each_pair(experiment,
                [&](const std::string& curve, const std::string& instance, const PairPlan& plan) {
                  for (const std::string& candidate :
                       plan.skip.empty() ? candidates_of(experiment, curve) : Candidates{}) {
                    for (const double epsilon : plan.epsilons) {
                      Cell cell{curve, candidate, instance, epsilon, judged(experiment, plan)};
                      cell.first_trial = first_tuning_trial;
                      cell.trials = static_cast<std::uint32_t>(experiment.tuning.seeds);
                      set_budget(cell, plan.budget, predict);
                      result.push_back(std::move(cell));
                    }
                  }
                });
  sort_cells(result);
  return result;
}

std::vector<TrialSpec> trials(const Experiment& experiment, const std::vector<Cell>& cells) {
  std::vector<TrialSpec> result;
  // Of two cells that differ in how many trials they have, the second adds what the first lacks.
  std::map<std::tuple<std::string, std::string, double, std::string, std::uint32_t, Count>,
           std::uint32_t>
      listed;
  for (const Cell& cell : cells) {
    std::uint32_t& done = listed[{cell.solver, cell.instance, cell.epsilon, cell.criterion,
                                  cell.first_trial, cell.budget}];
    for (; done < cell.trials; ++done) {
      result.push_back(TrialSpec{cell.solver, cell.instance, cell.epsilon, cell.criterion,
                                 experiment.seed, cell.first_trial + done, cell.budget});
    }
  }
  return result;
}

Extent extent(const Experiment& experiment) {
  Extent total;
  for_each_pair(experiment,
                [&](const std::string& curve, const std::string&, const PairPlan& plan) {
                  if (!plan.skip.empty()) {
                    ++total.skipped;
                    return;
                  }
                  const std::size_t candidates = candidates_of(experiment, curve).size();
                  ++total.pairs;
                  total.cells += plan.epsilons.size() * (1 + candidates);
                  total.trials += plan.epsilons.size() *
                                  (static_cast<std::size_t>(plan.seeds) +
                                   candidates * static_cast<std::size_t>(experiment.tuning.seeds));
                });
  return total;
}

} // namespace assay
