#pragma once
#include <assay/audit/subject.hpp>

#include <cstddef>
#include <limits>
#include <string>

/// Runs a stranger's solver in child processes of its own.
///
/// The child is a fresh exec that holds the solver and nothing else: the oracle stays here, each
/// question of the solver is one message, answered and counted by us. Children are kept for further
/// runs (one at a time each), ended with their whole process group, and replaced after a crash.
///
/// Limits of a child: time for each answer and for each step, address space, processor time, size
/// of files, output (the beginning and the last lines are kept, and the certificate says so; one
/// that only writes is ended); its children end with it. It cannot read this process, which is
/// closed to others of the same user meanwhile (no core, no debugger), and what it writes to /tmp,
/// /var/tmp or /dev/shm is gone with it, so that no run finds what another left; where the system
/// refuses that, a note says so.
namespace assay::audit {

struct Limits {
  double answer_seconds = 10; ///< from a call of start or step to its next message
  /// That start or a step may take with all of its questions, in units of answer_seconds.
  double answers = std::numeric_limits<double>::infinity();
  std::size_t memory = std::size_t{2} << 30;
  /// Of stdout and stderr together, for one run: what it writes beyond is dropped.
  std::size_t kept_output = std::size_t{64} << 10;
  /// Of the same, before it asks or returns the next time: a flood. Also of each file it writes.
  std::size_t output = std::size_t{8} << 20;
  std::size_t processes = 256;     ///< that it starts, at once
  double processor_seconds = 3600; ///< for one run, all threads together
  /// Give children a process namespace of their own where the system allows it; without one a
  /// keeper finds and ends what they started.
  bool namespaces = true;
};

/// Limits::answers of an audit, whose steps are short; a curve's may make any number of calls.
inline constexpr double step_in_answers = 10;

/// `target`: a shared library ("./libmy_solver.so") or a Python class ("my_solver.py:MySolver"),
/// with its own values of parameters after a colon ("./libmy_solver.so:K=3,nu=0.1"). `program`: the
/// executable that serves as child when called as `program audit-child TARGET` (empty: this one).
/// Throws InvalidArgument, one clear line: no such file, no such symbol, wrong ABI version, a
/// syntax error with line and column, a malformed declaration, a parameter that is not declared.
Subject hosted_subject(const std::string& target,
                       const Limits& limits = {},
                       const std::string& program = "");

/// Throws InvalidArgument, TARGET: WHY, where the solver refuses its user's own values even on the
/// easiest of the problems: its checks would say that one after the other.
void need_accepted(const Subject& subject);

} // namespace assay::audit
