#pragma once
#include "verify.hpp"
#include <chrono>

/// What `assay verify` writes: the reports under --out, and the asked one on stdout.
namespace assay::cli {

/// When a run began; only run.json tells.
struct Clock {
  std::chrono::system_clock::time_point start = std::chrono::system_clock::now();
  std::chrono::steady_clock::time_point ticks = std::chrono::steady_clock::now();
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - ticks).count();
  }
};

/// Writes and prints. A file that cannot be written is named on stderr and turns the code to 5;
/// what was computed is printed all the same. Returns the code.
int report(const Ledger& ledger, const VerifyOptions& options, const Clock& clock, int code);

} // namespace assay::cli
