#pragma once
#include <assay/audit/abi_solver.hpp>
#include <assay/audit/child.hpp>
#include <assay/audit/host.hpp>
#include <assay/problems/instance.hpp>

#include <string>
#include <vector>

/// Runs of hosted solvers, and what became of them.
namespace assay::audit::testing {

inline std::string library(const std::string& name) {
  std::string path = ASSAY_PLUGINS;
  path.append("/").append(name).append(".so"); // by operator+ it is bug 105651 of GCC 12
  return path;
}

/// Long enough for any machine; what has to hit the limit on time waits for `brief`.
inline Limits patient() { return {.answer_seconds = 120}; }
inline Limits brief() { return {.answer_seconds = 0.3}; }

inline Subject hosted(const std::string& name, const Limits& limits = patient()) {
  return hosted_subject(library(name), limits, ASSAY_CHILD);
}

inline Instance problem() { return make_instance("quadratic:dx=3,dy=4", 0.1); }

struct Traced {
  std::vector<Vector<double>> x, estimate, y; ///< after start and each step
  Counters calls;
  std::vector<LoggedCall> log;
  std::string broke, output; ///< of a SolverBroke
  bool out_of_budget = false, diverged = false;
};

inline Traced run(AnySolver solver, const Instance& at, int steps, Count budget = ~Count{0}) {
  Traced result;
  Oracle oracle(at, {.seed = 3, .budget = budget, .log = &result.log});
  const auto keep = [&] {
    result.x.push_back(solver.x());
    result.estimate.push_back(solver.estimate() != nullptr ? *solver.estimate() : Vector<double>());
    result.y.push_back(solver.y() != nullptr ? *solver.y() : Vector<double>());
  };
  try {
    solver.start(oracle);
    keep();
    for (int i = 0; i < steps; ++i) {
      solver.step(oracle);
      keep();
    }
  } catch (const SolverBroke& error) {
    result.broke = error.what;
    result.output = error.output;
  } catch (const OutOfBudget&) {
    result.out_of_budget = true;
  } catch (const Diverged&) {
    result.diverged = true;
  }
  result.calls = oracle.counters();
  return result;
}

inline Traced run(const Subject& subject,
                  const std::map<std::string, std::string>& parameters,
                  int steps = 4,
                  Count budget = ~Count{0}) {
  const Instance at = problem();
  try {
    return run(subject.make(at.facts, Parameters(parameters)), at, steps, budget);
  } catch (const SolverBroke& error) {
    Traced result;
    result.broke = error.what;
    result.output = error.output;
    return result;
  }
}

/// The hostile solver with one fault, whatever a check sets.
inline Subject with_fault(const std::string& fault, const std::string& at) {
  Subject subject = hosted("hostile");
  for (auto* make : {&subject.make, &subject.make_fresh}) {
    *make = [made = *make, fault, at](const Facts& facts, const Parameters&) {
      return made(facts, Parameters({{"fault", fault}, {"at", at}}));
    };
  }
  return subject;
}

} // namespace assay::audit::testing
