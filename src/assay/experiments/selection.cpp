#include <assay/error.hpp>
#include <assay/experiments/epsilons.hpp>
#include <assay/experiments/selection.hpp>
#include <assay/problems/parameters.hpp>
#include <assay/problems/solver_file.hpp>
#include <assay/store/text.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

namespace assay {
namespace {

constexpr std::size_t longest = 300;       // characters of one selection
constexpr std::size_t longest_path = 1000; // of a solver in a file
constexpr int most_in_range = 1000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

void need_identifier(std::string_view name, std::string_view what) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_';
  };
  need(!name.empty() && !is_digit(name[0]) && std::all_of(name.begin(), name.end(), fits),
       std::string(what) + " is made of letters, digits and underscores, not \"" +
           std::string(name) + "\"");
}

/// One way to write a number; a word as it is. Throws if it reads as a number but is not finite.
std::string canonical_value(const std::string& key, const std::string& value) {
  const auto fits = [](char c) {
    return c > ' ' && c < '\x7f' && std::string_view(",:={}*?\"'\\").find(c) == std::string::npos;
  };
  need(std::all_of(value.begin(), value.end(), fits),
       "the value of " + key + " has a character that no value has: \"" + value + "\"");
  const std::size_t sign = value.starts_with('-') ? 1 : 0;
  if (value.size() > sign &&
      std::all_of(value.begin() + static_cast<long>(sign), value.end(), is_digit)) {
    const std::size_t first = std::min(value.find_first_not_of('0', sign), value.size() - 1);
    const std::string digits = value.substr(first);
    return (sign == 1 && digits != "0" ? "-" : "") + digits;
  }
  double number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (end != value.data() + value.size() || error == std::errc::invalid_argument) {
    return value;
  }
  need(error == std::errc() && std::isfinite(number),
       "parameter " + key + " is a finite number, not " + value);
  constexpr double exact = 9007199254740992; // 2^53
  if (number == std::floor(number) && std::abs(number) < exact) {
    return std::to_string(static_cast<long long>(number));
  }
  return shortest(number);
}

/// "4..8" as 4, 5, 6, 7, 8; anything else as it is.
std::vector<std::string> alternatives(std::string_view text) {
  need(!text.empty(), "an empty alternative in braces");
  const auto dots = text.find("..");
  int first = 0;
  int last = 0;
  const auto whole = [](std::string_view part, int& value) {
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
    return !part.empty() && error == std::errc() && end == part.data() + part.size();
  };
  if (dots == std::string_view::npos || !whole(text.substr(0, dots), first) ||
      !whole(text.substr(dots + 2), last)) {
    return {std::string(text)};
  }
  need(first <= last && static_cast<long>(last) - first < most_in_range,
       "a range in braces rises and has at most 1000 numbers, not " + std::string(text));
  std::vector<std::string> numbers;
  for (int i = first; i <= last; ++i) {
    numbers.push_back(std::to_string(i));
  }
  return numbers;
}

} // namespace

std::string canonical_selection(std::string_view text) {
  const std::size_t most = names_file(text) ? longest_path : longest;
  need(text.size() <= most, "a name with its parameters has at most " + std::to_string(most) +
                                " characters, not " + std::to_string(text.size()));
  Selected selected = parse_selected(text);
  if (names_file(text)) {
    need(is_utf8(selected.name), "the path of a solver is a text in UTF-8");
    SolverFile file = parse_solver_file(selected.name);
    file.place = canonical_place(file.place);
    selected.name = to_string(file);
  } else {
    need_identifier(selected.name, "a name");
  }
  std::map<std::string, std::string> values;
  for (const auto& [key, value] : selected.parameters.given()) {
    need_identifier(key, "a parameter of " + selected.name);
    values[key] = canonical_value(key, value);
  }
  return to_string(Selected{selected.name, Parameters(std::move(values))});
}

std::vector<std::string> expanded(std::string_view text) {
  need(text.size() <= 2000, "a text with braces has at most 2000 characters");
  std::vector<std::string> texts = {""};
  while (true) {
    const auto open = text.find_first_of("{}");
    for (std::string& each : texts) {
      each += text.substr(0, open);
    }
    if (open == std::string_view::npos) {
      return texts;
    }
    const auto close = text.find_first_of("{}", open + 1);
    need(text[open] == '{' && close != std::string_view::npos && text[close] == '}',
         "braces that do not pair");
    std::vector<std::string> choices;
    for (std::string_view rest = text.substr(open + 1, close - open - 1);;) {
      const auto comma = rest.find(',');
      for (std::string& each : alternatives(rest.substr(0, comma))) {
        choices.push_back(std::move(each));
      }
      if (comma == std::string_view::npos) {
        break;
      }
      rest = rest.substr(comma + 1);
    }
    need(texts.size() * choices.size() <= most_pairs,
         "the braces stand for more than 10000 combinations");
    std::vector<std::string> longer;
    for (const std::string& begin : texts) {
      for (const std::string& choice : choices) {
        longer.push_back(begin + choice);
      }
    }
    texts = std::move(longer);
    text = text.substr(close + 1);
  }
}

bool naturally_less(std::string_view a, std::string_view b) {
  const auto digits_at = [](std::string_view text, std::size_t at) {
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) {
      ++end;
    }
    const std::size_t first = std::min(text.find_first_not_of('0', at), end);
    return std::pair(text.substr(first, end - first), end);
  };
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() && j < b.size()) {
    if (is_digit(a[i]) && is_digit(b[j])) {
      const auto [x, x_end] = digits_at(a, i);
      const auto [y, y_end] = digits_at(b, j);
      if (x != y) {
        return std::pair(x.size(), x) < std::pair(y.size(), y);
      }
      i = x_end;
      j = y_end;
    } else if (a[i] != b[j]) {
      return is_digit(a[i]) != is_digit(b[j]) ? is_digit(a[i]) : a[i] < b[j];
    } else {
      ++i;
      ++j;
    }
  }
  const bool both_end = i == a.size() && j == b.size();
  return both_end ? a < b : i == a.size();
}

} // namespace assay
