#pragma once
#include <filesystem>
#include <string>

/// `assay fit`: the exponent of a user's own log of runs.
namespace assay::cli {

struct FitCommand {
  std::string data; ///< a file; "-": standard input
  std::string counter;
  std::string log_factor; ///< a column, "none" or "log"; "": the column log_factor if there is one
  std::string claim;
  bool lower = false;
  std::string window; ///< "LO..HI"
  std::string format = "text";
  std::filesystem::path out; ///< "": no files
};

/// Returns the exit code. Throws InvalidArgument on bad input, FileError.
int fit(const FitCommand& command);

} // namespace assay::cli
