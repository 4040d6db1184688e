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

std::vector<Count> Store::keys() const {
  // Of the index alone, which is a seventh of the file; its digest is checked instead of the rows'
  // checksums, so that a damaged index cannot let a trial run twice.
  sqlite::Statement rows(database_, "SELECT key FROM trials ORDER BY key");
  std::vector<Count> keys;
  std::uint64_t digest = 0;
  bool more = rows.step();
  const std::uint64_t expected = stored_digest(database_); // of the state that `rows` sees
  const std::uint64_t count = size();
  keys.reserve(std::min<std::uint64_t>(count, 1U << 24U));
  for (; more; more = rows.step()) {
    const std::string_view text = rows.text(0);
    const Count key = read_key(database_, text);
    digest ^= key_digest(text);
    if (!keys.empty() && key <= keys.back()) {
      database_.damaged("its index is out of order at the key " + printable(text));
    }
    keys.push_back(key);
  }
  if (keys.size() != count || digest != expected) {
    database_.damaged("its index does not have the keys of its rows");
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

Records::Records(const Store& store, Order order)
    : store_(&store),
      order_(order),
      rows_(store.database_, select(order == Order::keys ? "ORDER BY key" : "ORDER BY rowid")) {}

std::optional<TrialRecord> Records::next() {
  const sqlite::Database& database = store_->database_;
  if (ended_) {
    return std::nullopt;
  }
  ended_ = !rows_.step();
  if (count_ == 0) {
    size_ = store_->size(); // of the state that `rows_` sees: its transaction is open
    expected_ = stored_digest(database);
  }
  if (ended_) {
    if (count_ != size_ || digest_ != expected_) {
      database.damaged("its index does not have the keys of its rows");
    }
    return std::nullopt;
  }
  ++count_;
  TrialRecord record = read_row(database, rows_);
  const std::string_view key = rows_.text(0);
  if (order_ == Order::keys && key <= last_) {
    database.damaged("its index is out of order at the key " + printable(key));
  }
  digest_ ^= key_digest(key);
  last_ = key;
  return record;
}

} // namespace assay
