#pragma once
#include <filesystem>
#include <string>

/// `assay new`: a working, documented template to start from.
namespace assay::cli {

struct NewRequest {
  std::string kind; ///< "solver", "problem", "claim"
  std::string name; ///< lower case, digits and underscores
  std::string language = "c++";
  std::filesystem::path folder = ".";
};

/// Writes the files and prints what to do next. Throws InvalidArgument for a name that is none,
/// FileError rather than overwrite anything. Returns the exit code.
int make_new(const NewRequest& request);

} // namespace assay::cli
