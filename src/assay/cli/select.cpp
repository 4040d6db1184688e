#include "select.hpp"

#include <assay/error.hpp>

#include <algorithm>
#include <charconv>
#include <numeric>
#include <set>
#include <utility>

namespace assay::cli {
namespace {

std::string_view stem(std::string_view id) {
  const auto slash = id.rfind('/');
  return slash == std::string_view::npos ? id : id.substr(slash + 1);
}

int parse_number(std::string_view text, std::string_view whole) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  need(!text.empty() && error == std::errc() && end == text.data() + text.size(),
       "\"" + std::string(whole) + "\" is no list of orders; write 1,2,4..8");
  return value;
}

} // namespace

bool picks(std::string_view pattern, std::string_view id) {
  return matches(pattern, id) ||
         (pattern.find('/') == std::string_view::npos && matches(pattern, stem(id)));
}

void need_match(bool any, const std::string& glob, const std::vector<std::string>& ids) {
  std::set<std::string> names(ids.begin(), ids.end());
  for (const std::string& id : ids) {
    names.insert(id.substr(0, id.find('/')) + "/*");
  }
  const std::string nearby = suggestion(glob, {names.begin(), names.end()});
  need(any, "no claim matches \"" + glob + "\"" +
                (nearby.empty() ? "; assay list claims shows them all" : nearby));
}

std::vector<int> parse_list(std::string_view text, int first, int last) {
  std::set<int> numbers;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t comma = std::min(text.find(',', from), text.size());
    const std::string_view part = text.substr(from, comma - from);
    const std::size_t dots = part.find("..");
    const int low = parse_number(part.substr(0, dots), text);
    const int high =
        dots == std::string_view::npos ? low : parse_number(part.substr(dots + 2), text);
    need(first <= low && low <= high && high <= last,
         "\"" + std::string(part) + "\": orders run upwards within " + std::to_string(first) +
             ".." + std::to_string(last));
    for (int number = low; number <= high; ++number) {
      numbers.insert(number);
    }
    from = comma + 1;
  }
  return {numbers.begin(), numbers.end()};
}

} // namespace assay::cli
