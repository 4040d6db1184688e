#pragma once
#include <filesystem>

namespace assay {

/// The right to write to a results file: FILE-lock beside it, held by one process and freed by the
/// system however that process ends. (A lock on the file itself would, when closed, drop SQLite's
/// own locks on it: that is how POSIX defines them.)
/// Throws FileError: the folder is missing or read-only, another assay holds the lock.
class WriteLock {
public:
  explicit WriteLock(const std::filesystem::path& file);
  WriteLock(const WriteLock&) = delete;
  WriteLock& operator=(const WriteLock&) = delete;
  ~WriteLock();

private:
  bool acquire(const std::filesystem::path& file);
  std::filesystem::path path_;
  int descriptor_ = -1;
};

} // namespace assay
