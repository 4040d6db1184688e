#include <assay/error.hpp>
#include <assay/store/row.hpp>
#include <assay/store/schema.hpp>
#include <assay/store/text.hpp>

namespace assay {
namespace {

constexpr std::int64_t application = 0x41535359; // "ASSY", in the header of every file of ours
constexpr std::int64_t schema_version = 1;

const char* const create_meta = R"(CREATE TABLE meta (
  name TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
))";

} // namespace

const char* program_version() { return ASSAY_VERSION; }

void create_schema(const sqlite::Database& database) {
  const std::string identity = "PRAGMA application_id=" + std::to_string(application) +
                               ";PRAGMA user_version=" + std::to_string(schema_version) + ";";
  database.run("BEGIN IMMEDIATE");
  database.run(identity.c_str());
  database.run(create_meta);
  database.run(create_trials);
  database.run(create_experiments);
  sqlite::Statement insert(database, "INSERT INTO meta VALUES (?, ?)");
  const auto put = [&insert](std::string_view name, std::string_view value) {
    insert.bind(1, name);
    insert.bind(2, value);
    insert.step();
  };
  put("schema", trials_schema);
  put("version", program_version());
  put("digest", "0");
  database.run("COMMIT");
}

std::uint64_t stored_digest(const sqlite::Database& database) {
  const std::string text = database.text("SELECT value FROM meta WHERE name = 'digest'");
  try {
    return parse_whole(text);
  } catch (const InvalidArgument& error) {
    database.damaged(std::string("the digest of its keys is ") + error.what());
  }
}

void check_schema(const sqlite::Database& database) {
  const std::string file = database.file().string();
  if (database.is_empty()) {
    throw FileError("cannot read " + file +
                    ": it is empty; its run ended before anything was stored: run it again");
  }
  if (database.integer("PRAGMA application_id") != application) {
    throw FileError("cannot use " + file +
                    ": it is an SQLite file of another program, not of assay; name another file");
  }
  const std::int64_t version = database.integer("PRAGMA user_version");
  if (version > schema_version) {
    throw FileError("cannot use " + file + ": a newer assay wrote it (schema " +
                    std::to_string(version) + ", this one knows " + std::to_string(schema_version) +
                    "); use that assay, or write another file");
  }
  std::string found;
  sqlite::Statement tables(database,
                           "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name");
  while (tables.step()) {
    found += tables.text(0);
    found += ';';
  }
  const std::string expected =
      std::string(create_experiments) + ';' + create_meta + ';' + create_trials + ';';
  if (version < 1 || found != expected) {
    database.damaged("its tables are not those of schema " + std::to_string(schema_version));
  }
}

} // namespace assay
