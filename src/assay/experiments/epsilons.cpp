#include <assay/error.hpp>
#include <assay/experiments/epsilons.hpp>
#include <assay/measure/csv.hpp>
#include <assay/numbers/precision.hpp>
#include <assay/numbers/real.hpp>
#include <assay/store/text.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>

namespace assay {
namespace {

constexpr int grid_digits = 6;

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  const auto last = text.find_last_not_of(" \t");
  return first == std::string_view::npos ? "" : text.substr(first, last - first + 1);
}

void need_epsilon(double epsilon) {
  need(epsilon >= least_epsilon && epsilon <= largest_epsilon,
       "an accuracy epsilon lies between 1e-30 and 1e6, not at " + shortest(epsilon));
}

int parse_points(std::string_view text) {
  int points = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), points);
  need(error == std::errc() && end == text.data() + text.size(),
       "expected a number of points after the colon, as in 0.5..0.03:9, not " + in_quotes(text));
  return points;
}

std::vector<double> parse_item(std::string_view item) {
  const auto dots = item.find("..");
  if (dots == std::string_view::npos) {
    need(item.find(':') == std::string_view::npos,
         "expected FIRST..LAST:POINTS, as in 0.5..0.03:9, not " + in_quotes(item));
    return {parse_finite(item)};
  }
  const auto colon = item.find(':', dots);
  need(colon != std::string_view::npos,
       "a range of accuracies says how many points, as in 0.5..0.03:9, not " + in_quotes(item));
  return geometric(parse_finite(trimmed(item.substr(0, dots))),
                   parse_finite(trimmed(item.substr(dots + 2, colon - dots - 2))),
                   parse_points(trimmed(item.substr(colon + 1))));
}

} // namespace

double parse_finite(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  need(!text.empty() && error == std::errc() && end == text.data() + text.size() &&
           std::isfinite(value),
       "expected a finite number, not " + in_quotes(text));
  return value;
}

double rounded(double value, int significant_digits) {
  need(std::isfinite(value), "only a finite number is rounded");
  char text[64];
  const auto [end, error] = std::to_chars(text, text + sizeof text, value,
                                          std::chars_format::scientific, significant_digits - 1);
  ensure(error == std::errc(), "a rounded double fits in 64 characters");
  return parse_finite({text, static_cast<std::size_t>(end - text)});
}

std::vector<double> geometric(double first, double last, int points) {
  need_epsilon(first);
  need_epsilon(last);
  need(points >= 2 && points <= most_epsilons, "a range of accuracies has from 2 to " +
                                                   std::to_string(most_epsilons) + " points, not " +
                                                   std::to_string(points));
  const Precision digits(50);
  const Real from = log(Real(first));
  const Real step = (log(Real(last)) - from) / Real(points - 1);
  std::vector<double> result{first};
  for (int i = 1; i < points - 1; ++i) {
    result.push_back(rounded(exp(from + step * Real(i)).to_double(), grid_digits));
  }
  result.push_back(last);
  return falling(std::move(result));
}

std::vector<double> falling(std::vector<double> epsilons) {
  need(!epsilons.empty(), "expected at least one accuracy epsilon");
  need(epsilons.size() <= static_cast<std::size_t>(most_epsilons),
       "expected at most " + std::to_string(most_epsilons) + " accuracies, not " +
           std::to_string(epsilons.size()));
  std::for_each(epsilons.begin(), epsilons.end(), need_epsilon);
  std::sort(epsilons.begin(), epsilons.end(), std::greater<>());
  const auto twice = std::adjacent_find(epsilons.begin(), epsilons.end());
  need(twice == epsilons.end(),
       "the accuracy " + (twice == epsilons.end() ? "" : shortest(*twice)) + " comes twice");
  return epsilons;
}

std::vector<double> parse_epsilons(std::string_view text) {
  std::vector<double> epsilons;
  while (true) {
    const auto comma = text.find(',');
    const std::vector<double> item = parse_item(trimmed(text.substr(0, comma)));
    epsilons.insert(epsilons.end(), item.begin(), item.end());
    if (comma == std::string_view::npos ||
        epsilons.size() > static_cast<std::size_t>(most_epsilons)) {
      return falling(std::move(epsilons));
    }
    text = text.substr(comma + 1);
  }
}

} // namespace assay
