#pragma once
#include <assay/store/database.hpp>
#include <assay/store/trial.hpp>

#include <cstdint>
#include <string>
#include <string_view>

/// How a trial is laid out in the table `trials`; reports/schema/results.md explains each column.
namespace assay {

/// The SQL of the whole schema, version 1; the file's own copy must equal it letter by letter.
extern const char* const create_trials;
extern const char* const create_experiments;
extern const char* const insert_trial; ///< does nothing if the key is there
extern const char* const update_trial; ///< replaces version and wall time if the key is there
/// The columns, in the order that `read_row` and `row_key` expect.
extern const char* const trial_columns;

/// Throws InvalidArgument if the record cannot be stored: text that is not UTF-8 or holds a NUL, a
/// name of several lines, an epsilon that is not finite.
void need_storable(const TrialRecord& record);

/// Binds `insert_trial` or `update_trial`; the key and the record must live until it has run.
void bind_row(sqlite::Statement& insert, const std::string& key, const TrialRecord& record);

/// A hash of a key. Combined by xor over all keys it is the digest that the table meta keeps.
std::uint64_t key_digest(std::string_view key);

/// A stored key as a number. Throws FileError unless it is 32 hexadecimal digits.
Count read_key(const sqlite::Database& database, std::string_view text);

/// The present row. Throws FileError unless its checksum is right and its key is that of its trial.
TrialRecord read_row(const sqlite::Database& database, const sqlite::Statement& row);

/// The same outcome: all fields but version and wall time, NaN being equal to NaN.
bool same_result(const TrialResult& a, const TrialResult& b);

} // namespace assay
