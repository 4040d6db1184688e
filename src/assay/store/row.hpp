#pragma once
#include <assay/store/database.hpp>
#include <assay/store/trial.hpp>

/// How a trial is laid out in the table `trials`; reports/schema/results.md explains each column.
namespace assay {

/// The SQL of the whole schema, version 1; the file's own copy must equal it letter by letter.
extern const char* const create_trials;
extern const char* const create_experiments;
extern const char* const insert_trial;
/// The columns, in the order that `read_row` and `row_key` expect.
extern const char* const trial_columns;

/// Throws InvalidArgument if the record cannot be stored: text that is not UTF-8 or holds a NUL, a
/// name of several lines, an epsilon that is not finite.
void need_storable(const TrialRecord& record);

/// Binds `insert_trial`; the key and the record must live until it has run.
void bind_row(sqlite::Statement& insert, const std::string& key, const TrialRecord& record);

/// The key of the present row. Throws FileError unless the row's checksum is right.
std::string_view row_key(const sqlite::Database& database, const sqlite::Statement& row);
/// The present row. Throws FileError unless its checksum is right and its key is that of its trial.
TrialRecord read_row(const sqlite::Database& database, const sqlite::Statement& row);

/// The same outcome: all fields but version and wall time, NaN being equal to NaN.
bool same_result(const TrialResult& a, const TrialResult& b);

} // namespace assay
