#pragma once
#include <assay/audit/plugin_abi.h>

#include <string>

/// The child's side of a hosted solver: serves a table of functions over a connection to assay.
///
/// The oracle that the solver is handed turns each question into a message; nothing of an instance
/// is in this process but what was asked for.
namespace assay::audit {

/// The table, completed: functions that an older or smaller table lacks are null. Throws
/// InvalidArgument: wrong version, a mandatory function is missing. `where` names it in messages.
assay_solver_functions checked_table(const assay_solver_functions* table, const std::string& where);

/// Loads a shared library and asks it for its table. Throws InvalidArgument, one clear line.
assay_solver_functions load_library(const std::string& path);

/// Carries out assay's orders until the connection ends. Owns the descriptor. Returns the exit code
/// of the process; does not return where the connection breaks in the middle of a call.
int serve_solver(int descriptor, const assay_solver_functions& table);

/// Tells assay why there is no solver to serve.
void refuse_to_serve(int descriptor, const std::string& why);

} // namespace assay::audit
