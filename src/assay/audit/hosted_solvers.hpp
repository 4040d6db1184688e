#pragma once
#include <assay/audit/host.hpp>
#include <assay/experiments/solvers_by_name.hpp>

#include <string>

/// Solvers in files, for experiments: each trial in a process of its own, as an audit runs them.
///
/// The name of such a solver holds a digest of its file, so that a trial's key does: results of a
/// file that has changed are never taken for those of another. What the file loads besides (a
/// module, another library) is not in it. Its exponent is what it declares, for instances whose
/// lower level is strongly convex; with none declared nothing is predicted. No theory names the
/// number of its steps, so budgets are in calls.
namespace assay::audit {

/// A solver's text with its file's digest: "my_solver.py:MySolver@3f9c01ab12345678:K=20"; the name
/// of a built-in method as it is. Throws InvalidArgument: no such file, or one that has changed
/// since the digest in the text was made.
std::string with_digest(const std::string& text);

/// Finds built-in methods, and solvers in files by names with digests. Throws InvalidArgument as
/// with_digest and hosted_subject; so does `make` of what it finds, as the file may change.
FindSolver solvers_and_files(const Limits& limits = {}, const std::string& program = "");

} // namespace assay::audit
