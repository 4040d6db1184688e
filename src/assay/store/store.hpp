#pragma once
#include <assay/store/database.hpp>
#include <assay/store/trial.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Reads the trials of a results file, also while another process writes to it.
///
/// Error   throws FileError, one line: what is wrong with the file and how to mend it. Every row
/// has
///         a checksum: a flipped bit is an error, never another number.
/// Cost    keys of 10^6 trials in 0.3 s of CPU time (reports/speed.md).
/// Source  the schema: reports/schema/results.md.
namespace assay {

class Store {
public:
  explicit Store(std::filesystem::path file);

  [[nodiscard]] std::uint64_t size() const;
  /// The keys of all trials (key_number), sorted.
  [[nodiscard]] std::vector<Count> keys() const;
  /// The one trial whose key starts with `prefix`, 8 to 32 hexadecimal digits. Throws
  /// InvalidArgument: too short, no such trial, several of them.
  [[nodiscard]] TrialRecord find(std::string_view prefix) const;
  /// The texts of the experiments whose trials are here, sorted.
  [[nodiscard]] std::vector<std::string> experiments() const;
  [[nodiscard]] const std::filesystem::path& file() const { return database_.file(); }

private:
  friend class Records;
  sqlite::Database database_;
};

/// The orders of trials: by their keys, the same for every run that has them, or as they were
/// added, which differs between runs but is read from one end of the file to the other.
enum class Order { keys, added };

/// All trials of a file, one at a time: the file as it was at the first.
class Records {
public:
  explicit Records(const Store& store, Order order = Order::keys);
  /// The next trial; nothing after the last.
  std::optional<TrialRecord> next();

private:
  const Store* store_;
  Order order_;
  sqlite::Statement rows_;
  std::string last_;
  std::uint64_t count_ = 0;
  std::uint64_t size_ = 0;
  std::uint64_t digest_ = 0;
  std::uint64_t expected_ = 0;
  bool ended_ = false;
};

} // namespace assay
