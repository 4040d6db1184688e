#pragma once
#include <filesystem>
#include <string>
#include <vector>

/// Runs the built program assay as a user would.
namespace program {

struct Outcome {
  int code = -1; ///< exit code; 128 + signal if a signal ended it
  std::string out;
  std::string err;
};

struct Setting {
  std::vector<std::string> environment; ///< "NAME=value", added to the caller's
  std::filesystem::path folder;         ///< working folder; empty: the caller's
  std::string out_path;                 ///< stdout goes to this file, if given
  bool terminal = false;                ///< stdout and stderr are one terminal (read from `out`)
  int signal = 0;                       ///< sent as soon as `signal_after` is on stderr
  std::string signal_after;
  long file_limit = 0; ///< no file may grow beyond so many bytes; 0: no limit
  int delay = 0;       ///< and so many milliseconds later
};

Outcome run(const std::vector<std::string>& arguments, const Setting& setting = {});

/// A new empty folder, removed with everything in it at the end of the test.
class Folder {
public:
  Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder();
  [[nodiscard]] std::filesystem::path path() const { return path_; }

private:
  std::filesystem::path path_;
};

std::string content(const std::filesystem::path& file);

} // namespace program
