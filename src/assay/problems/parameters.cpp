#include <assay/error.hpp>
#include <assay/problems/parameters.hpp>
#include <assay/problems/solver_file.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <utility>

namespace assay {

double Parameters::number(const std::string& name, double standard) const {
  const auto found = given_.find(name);
  if (found == given_.end() || found->second == "auto") {
    return standard;
  }
  const std::string& text = found->second;
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  need(error == std::errc() && end == text.data() + text.size() && std::isfinite(value),
       "parameter " + name + " is a finite number, not \"" + text + "\"");
  return value;
}

int Parameters::whole(const std::string& name, int standard, int low, int high) const {
  const double value = number(name, standard);
  need(value == std::floor(value) && value >= low && value <= high,
       "parameter " + name + " is a whole number from " + std::to_string(low) + " to " +
           std::to_string(high) + ", not " +
           (has(name) ? given_.at(name) : std::to_string(standard)));
  return static_cast<int>(value);
}

std::string Parameters::word(const std::string& name,
                             const std::string& standard,
                             const std::vector<std::string>& choices) const {
  const auto found = given_.find(name);
  if (found == given_.end()) {
    return standard;
  }
  std::string list;
  for (const std::string& choice : choices) {
    list += (list.empty() ? "" : ", ") + choice;
  }
  need(std::find(choices.begin(), choices.end(), found->second) != choices.end(),
       "parameter " + name + " is one of " + list + ", not \"" + found->second + "\"");
  return found->second;
}

Selected parse_selected(std::string_view text) {
  const std::size_t colon = end_of_name(text);
  Selected selected{std::string(text.substr(0, colon)), {}};
  const std::string shown = "\"" + std::string(text) + "\"";
  need(!selected.name.empty(), "expected NAME or NAME:KEY=VALUE,..., not " + shown);
  if (colon == std::string_view::npos) {
    return selected;
  }
  std::map<std::string, std::string> given;
  std::string_view rest = text.substr(colon + 1);
  while (true) {
    const std::size_t comma = rest.find(',');
    const std::string_view item = rest.substr(0, comma);
    const std::size_t equals = item.find('=');
    need(equals != std::string_view::npos && equals > 0 && equals + 1 < item.size(),
         "expected KEY=VALUE after the colon of " + shown + ", not \"" + std::string(item) + "\"");
    const bool fresh =
        given.emplace(std::string(item.substr(0, equals)), std::string(item.substr(equals + 1)))
            .second;
    need(fresh, "parameter " + std::string(item.substr(0, equals)) + " is given twice in " + shown);
    if (comma == std::string_view::npos) {
      break;
    }
    rest = rest.substr(comma + 1);
  }
  selected.parameters = Parameters(std::move(given));
  return selected;
}

std::string to_string(const Selected& selected) {
  std::string text = selected.name;
  for (char separator = ':'; const auto& [key, value] : selected.parameters.given()) {
    text += separator;
    text += key;
    text += '=';
    text += value;
    separator = ',';
  }
  return text;
}

namespace {

/// Levenshtein's distance: insertions, deletions and substitutions.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = std::exchange(row[j + 1], std::min({row[j] + 1, row[j + 1] + 1, substituted}));
    }
  }
  return row.back();
}

std::string_view stem(std::string_view id) {
  const auto slash = id.rfind('/');
  return slash == std::string_view::npos ? id : id.substr(slash + 1);
}

} // namespace

std::vector<std::string> nearest(std::string_view typed, const std::vector<std::string>& names) {
  constexpr std::size_t most = 3;
  std::vector<std::pair<std::size_t, std::string>> ranked;
  for (const std::string& name : names) {
    // A name that contains what was typed is near, however long the rest of it is.
    const bool contains = typed.size() >= 3 && name.find(typed) != std::string::npos;
    const std::size_t far =
        contains ? 1 : std::min(distance(typed, name), distance(typed, stem(name)) + 1);
    if (far <= std::max<std::size_t>(2, typed.size() / 3)) {
      ranked.emplace_back(far, name);
    }
  }
  std::sort(ranked.begin(), ranked.end());
  std::vector<std::string> result;
  for (std::size_t i = 0; i < std::min(most, ranked.size()); ++i) {
    result.push_back(ranked[i].second);
  }
  return result;
}

std::string suggestion(std::string_view typed, const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : nearest(typed, names)) {
    text += (text.empty() ? "; did you mean " : " or ") + name;
  }
  return text.empty() ? text : text + "?";
}

void check_known(const Selected& selected, const std::vector<Parameter>& known) {
  for (const auto& [key, value] : selected.parameters.given()) {
    const auto same = [&key = key](const Parameter& p) { return p.name == key; };
    if (std::any_of(known.begin(), known.end(), same)) {
      continue;
    }
    std::vector<std::string> names;
    std::string list;
    for (const Parameter& parameter : known) {
      names.push_back(parameter.name);
      list += (list.empty() ? "" : ", ") + parameter.name;
    }
    throw InvalidArgument(selected.name + " has no parameter \"" + key + "\"" +
                          suggestion(key, names) +
                          (list.empty() ? "; it takes none" : " (it takes " + list + ")"));
  }
}

} // namespace assay
