#pragma once
#include <assay/audit/check.hpp>
#include <assay/audit/problem.hpp>
#include <assay/problems/instance.hpp>

#include <optional>
#include <string>
#include <vector>

/// Runs of the solver under audit, recorded iteration by iteration.
namespace assay::audit {

/// A solver may take steps that leave x where it is; so many in a row are none of a solver's.
inline constexpr int patience = 20;

/// Calls that one step may execute one by one (what a loop's law stands for is free): seconds, and
/// far more than any schedule here asks for. More is a finding.
inline constexpr std::uint64_t most_calls = 10'000'000;
/// The same where each is logged, in memory.
inline constexpr std::uint64_t most_logged_calls = 200'000;

struct RunOptions {
  int steps = 10;
  Parameters set = {};      ///< parameters of the solver; the rest as it likes
  std::uint32_t trial = 0;  ///< another stream of samples
  std::uint64_t seed = 0;   ///< added to the audit's
  Count budget = ~Count{0}; ///< where one is given, a step may spend all of it
  bool log = false;         ///< record every call; loops are executed step by step then
  bool whole_loops = false; ///< of a log: a loop that its law executes is one line of each kind
  bool fresh = false;       ///< in a process that no run has used
  bool may_diverge = false; ///< a run that does is returned as far as it came, and not thrown
};

struct Recorded {
  Vector<double> x;
  std::optional<Vector<double>> estimate, y, v;
  Counters counters;             ///< since the beginning
  std::vector<LoggedCall> calls; ///< of this step, where logged
};

struct Run {
  Recorded started; ///< after start
  std::vector<Recorded> steps;
  bool out_of_budget = false;
  std::string diverged; ///< where it may: what was not finite; empty: nothing

  [[nodiscard]] bool whole(int wanted) const { return static_cast<int>(steps.size()) == wanted; }
};

/// Throws SolverBroke, also for an exception of the solver's own or a breach of the oracle's
/// contract (a vector of the wrong size, say); Diverged; SolverLost; Stopped;
/// OutOfTime.
Run run(const Context& context, const Instance& instance, const RunOptions& options);

/// The problem as the check that asks draws it for this solver: its own number, and f without y for
/// a method of a single level.
Problem drawn_for(const Context& context, Problem problem);

/// The subject's solver, ready to be stepped by hand. Throws SolverBroke; InvalidArgument where it
/// refuses the parameters.
AnySolver solver_for(const Context& context, const Facts& facts, const RunOptions& options);

/// A solver's start and step number `t` (from 1), guarded, with at most so many calls executed one
/// by one. Throw SolverBroke also where x, the estimate, y or v then has another size than the
/// problem's, Diverged where one is not finite.
void start(AnySolver& solver, Oracle& oracle, std::uint64_t most = most_calls);
void step(AnySolver& solver, Oracle& oracle, int t, std::uint64_t most = most_calls);

/// Does the solver show an estimate after its first step?
bool shows_estimate(const Context& context, const Instance& instance, const Parameters& set);

/// Calls `body`; an exception that a solver let escape becomes SolverBroke with `where` in front.
void guard(const std::string& where, const std::function<void()>& body);

/// ||a - b|| / (1 + ||b||).
double relative(const Vector<double>& a, const Vector<double>& b);
/// Are all iterates, estimates and counters of two runs the same, bit for bit? Empty, or what
/// differs first: "x after step 3".
std::string first_difference(const Run& a, const Run& b);

} // namespace assay::audit
