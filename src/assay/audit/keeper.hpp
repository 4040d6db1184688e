#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>

struct assay_solver_functions;

/// The process between assay and a hosted solver: gives the solver its limits, says how it ended,
/// and ends everything it started.
///
/// assay starts `program audit-child TARGET MEMORY FILES PROCESSES NAMESPACES` with two sockets:
/// messages (descriptor 3), and this keeper's own (4). The keeper forks the worker that serves the
/// solver, inside a process namespace of its own where the system allows it (what is left there
/// ends with its first process), else as reaper of all its descendants. It sends an Ending when the
/// worker ends, is stopped or has too many processes, and ends all of them then, or when assay
/// closes the socket or is gone. In a namespace the folders of temporary files are the worker's
/// own: it sees what is there, and what it writes is gone with it. It keeps no privilege to change
/// that.
namespace assay::audit {

constexpr int message_descriptor = 3;
constexpr int keeper_descriptor = 4;

/// The first that a keeper says: how far what it keeps is shut in.
enum ShutIn : std::int32_t {
  told = 1,
  own_processes = 2, ///< it sees and reaches no process but its own
  own_files = 4      ///< what it writes to the folders of temporary files ends with it
};

/// How the worker ended; or that it is stopped; or, where `shut_in` is not 0, that.
struct Ending {
  std::int32_t status = 0;       ///< as waitpid has it
  std::int32_t crowded = 0;      ///< 1: it is ended now, as it has more processes than it may
  std::uint64_t most_memory = 0; ///< bytes that it held at once
  std::int32_t shut_in = 0;
};

/// For main() of a program that hosts solvers, before anything else: the exit code if this process
/// was started to be a child, nothing if not. `own`: the solver of a program that is made of one;
/// null: the child loads its target.
std::optional<int> run_child(int argc, char** argv, const assay_solver_functions* own = nullptr);

} // namespace assay::audit
