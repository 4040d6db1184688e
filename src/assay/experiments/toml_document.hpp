#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

/// A TOML document as plain values with their places: all that a reader of ours needs, so that one
/// source alone compiles the TOML library.
namespace assay {

struct TomlPlace {
  unsigned line = 1;
  unsigned column = 1;
};

struct TomlValue;
struct TomlItem; ///< a key and its value
using TomlList = std::vector<TomlValue>;
using TomlTable = std::vector<TomlItem>; ///< as they stand in the document

struct TomlValue {
  TomlPlace place;
  /// std::monostate: a date or a time.
  std::variant<std::monostate, std::string, std::int64_t, double, bool, TomlList, TomlTable> data;
};
struct TomlItem {
  std::string key;
  TomlPlace place; ///< of the key
  TomlValue value;
};

/// Throws InvalidArgument, with its place in front of the message, if the text is no TOML, larger
/// than 1 MiB or nested deeper than anybody would write.
TomlTable parse_toml(std::string_view text, const std::string& name);

/// Throws InvalidArgument "NAME:LINE:COLUMN: WHAT", on one line.
[[noreturn]] void toml_error(const std::string& name, TomlPlace place, const std::string& what);

} // namespace assay
