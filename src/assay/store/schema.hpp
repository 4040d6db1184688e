#pragma once
#include <assay/store/database.hpp>

#include <cstdint>

/// What makes an SQLite file a results file of assay, schema 1 (reports/schema/results.md).
namespace assay {

inline constexpr const char* trials_schema = "assay/trials/1";

/// The version of this program, as results name it.
const char* program_version();

/// Makes the tables in an empty file, in one transaction: a kill leaves a whole file or an empty
/// one.
void create_schema(const sqlite::Database& database);

/// The xor of `key_digest` over all keys, as the last transaction left it.
std::uint64_t stored_digest(const sqlite::Database& database);

/// Throws FileError: a foreign file, a newer schema, other tables than those of this schema.
void check_schema(const sqlite::Database& database);

} // namespace assay
