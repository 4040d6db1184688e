#pragma once
#include <assay/audit/declaration.hpp>
#include <assay/problems/facts.hpp>
#include <assay/solvers/solver.hpp>

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

/// The solver under audit: what it declares, and a maker of runs of it.
///
/// Where it runs is the maker's business: a built-in method in this process, a stranger's library
/// or Python class in a child process (audit/host.hpp), seen through the same AnySolver. Its
/// members may throw SolverBroke; the audit turns that into a finding and goes on.
namespace assay::audit {

/// The solver did what no solver may: it crashed, hung, spoke out of turn. Ends a run.
struct SolverBroke {
  std::string what;   ///< one line: "segmentation fault in step 3", "no answer for 10 s in start"
  std::string output; ///< the last lines of its stdout and stderr, if any
};

/// A step made more calls one by one than a run allows: of itself no mistake where calls are
/// logged.
struct StepTooLong : SolverBroke {};

/// There is no process of the solver to be had any more. What needs one is not run.
struct SolverLost {
  std::string what;
};

struct Subject {
  std::string target; ///< as the user named it: a built-in name, library or file.py:Class
  /// What runs its audit from a shell, without options; empty: `assay audit TARGET`.
  std::string command = {};
  Declaration declared;
  /// A new run's solver. Thread-safe. Throws InvalidArgument for parameters it refuses,
  /// SolverBroke, SolverLost.
  std::function<AnySolver(const Facts&, const Parameters&)> make;
  /// The same in a process that no run has used before; where solvers run in this process, `make`.
  std::function<AnySolver(const Facts&, const Parameters&)> make_fresh;
  /// The same, and what becomes of that process later is told to no other run.
  std::function<AnySolver(const Facts&, const Parameters&)> make_alone = {};
  /// Calls of all kinds that one step makes on average; empty: not declared.
  std::function<double(const Facts&, const Parameters&)> calls_per_step;
  /// The same of each kind; empty: not declared.
  std::function<std::array<double, 6>(const Facts&, const Parameters&)> calls_by_kind = {};
  /// What became of solvers that this thread has let go since it asked last, where one broke then:
  /// nothing can be thrown there. Empty: nothing can become of them.
  std::function<std::optional<SolverBroke>()> broke_at_end = {};
  /// What the runs made so far showed that no check says; empty: nothing.
  std::function<std::vector<std::string>()> notes = {};
};

/// The user's own values with those that a check sets, which go first.
Parameters set_over(const Parameters& own, const Parameters& set);

/// A built-in method, "f2sa_p:p=3", under its own declaration. Throws InvalidArgument, naming the
/// nearest.
Subject built_in_subject(const std::string& text);

} // namespace assay::audit
