#include <assay/error.hpp>
#include <assay/store/lock.hpp>
#include <assay/store/merge.hpp>
#include <assay/store/row.hpp>
#include <assay/store/store.hpp>
#include <assay/store/table.hpp>

#include <tuple>

namespace assay {
namespace {

namespace fs = std::filesystem;
using Files = std::vector<fs::path>;

/// The first of the files that has the trial; `output` if none has.
fs::path origin(const std::string& key, const Files& files, const fs::path& output) {
  for (const fs::path& file : files) {
    try {
      static_cast<void>(Store(file).find(key));
      return file;
    } catch (const InvalidArgument&) { // not in this one
    }
  }
  return output;
}

void add(const Store& store, TrialTable& table, const Files& files, const fs::path& output) {
  for (const std::string& text : store.experiments()) {
    table.keep_experiment(text);
  }
  Records records(store);
  while (const std::optional<TrialRecord> record = records.next()) {
    const std::optional<TrialRecord> present = table.add(*record);
    if (!present) {
      continue;
    }
    if (!same_result(present->result, record->result)) {
      const std::string key = trial_key(record->spec);
      throw FileError("cannot merge: trial " + key + " has different results in " +
                      origin(key, files, output).string() + " and " + store.file().string() +
                      "; run it again (assay rerun FILE KEY) and leave out the file that is wrong");
    }
    if (std::tie(record->version, record->seconds) < std::tie(present->version, present->seconds)) {
      table.set_circumstances(*record);
    }
  }
}

} // namespace

std::uint64_t merge(const Files& files, const fs::path& output) {
  std::vector<Store> stores;
  stores.reserve(files.size());
  for (const fs::path& file : files) {
    std::error_code error;
    if (!fs::equivalent(file, output, error)) { // what the output has stays anyhow
      stores.emplace_back(file);
    }
  }
  {
    const WriteLock lock(output);
    const sqlite::Database database = open_trials(output);
    TrialTable table(database);
    table.begin();
    for (const Store& store : stores) {
      add(store, table, files, output);
    }
    table.commit();
    database.leave_wal(); // an earlier run may have left one
  }
  return Store(output).keys().size(); // read again: what was written is whole
}

} // namespace assay
