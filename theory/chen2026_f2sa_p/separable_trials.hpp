#pragma once
#include <assay/claims/claim.hpp>
#include <assay/experiments/judge.hpp>
#include <assay/experiments/run_trial.hpp>

#include <algorithm>
#include <vector>

/// Trials on the separable instance, as they are and with errors planted in its oracle.
namespace theory::chen2026_f2sa_p {

using namespace assay;

/// What is wrong with the oracle that solvers are given; the bound stays that of the sound one.
struct OracleFault {
  double chance = 1;         ///< p_z is as many times too large
  bool exact = false;        ///< the gradient is exact
  bool batch_is_one = false; ///< a batch is counted as one call
};

/// The steps that lose least: each link, once found, is far beyond all thresholds at once. S = 1.
inline std::vector<std::string> bold_solvers() { return {"sgd:eta=1", "normalised_sgd:S=1,eta=1"}; }

struct SeparableTrial {
  std::string solver;
  double epsilon = 0;
  std::uint64_t seed = 1;
  std::uint32_t trial = 0;
};

struct SeparableRun {
  bool reached = false;
  double calls = 0; ///< of grad_x f
  double bound = 0; ///< (T - log(1/delta))/(2 p_z)
};

inline void plant(const OracleFault& fault, Instance& instance) {
  if (fault.exact) {
    instance.noise.clear();
  }
  for (NoisePart& part : instance.noise) {
    auto& chain = std::get<ZeroChainNoise>(part);
    chain.chance = std::min(1.0, fault.chance * chain.chance);
  }
}

/// To ||grad phi|| <= eps, or until `enough` times the bound is spent.
inline SeparableRun run_on_separable(const SeparableTrial& what,
                                     const OracleFault& fault,
                                     double delta,
                                     double enough) {
  Instance instance = make_instance("separable", what.epsilon);
  SeparableRun run{.bound = instance.lower_bound(delta)};
  plant(fault, instance);
  const Selected selected = parse_selected(what.solver);
  const SolverInfo info = find_solver(selected.name);
  AnySolver solver = info.make(instance.facts, selected.parameters);
  std::vector<LoggedCall> log;
  Oracle oracle(instance, {.seed = stream_seed({.solver = what.solver,
                                                .instance = "separable",
                                                .epsilon = what.epsilon,
                                                .seed = what.seed}),
                           .trial = what.trial,
                           .log = fault.batch_is_one ? &log : nullptr});
  Judge judge("hitting", instance, what.epsilon);
  const auto count = [&] {
    const auto requests = std::count_if(
        log.begin(), log.end(), [](const LoggedCall& call) { return call.kind == Call::fx; });
    return fault.batch_is_one ? static_cast<double>(requests)
                              : static_cast<double>(oracle.counters()[Call::fx]);
  };
  solver.start(oracle);
  while (!(run.reached = judge.reached(solver)) && count() < enough * run.bound) {
    solver.step(oracle);
  }
  run.calls = count();
  return run;
}

} // namespace theory::chen2026_f2sa_p
