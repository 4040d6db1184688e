#pragma once
#include <CLI/CLI.hpp>

#include <functional>
#include <optional>
#include <string>

/// What every program of assay's does around its work.
namespace assay::cli {

/// Processors of this machine, at least 1: the default of every --threads.
int all_threads();

/// A check of options: is the text a seed? CLI11 itself would cut a larger number off.
std::string not_a_seed(const std::string& text);

/// The exit codes, for the foot of a help page.
extern const char* const exit_codes;

/// The command line as a shell would take it.
std::string joined_arguments(int argc, const char* const* argv);

/// Reads the command line. The exit code where it asks for help or cannot be read, which is said.
std::optional<int> parsed(CLI::App& app, int argc, const char* const* argv);

/// The exit code of a command, also where it throws: one line says why.
int guarded(const std::function<int()>& command);

/// Ends main: after a signal, without a wait for checks that still run on their threads.
int leave(int code);

} // namespace assay::cli
