#pragma once
#include <assay/report/json_text.hpp>

#include <chrono>
#include <string>

/// run.json: everything that may differ between two runs of the same command; no other file holds
/// any of it.
namespace assay::cli {

/// When a run began.
struct Clock {
  std::chrono::system_clock::time_point start = std::chrono::system_clock::now();
  std::chrono::steady_clock::time_point ticks = std::chrono::steady_clock::now();
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - ticks).count();
  }
};

struct RunFacts {
  std::string command_line;
  int threads = 1;
  int exit_code = 0;
};

/// The facts, the clock, `more` of the command's own, compiler and host.
std::string run_json(const RunFacts& facts, const Clock& clock, const Json& more);

} // namespace assay::cli
