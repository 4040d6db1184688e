#include <assay/experiments/toml_values.hpp>
#include <assay/problems/parameters.hpp>
#include <assay/store/text.hpp>

#include <cmath>

namespace assay {

void TomlValues::wrong_type(const TomlValue& value, const std::string& expected) const {
  constexpr const char* names[] = {"a date or a time", "a text", "a whole number", "a number",
                                   "true or false",    "a list", "a table"};
  fail(value.place, "expected " + expected + ", not " + names[value.data.index()]);
}

void TomlValues::unknown_key(const TomlItem& item, const std::vector<std::string>& known) const {
  std::string list;
  for (const std::string& key : known) {
    list += (list.empty() ? "" : ", ") + key;
  }
  const std::string hint = suggestion(item.key, known);
  fail(item.place, "unknown key " + printable(item.key.substr(0, 60)) +
                       (hint.empty() ? "; the keys here are " + list : hint));
}

const std::string& TomlValues::text(const TomlValue& value, const std::string& expected) const {
  const auto* text = std::get_if<std::string>(&value.data);
  if (text == nullptr) {
    wrong_type(value, expected);
  }
  return *text;
}

std::int64_t TomlValues::whole(const TomlValue& value, std::int64_t low, std::int64_t high) const {
  const auto* whole = std::get_if<std::int64_t>(&value.data);
  const std::string expected =
      "a whole number from " + std::to_string(low) + " to " + std::to_string(high);
  if (whole == nullptr) {
    wrong_type(value, expected);
  }
  if (*whole < low || *whole > high) {
    fail(value.place, "expected " + expected + ", not " + std::to_string(*whole));
  }
  return *whole;
}

double TomlValues::number(const TomlValue& value) const {
  if (const auto* whole = std::get_if<std::int64_t>(&value.data)) {
    return static_cast<double>(*whole);
  }
  const auto* number = std::get_if<double>(&value.data);
  if (number == nullptr) {
    wrong_type(value, "a number");
  }
  if (!std::isfinite(*number)) {
    fail(value.place, "expected a finite number, not " + shortest(*number));
  }
  return *number;
}

const TomlTable& TomlValues::table(const TomlValue& value, const std::string& expected) const {
  const auto* table = std::get_if<TomlTable>(&value.data);
  if (table == nullptr) {
    wrong_type(value, expected);
  }
  return *table;
}

bool TomlValues::first_of(const TomlValue& value,
                          const std::string& first,
                          const std::string& second) const {
  const std::string expected = "\"" + first + "\" or \"" + second + "\"";
  const std::string& word = text(value, expected);
  if (word != first && word != second) {
    fail(value.place, "expected " + expected + ", not " + printable(word.substr(0, 60)));
  }
  return word == first;
}

std::vector<const TomlValue*> TomlValues::elements(const TomlValue& value) {
  const auto* list = std::get_if<TomlList>(&value.data);
  if (list == nullptr) {
    return {&value};
  }
  std::vector<const TomlValue*> result;
  for (const TomlValue& each : *list) {
    result.push_back(&each);
  }
  return result;
}

} // namespace assay
