#pragma once

namespace assay::cli {

/// Reads the command line, runs the command, returns the exit code (exit.hpp). Never throws: an
/// error is one line on stderr.
int run(int argc, const char* const* argv);

} // namespace assay::cli
