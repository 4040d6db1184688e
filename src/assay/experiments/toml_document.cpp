#include <assay/error.hpp>
#include <assay/experiments/toml_document.hpp>

#include <algorithm>

namespace {
/// Thrown by toml++ where it would call assert: version 3.3 asserts that "[" is followed by a key,
/// which is for the user to get wrong, and assumes so where NDEBUG is set.
struct UnexpectedCharacter {};
[[noreturn]] void throw_unexpected() { throw UnexpectedCharacter{}; }
} // namespace

#undef NDEBUG
#define TOML_ASSERT(holds) ((holds) ? static_cast<void>(0) : throw_unexpected())
// Deeper values are an error; 16 is more than any experiment has.
#define TOML_MAX_NESTED_VALUES 16
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 1
#define TOML_ENABLE_FORMATTERS 0
#define TOML_ENABLE_UNRELEASED_FEATURES 0
#include <toml++/toml.h>

namespace assay {
namespace {

constexpr std::size_t largest_text = std::size_t{1} << 20U;
constexpr int deepest_key = 32;

TomlPlace place_of(const toml::source_region& region) {
  return {static_cast<unsigned>(region.begin.line), static_cast<unsigned>(region.begin.column)};
}

/// The place of a text's last character.
TomlPlace end_of(std::string_view text) {
  TomlPlace place;
  for (const char c : text.substr(0, text.size() - 1)) {
    place = c == '\n' ? TomlPlace{place.line + 1, 1} : TomlPlace{place.line, place.column + 1};
  }
  return place;
}

/// The library limits how deep values nest, not how deep a key of many dots does, whose tables it
/// then frees by recursion. Counts the dots of each run without a separator, strings included.
void need_shallow_keys(std::string_view text, const std::string& name) {
  constexpr std::string_view separators = "\n,=[]{}#";
  int dots = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (separators.find(c) != std::string_view::npos) {
      dots = 0;
    } else if (c == '.' && (i == 0 || text[i - 1] != '.') && ++dots > deepest_key) {
      toml_error(name, end_of(text.substr(0, i + 1)),
                 "more than 32 dots in a row of words: a key is never so deep");
    }
  }
}

bool breaks(std::string_view text) {
  try {
    (void)toml::parse(text);
  } catch (const UnexpectedCharacter&) {
    return true;
  } catch (const toml::parse_error&) {
    return false;
  }
  return false;
}

/// The parser reads from left to right: the shortest beginning on which it breaks ends at the
/// character that it did not expect.
TomlPlace unexpected(std::string_view text) {
  std::size_t good = 0;
  std::size_t bad = text.size();
  while (bad - good > 1) {
    const std::size_t middle = good + (bad - good) / 2;
    (breaks(text.substr(0, middle)) ? bad : good) = middle;
  }
  return end_of(text.substr(0, bad));
}

TomlValue convert(const toml::node& node);

TomlTable convert_table(const toml::table& table) {
  TomlTable items;
  for (const auto& [key, value] : table) {
    items.push_back({std::string(key.str()), place_of(key.source()), convert(value)});
  }
  const auto before = [](const TomlItem& a, const TomlItem& b) {
    return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
  };
  std::stable_sort(items.begin(), items.end(), before);
  return items;
}

TomlValue convert(const toml::node& node) {
  TomlValue value{place_of(node.source()), {}};
  if (const auto* text = node.as_string()) {
    value.data = text->get();
  } else if (const auto* whole = node.as_integer()) {
    value.data = whole->get();
  } else if (const auto* number = node.as_floating_point()) {
    value.data = number->get();
  } else if (const auto* flag = node.as_boolean()) {
    value.data = flag->get();
  } else if (const auto* table = node.as_table()) {
    value.data = convert_table(*table);
  } else if (const auto* array = node.as_array()) {
    TomlList list;
    for (const toml::node& each : *array) {
      list.push_back(convert(each));
    }
    value.data = std::move(list);
  }
  return value;
}

/// At most 400 bytes, on one line.
std::string one_line(std::string text) {
  constexpr std::size_t most = 400;
  if (text.size() > most) {
    std::size_t cut = most;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xc0U) == 0x80) {
      --cut; // never inside a UTF-8 sequence
    }
    text = text.substr(0, cut) + "...";
  }
  std::replace_if(
      text.begin(), text.end(), [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; }, ' ');
  return text;
}

} // namespace

void toml_error(const std::string& name, TomlPlace place, const std::string& what) {
  throw InvalidArgument(one_line(name) + ":" + std::to_string(place.line) + ":" +
                        std::to_string(place.column) + ": " + one_line(what));
}

TomlTable parse_toml(std::string_view text, const std::string& name) {
  if (text.size() > largest_text) {
    toml_error(name, {}, "an experiment has at most 1 MiB of text");
  }
  need_shallow_keys(text, name);
  try {
    return convert_table(toml::parse(text));
  } catch (const toml::parse_error& error) {
    toml_error(name, place_of(error.source()), std::string(error.description()));
  } catch (const UnexpectedCharacter&) {
    toml_error(name, unexpected(text), "unexpected character: this is no TOML");
  }
}

} // namespace assay
