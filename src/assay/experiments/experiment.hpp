#pragma once
#include <assay/error.hpp>
#include <assay/experiments/budget.hpp>
#include <assay/experiments/selection.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// What `assay curve` is asked to run: solvers, instances, accuracies, seeds and budgets.
///
/// Two files that ask for the same thing give equal experiments: `checked` sorts every list and
/// writes every name and number in one way, so that the order and the spelling in a file never
/// reach a trial's key.
namespace assay {

inline constexpr std::size_t most_trials = 1'000'000;
inline constexpr std::size_t most_rules = 100;
inline constexpr int most_seeds = 100'000;

/// What differs for some pairs. A pattern is a glob over names ("sgd", "f2sa*") or, with a colon,
/// over whole texts ("f2sa_p:p=*"; "sgd:" is sgd with no parameters). What is empty says nothing.
struct PairRule {
  std::string solver = "*";
  std::string instance = "*";
  std::string skip; ///< why these pairs are not run
  std::vector<double> epsilons;
  int seeds = 0;
  std::optional<Budget> budget;
  std::string metric;

  friend bool operator==(const PairRule&, const PairRule&) = default;
};

/// Parameters chosen on trials of their own, never on those that are measured.
struct Tuning {
  int seeds = 0; ///< trials that choose, for each candidate; 0: nothing is tuned
  /// One choice for all instances, by the one it is worst on; else a choice for each instance.
  bool over_family = true;
  bool per_epsilon = true; ///< a choice at each accuracy; else one for the whole curve
  /// By the solver's text as it stands in `solvers`: the texts among which one is chosen.
  std::map<std::string, std::vector<std::string>> candidates;

  friend bool operator==(const Tuning&, const Tuning&) = default;
};

struct Experiment {
  std::string name;
  std::string title;
  std::vector<std::string> solvers;   ///< canonical texts: "f2sa_p:p=2"
  std::vector<std::string> instances; ///< canonical texts: "composite"
  std::vector<double> epsilons;       ///< falling
  int seeds = 16;                     ///< trials for each (solver, instance, epsilon)
  std::uint64_t seed = 1;             ///< below 2^63
  std::string criterion = "hitting";  ///< or "average"
  std::string metric = "gradient";    ///< norm of grad phi; or "own": the one of the solver's claim
  Budget budget;
  std::vector<PairRule> rules;
  Tuning tuning;

  friend bool operator==(const Experiment&, const Experiment&) = default;
};

/// An experiment that cannot be run; `where` is the field: "solver[2]", "pair[0].epsilon".
class BadExperiment : public InvalidArgument {
public:
  BadExperiment(std::string field, const std::string& what)
      : InvalidArgument(what), where(std::move(field)) {}
  std::string where;
};

/// The experiment in its one canonical form. Throws BadExperiment: nothing to run, a name, number
/// or text that is malformed, something twice, rules that contradict each other or pick no pair,
/// too much to run.
Experiment checked(Experiment experiment);

/// The experiment with other texts for its solvers, checked.
Experiment renamed(Experiment experiment,
                   const std::function<std::string(const std::string& solver)>& rename);

/// What holds for one pair, the rules applied.
struct PairPlan {
  std::string skip; ///< not empty: the pair is not run, and why
  std::vector<double> epsilons;
  int seeds = 0;
  Budget budget;
  std::string metric;
};
/// Expects a checked experiment.
PairPlan
plan_of(const Experiment& experiment, const std::string& solver, const std::string& instance);

} // namespace assay
