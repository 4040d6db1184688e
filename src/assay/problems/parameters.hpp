#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

/// A solver or an instance by name, with its parameters: "f2sa_p:p=2,samples=shared".
namespace assay {

/// One parameter that a solver or an instance takes.
struct Parameter {
  std::string name;
  std::string standard; ///< the value when none is given; "auto": computed from the constants
  std::string meaning;  ///< one line, with the unit
};

/// Values by name; what is absent has its standard value.
class Parameters {
public:
  Parameters() = default;
  explicit Parameters(std::map<std::string, std::string> given) : given_(std::move(given)) {}

  [[nodiscard]] bool has(const std::string& name) const { return given_.contains(name); }
  /// Throws InvalidArgument unless it is a finite number.
  [[nodiscard]] double number(const std::string& name, double standard) const;
  /// Throws InvalidArgument unless it is a whole number in [low, high].
  [[nodiscard]] int whole(const std::string& name, int standard, int low, int high) const;
  /// Throws InvalidArgument unless it is one of `choices`.
  [[nodiscard]] std::string word(const std::string& name,
                                 const std::string& standard,
                                 const std::vector<std::string>& choices) const;
  [[nodiscard]] const std::map<std::string, std::string>& given() const { return given_; }

private:
  std::map<std::string, std::string> given_;
};

struct Selected {
  std::string name;
  Parameters parameters;
};

/// Reads "name" or "name:key=value,key=value". Throws InvalidArgument: malformed, a key twice.
Selected parse_selected(std::string_view text);
/// The canonical text: keys sorted, so that equal selections are equal texts.
std::string to_string(const Selected& selected);
/// Throws InvalidArgument if a given key is not among `known`, naming the nearest.
void check_known(const Selected& selected, const std::vector<Parameter>& known);

/// The names nearest to what was typed, nearest first, at most three; empty if none is near.
std::vector<std::string> nearest(std::string_view typed, const std::vector<std::string>& names);
/// "; did you mean a or b?", or "" if nothing is near.
std::string suggestion(std::string_view typed, const std::vector<std::string>& names);

} // namespace assay
