#pragma once
#include <assay/store/trial.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

/// Writes trials to a results file as they end: one thread, one transaction every 50 ms.
///
/// A trial is acknowledged, so counted as done, only after its transaction is on the disk: then
/// neither kill -9 nor a power cut loses it. The writer alone may write to the file until it is
/// closed; others may read.
/// Cost    an added trial is queued; the disk is waited for only when 100 000 are queued.
/// Throws  FileError: the folder is missing, the file is read-only, foreign, damaged, of a newer
///         schema, in use by another assay, or the disk is full.
/// Source  the schema: reports/schema/results.md.
namespace assay {

struct WriterOptions {
  /// The text that describes the experiment, kept beside the trials; "" keeps nothing.
  std::string experiment;
  std::chrono::milliseconds commit_every{50};
  /// Called by the writer's thread after each commit, with the trials that are now safe. What it
  /// throws ends the writer, as a failed commit does.
  std::function<void(std::span<const TrialRecord>)> acknowledged;
  /// The file may grow to so many pages of 4096 bytes and then counts as a full disk; 0: no limit.
  std::int64_t page_limit = 0;
};

class StoreWriter {
public:
  /// Opens the file, or makes it. Whatever an earlier run left is repaired by SQLite here.
  explicit StoreWriter(const std::filesystem::path& file, WriterOptions options = {});
  StoreWriter(const StoreWriter&) = delete;
  StoreWriter& operator=(const StoreWriter&) = delete;
  /// Closes; an error that nobody asked for is lost: call close() to see it.
  ~StoreWriter();

  /// Queues a trial; any thread may. Adding a stored trial again is acknowledged and changes
  /// nothing. Throws InvalidArgument if it cannot be stored (need_storable), FileError if the
  /// writer has failed, also when a stored trial has another result.
  void add(TrialRecord record);
  /// Returns when all that was added is committed and acknowledged. Throws what ended the writer.
  void flush();
  /// Flushes and leaves one plain file, without SQLite's side files. Throws what ended the writer.
  void close();
  /// The sorted keys of what is committed.
  [[nodiscard]] std::vector<Count> keys() const;
  /// Trials acknowledged since the writer was opened.
  [[nodiscard]] std::uint64_t acknowledged() const;

private:
  class Thread;
  std::unique_ptr<Thread> thread_;
};

} // namespace assay
