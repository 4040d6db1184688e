#pragma once
#include <assay/error.hpp>
#include <assay/experiments/toml_document.hpp>

/// Typed access to a TOML document: what is not as expected is an error at its own place.
namespace assay {

class TomlValues {
public:
  /// `name` is the document's, for messages.
  explicit TomlValues(std::string name) : name_(std::move(name)) {}

  [[noreturn]] void fail(TomlPlace place, const std::string& what) const {
    toml_error(name_, place, what);
  }
  /// Runs a check that knows no places; what it complains about stands at `place`.
  template <class Check> auto at(TomlPlace place, const Check& check) const {
    try {
      return check();
    } catch (const InvalidArgument& error) {
      fail(place, error.what());
    }
  }

  /// `expected` says it in words: "a text such as \"30x\"".
  [[nodiscard]] const std::string& text(const TomlValue& value, const std::string& expected) const;
  [[nodiscard]] std::int64_t
  whole(const TomlValue& value, std::int64_t low, std::int64_t high) const;
  /// A finite number, whole or not.
  [[nodiscard]] double number(const TomlValue& value) const;
  [[nodiscard]] const TomlTable& table(const TomlValue& value, const std::string& expected) const;
  /// One of two words; true if it is the first.
  [[nodiscard]] bool
  first_of(const TomlValue& value, const std::string& first, const std::string& second) const;
  /// The elements of a list, or the value itself as the only one.
  [[nodiscard]] static std::vector<const TomlValue*> elements(const TomlValue& value);

  [[noreturn]] void wrong_type(const TomlValue& value, const std::string& expected) const;
  /// A key that is none of `known`, with the nearest of them.
  [[noreturn]] void unknown_key(const TomlItem& item, const std::vector<std::string>& known) const;

private:
  std::string name_;
};

} // namespace assay
