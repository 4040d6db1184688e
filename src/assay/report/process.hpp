#pragma once
#include <string>
#include <vector>

/// Runs another program: text in, text out, no shell and no file on disk.
///
/// The program is found in PATH and gets its arguments as they are (nothing is ever quoted or
/// expanded), an environment of two fixed variables, and three anonymous files in memory as its
/// standard streams; it leads its own process group, so that an interrupt meant for assay does not
/// reach it. Throws std::system_error only if the system has no file or process left to give.
namespace assay {

struct Finished {
  bool installed = false; ///< false: there is no such program
  bool succeeded = false; ///< it exited with 0
  std::string output;
  std::string errors; ///< its standard error
};

Finished run_program(const std::vector<std::string>& arguments, const std::string& input);

} // namespace assay
