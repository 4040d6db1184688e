#include <assay/store/row.hpp>
#include <assay/store/schema.hpp>
#include <assay/store/store.hpp>
#include <assay/store/text.hpp>

#include <algorithm>

namespace assay {
namespace {

constexpr std::size_t shortest_prefix = 8;
constexpr std::size_t key_length = 32;

std::string select(const std::string& rest) {
  return std::string("SELECT ") + trial_columns + " FROM trials " + rest;
}

void need_prefix(std::string_view prefix) {
  need(prefix.size() >= shortest_prefix && prefix.size() <= key_length &&
           prefix.find_first_not_of("0123456789abcdef") == std::string_view::npos,
       "a key is given by its first 8 to 32 hexadecimal digits (0-9, a-f), not by " +
           printable(prefix));
}

} // namespace

Store::Store(std::filesystem::path file) : database_(std::move(file), sqlite::Access::read) {
  check_schema(database_);
}

std::uint64_t Store::size() const {
  // Rows are only ever added, so the last row's number is their count. An index could be damaged
  // and count others: this compares.
  return static_cast<std::uint64_t>(
      database_.integer("SELECT coalesce(max(rowid), 0) FROM trials"));
}

std::vector<std::string> Store::keys() const {
  std::vector<std::string> keys;
  sqlite::Statement rows(database_, select("NOT INDEXED"));
  std::uint64_t count = 0;
  while (rows.step()) {
    if (keys.empty()) {
      count = size(); // of the state that `rows` sees: its transaction is open
      keys.reserve(std::min<std::uint64_t>(count, 1U << 24U));
    }
    keys.emplace_back(row_key(database_, rows));
  }
  std::sort(keys.begin(), keys.end());
  if (keys.size() != count || std::adjacent_find(keys.begin(), keys.end()) != keys.end()) {
    database_.damaged("of its rows some are lost or twice");
  }
  return keys;
}

TrialRecord Store::find(std::string_view prefix) const {
  need_prefix(prefix);
  sqlite::Statement rows(database_, select("WHERE key >= ?1 AND key < ?1 || 'g' ORDER BY key"));
  rows.bind(1, prefix);
  need(rows.step(),
       "no trial in " + file().string() + " has a key that starts with " + std::string(prefix));
  TrialRecord record = read_row(database_, rows);
  need(!rows.step(), "several trials in " + file().string() + " have keys that start with " +
                         std::string(prefix) + "; give more digits");
  return record;
}

std::vector<std::string> Store::experiments() const {
  std::vector<std::string> texts;
  sqlite::Statement rows(database_, "SELECT text FROM experiments ORDER BY text");
  while (rows.step()) {
    texts.emplace_back(rows.text(0));
  }
  return texts;
}

Records::Records(const Store& store)
    : store_(&store), rows_(store.database_, select("ORDER BY key")) {}

std::optional<TrialRecord> Records::next() {
  const sqlite::Database& database = store_->database_;
  if (ended_) {
    return std::nullopt;
  }
  ended_ = !rows_.step();
  if (count_ == 0) {
    size_ = store_->size(); // of the state that `rows_` sees: its transaction is open
  }
  if (ended_) {
    if (count_ != size_) {
      database.damaged("its index and its rows differ in number");
    }
    return std::nullopt;
  }
  ++count_;
  TrialRecord record = read_row(database, rows_);
  const std::string_view key = rows_.text(0);
  if (key <= last_) {
    database.damaged("its index is out of order at the key " + printable(key));
  }
  last_ = key;
  return record;
}

} // namespace assay
