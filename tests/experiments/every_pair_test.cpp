// Every solver starts on every instance that its assumptions allow.
#include <assay/experiments/run_trial.hpp>
#include <assay/solvers/solver.hpp>

#include <catch2/catch.hpp>

#include "support/instance_list.hpp"
#include <algorithm>

using namespace assay;

TEST_CASE("no applicable pair of solver and instance breaks in its first calls", "[experiments]") {
  int ran = 0;
  int refused = 0;
  for (const ListedInstance& listed : instance_list()) {
    const Instance instance = make_instance(listed.text, listed.epsilon);
    for (const RegisteredSolver& entry : registered_solvers()) {
      const SolverInfo info = entry.make();
      if (!info.predict(instance.facts, Parameters()).applicable) {
        continue;
      }
      const TrialSpec spec{.solver = info.name,
                           .instance = listed.text,
                           .epsilon = listed.epsilon,
                           .seed = 1,
                           .trial = 0,
                           .budget = 3000};
      INFO(info.name << " on " << listed.text);
      if (std::string(listed.text).find("kappa_huge") != std::string::npos) {
        // The linear system would take 10^8 products: a method that makes any may refuse, in words.
        try {
          info.make(instance.facts, Parameters());
        } catch (const InvalidArgument&) {
          const std::vector<Call>& calls = info.traits.calls;
          CHECK(std::find(calls.begin(), calls.end(), Call::hvp) != calls.end());
          ++refused;
          continue;
        }
      }
      const TrialResult result = run_trial(spec);
      INFO(result.message);
      CHECK(result.status != Status::broken);
      CHECK(result.status != Status::diverged);
      ++ran;
    }
  }
  CHECK(ran > 150);
  CHECK(refused > 0);
}
