#include <assay/error.hpp>
#include <assay/store/database.hpp>
#include <assay/store/text.hpp>

#include <sqlite3.h>

namespace assay::sqlite {
namespace {

std::string mend(int code, Access access) {
  switch (code & 0xff) { // the low byte of an extended code is its class
  case SQLITE_FULL:
    return "the disk is full; free some space and give the same command again: every trial that "
           "was "
           "counted as done is kept";
  case SQLITE_READONLY:
  case SQLITE_PERM:
    return "the file or its folder is read-only; make both writable or write to another folder";
  case SQLITE_CANTOPEN:
    return access == Access::write
               ? "the file cannot be opened for writing; make it and its folder writable"
               : "the file cannot be opened; is it there, and may you read it?";
  case SQLITE_NOTADB:
    return "it is no file of assay's trials, or its first page is damaged; name another file, or "
           "restore it from a copy";
  case SQLITE_CORRUPT:
    return "it is damaged or cut short; restore it from a copy, or remove it and run again";
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return "another program keeps it locked; close that program and try again";
  default:
    return "";
  }
}

} // namespace

void Database::Close::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }

Database::Database(std::filesystem::path file, Access access)
    : file_(std::move(file)), access_(access) {
  sqlite3* raw = nullptr;
  const int flags = access == Access::write
                        ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
                        : SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX;
  const int code = sqlite3_open_v2(file_.c_str(), &raw, flags, nullptr);
  handle_.reset(raw);
  if (code != SQLITE_OK) {
    fail(code);
  }
  sqlite3_extended_result_codes(raw, 1);
  sqlite3_busy_timeout(raw, 10'000); // milliseconds: longer than any reader of ours holds the file
  run("PRAGMA cache_size=-65536");   // 64 MiB: the index over the keys of 10^6 trials
}

void Database::need_writable() const {
  if (sqlite3_db_readonly(handle_.get(), "main") == 1) {
    fail(SQLITE_READONLY);
  }
}

void Database::leave_wal() const {
  sqlite3_busy_timeout(handle_.get(), 0);
  // Whatever stops this, the log stays beside the file and every reader finds it.
  sqlite3_exec(handle_.get(), "PRAGMA journal_mode=DELETE", nullptr, nullptr, nullptr);
}

void Database::fail(int code) const {
  const char* const doing = access_ == Access::write ? "cannot write " : "cannot read ";
  const std::string reason = sqlite3_errstr(code);
  const std::string advice = mend(code, access_);
  std::string detail = handle_ ? sqlite3_errmsg(handle_.get()) : reason;
  detail = as_utf8(detail.substr(0, detail.find('\n'))); // it may quote a damaged file
  throw FileError(doing + file_.string() + ": " + (advice.empty() ? reason : advice) +
                  " (SQLite: " + detail + ")");
}

void Database::damaged(const std::string& what) const {
  throw FileError(file_.string() + " is damaged: " + what +
                  "; restore it from a copy, or remove it and run again");
}

void Database::run(const char* sql) const {
  const int code = sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) {
    fail(code);
  }
}

std::string Database::text(const char* sql) const {
  Statement statement(*this, sql);
  return statement.step() ? std::string(statement.text(0)) : "";
}

std::int64_t Database::integer(const char* sql) const {
  Statement statement(*this, sql);
  return statement.step() ? statement.integer(0) : 0;
}

bool Database::is_empty() const {
  if (integer("PRAGMA page_count") > 0) {
    return false;
  }
  // SQLite would take a foreign file of less than a page for an empty one, and overwrite it. (Its
  // size is asked for without opening it: closing it again would drop SQLite's locks.)
  std::error_code error;
  if (std::filesystem::file_size(file_, error) > 0 && !error) {
    fail(SQLITE_NOTADB);
  }
  return true;
}

int Database::changes() const { return sqlite3_changes(handle_.get()); }

void Statement::Finalize::operator()(sqlite3_stmt* handle) const { sqlite3_finalize(handle); }

Statement::Statement(const Database& database, std::string_view sql) : database_(&database) {
  sqlite3_stmt* raw = nullptr;
  check(sqlite3_prepare_v2(database.handle_.get(), sql.data(), static_cast<int>(sql.size()), &raw,
                           nullptr));
  handle_.reset(raw);
}

void Statement::check(int code) const {
  if (code != SQLITE_OK) {
    database_->fail(code);
  }
}

bool Statement::step() {
  const int code = sqlite3_step(handle_.get());
  if (code == SQLITE_ROW) {
    return true;
  }
  if (code != SQLITE_DONE) {
    sqlite3_reset(handle_.get());
    database_->fail(code);
  }
  reset();
  return false;
}

void Statement::reset() { sqlite3_reset(handle_.get()); }

void Statement::bind(int parameter, std::string_view text) {
  // A null pointer would bind NULL, even with length 0.
  const char* const bytes = text.empty() ? "" : text.data();
  check(sqlite3_bind_text64(handle_.get(), parameter, bytes, text.size(), SQLITE_STATIC,
                            SQLITE_UTF8));
}

void Statement::bind(int parameter, double value) {
  check(sqlite3_bind_double(handle_.get(), parameter, value));
}

void Statement::bind(int parameter, std::int64_t value) {
  check(sqlite3_bind_int64(handle_.get(), parameter, value));
}

void Statement::need_type(int column, int type) const {
  if (sqlite3_column_type(handle_.get(), column) != type) {
    database_->damaged("the column " + std::string(sqlite3_column_name(handle_.get(), column)) +
                       " holds a value of another type");
  }
}

bool Statement::is_text(int column) const {
  return sqlite3_column_type(handle_.get(), column) == SQLITE_TEXT;
}

std::string_view Statement::text(int column) const {
  need_type(column, SQLITE_TEXT);
  const auto* const bytes =
      reinterpret_cast<const char*>(sqlite3_column_text(handle_.get(), column));
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column))};
}

double Statement::real(int column) const {
  need_type(column, SQLITE_FLOAT);
  return sqlite3_column_double(handle_.get(), column);
}

std::int64_t Statement::integer(int column) const {
  need_type(column, SQLITE_INTEGER);
  return sqlite3_column_int64(handle_.get(), column);
}

} // namespace assay::sqlite
