#include <assay/store/row.hpp>
#include <assay/store/schema.hpp>
#include <assay/store/table.hpp>
#include <assay/store/text.hpp>

namespace assay {

sqlite::Database open_trials(const std::filesystem::path& file) {
  sqlite::Database database(file, sqlite::Access::write);
  database.need_writable();
  if (database.is_empty()) {
    create_schema(database);
  }
  check_schema(database);
  database.run("PRAGMA synchronous=FULL"); // a committed transaction survives a power cut
  return database;
}

TrialTable::TrialTable(const sqlite::Database& database)
    : database_(&database),
      insert_(database, insert_trial),
      update_(database, update_trial),
      select_(database, std::string("SELECT ") + trial_columns + " FROM trials WHERE key = ?"),
      keep_(database, "INSERT INTO experiments VALUES (?) ON CONFLICT DO NOTHING"),
      digest_(stored_digest(database)) {}

void TrialTable::begin() { database_->run("BEGIN IMMEDIATE"); }

void TrialTable::commit() {
  sqlite::Statement update(*database_, "UPDATE meta SET value = ? WHERE name = 'digest'");
  const std::string text = std::to_string(digest_);
  update.bind(1, text);
  update.step();
  database_->run("COMMIT");
}

std::optional<TrialRecord> TrialTable::add(const TrialRecord& record) {
  const std::string key = trial_key(record.spec);
  bind_row(insert_, key, record);
  insert_.step();
  if (database_->changes() == 1) {
    digest_ ^= key_digest(key);
    return std::nullopt;
  }
  select_.bind(1, key);
  if (!select_.step()) {
    database_->damaged("its index has the key " + key + " of no row");
  }
  TrialRecord stored = read_row(*database_, select_);
  select_.reset();
  return stored;
}

void TrialTable::set_circumstances(const TrialRecord& record) {
  const std::string key = trial_key(record.spec);
  bind_row(update_, key, record);
  update_.step();
}

void TrialTable::keep_experiment(const std::string& text) {
  need(is_utf8(text) && text.find('\0') == std::string::npos,
       "the text of an experiment is UTF-8 without a NUL");
  keep_.bind(1, text);
  keep_.step();
}

} // namespace assay
