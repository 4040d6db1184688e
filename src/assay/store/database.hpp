#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

/// SQLite behind two owning types: what goes wrong becomes one FileError that says how to mend it.
namespace assay::sqlite {

enum class Access { read, write };

class Database {
public:
  /// Access::write creates the file if it is missing.
  Database(std::filesystem::path file, Access access);

  void run(const char* sql) const;
  /// Throws FileError if SQLite fell back to reading, as it does for a file without permission.
  void need_writable() const;
  /// Moves all content from the write-ahead log into the file itself, unless a reader is in the
  /// way.
  void leave_wal() const;
  /// The first column of the first row; "" if there is none.
  [[nodiscard]] std::string text(const char* sql) const;
  [[nodiscard]] std::int64_t integer(const char* sql) const;
  /// True if the file has no content yet. Throws FileError if what it has is not SQLite's.
  [[nodiscard]] bool is_empty() const;
  /// Rows that the last statement changed.
  [[nodiscard]] int changes() const;
  /// Throws the FileError of SQLite's result code for this file.
  [[noreturn]] void fail(int code) const;
  /// Throws the FileError of a file whose content is not what was written.
  [[noreturn]] void damaged(const std::string& what) const;
  [[nodiscard]] const std::filesystem::path& file() const { return file_; }

private:
  friend class Statement;
  struct Close {
    void operator()(sqlite3* handle) const;
  };
  std::filesystem::path file_;
  Access access_;
  std::unique_ptr<sqlite3, Close> handle_;
};

/// A prepared statement; columns count from 0, parameters from 1. Must not outlive its database.
class Statement {
public:
  Statement(const Database& database, std::string_view sql);

  /// True if there is a row; false at the end, where the statement is ready to run again.
  bool step();
  void reset();
  void bind(int parameter, std::string_view text); ///< the text must live until the next step
  void bind(int parameter, double value);
  void bind(int parameter, std::int64_t value);
  /// Text, real and integer of a column of the present row. Throws FileError if it has another
  /// type.
  [[nodiscard]] std::string_view text(int column) const;
  [[nodiscard]] double real(int column) const;
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] bool is_text(int column) const;

private:
  struct Finalize {
    void operator()(sqlite3_stmt* handle) const;
  };
  void check(int code) const;
  void need_type(int column, int type) const;
  const Database* database_;
  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
};

} // namespace assay::sqlite
