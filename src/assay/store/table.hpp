#pragma once
#include <assay/store/database.hpp>
#include <assay/store/trial.hpp>

#include <filesystem>
#include <optional>
#include <string>

/// The table of trials, for whoever may write: the writer of a run, and merging.
namespace assay {

/// Opens a results file for writing, or makes it; whoever calls this holds its WriteLock.
sqlite::Database open_trials(const std::filesystem::path& file);

/// Adds trials within transactions. The file's digest of all keys is kept up to date, so that a
/// reader of keys alone sees a damaged index.
class TrialTable {
public:
  explicit TrialTable(const sqlite::Database& database);
  void begin();
  void commit();
  /// Adds the trial, unless its key is there: then nothing changes and what is there is returned.
  std::optional<TrialRecord> add(const TrialRecord& record);
  /// Takes over version and wall time for a trial that is there.
  void set_circumstances(const TrialRecord& record);
  void keep_experiment(const std::string& text);

private:
  const sqlite::Database* database_;
  sqlite::Statement insert_;
  sqlite::Statement update_;
  sqlite::Statement select_;
  sqlite::Statement keep_;
  std::uint64_t digest_;
};

} // namespace assay
