#pragma once
#include <assay/audit/plugin.hpp>

/// A program that audits a solver of its own, without a shared library:
///
///     #include <assay/cli/audit_main.hpp>
///     struct MySolver { ... };                          // as audit/plugin.hpp has it
///     int main(int argc, char** argv) {
///       return assay::audit_main<MySolver>(argc, argv, R"(order = 2)");
///     }
///
/// Link assay::audit_main. The program takes the options of `assay audit` and ends with its exit
/// codes; the solver runs in child processes of the same program, which hold nothing else.
namespace assay {

/// The audit of the solver that the table describes (audit/plugin_abi.h). Returns the exit code.
int audit_main(int argc, char** argv, const assay_solver_functions& solver);

/// `declaration`: TOML, or null.
template <plugin::Solver S> int audit_main(int argc, char** argv, const char* declaration) {
  return audit_main(argc, argv, *plugin::table_of<S>(declaration));
}

} // namespace assay
