#pragma once
#include <CLI/CLI.hpp>

#include "program.hpp"
#include <functional>
#include <string>

/// How a command joins the program: its `add_...` gives CLI11 its options and help, and a callback
/// that leaves in the session what is to be run. Nothing runs before the whole line is read.
namespace assay::cli {

struct Session {
  std::string command_line; ///< as a shell would take it, for run.json
  std::function<int()> run; ///< of the command that was given; returns the exit code (exit.hpp)
};

void add_verify(CLI::App& app, Session& session);
void add_fit(CLI::App& app, Session& session);
void add_curve(CLI::App& app, Session& session);
void add_audit(CLI::App& app, Session& session);
void add_new(CLI::App& app, Session& session);
/// `merge`, `rerun` and `export`.
void add_results(CLI::App& app, Session& session);
/// `list` and `show`.
void add_catalogue(CLI::App& app, Session& session);

} // namespace assay::cli
