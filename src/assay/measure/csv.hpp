#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Lines of comma-separated fields, each knowing where it stands; the syntax of curve_csv.hpp.
///
/// Own code, not a library: Debian's C++ readers know a line at best, never the column, and a user
/// who made the file by hand wants both.
/// Throws  InvalidArgument, with line and column, where the text is not such lines.
namespace assay {

struct CsvField {
  std::string text;
  std::size_t column = 0; ///< of its first byte, from 1
};

struct CsvLine {
  std::size_t number = 0; ///< from 1
  std::vector<CsvField> fields;
};

class CsvReader {
public:
  explicit CsvReader(std::string_view text);

  /// The next line that has fields; nothing at the end.
  std::optional<CsvLine> next();

private:
  std::string_view rest_;
  std::size_t line_ = 0;
};

/// Throws InvalidArgument: "line 3, column 7: what is wrong".
[[noreturn]] void refuse_csv(std::size_t line, std::size_t column, const std::string& what);

/// Text of a user's in a message: at most 40 bytes, what is not printable ASCII as '?'. Not named
/// "quoted": with <iomanip> a call would find std::quoted.
std::string in_quotes(std::string_view text);

} // namespace assay
