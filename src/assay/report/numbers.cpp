#include <assay/numbers/literal.hpp>
#include <assay/report/numbers.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace assay {
namespace {

constexpr int fewest_digits = 2;
constexpr int most_digits = 12;

std::string rounded(const Quantity& value, int digits, Rounding rounding = Rounding::nearest) {
  return to_decimal(value, digits, rounding);
}

Quantity magnitude(const Quantity& value) { return value < 0 ? Quantity(0) - value : value; }

/// Significant digits that an enclosure supports, one of them uncertain; more than `most_digits`
/// if it is narrower than the table shows.
int supported_digits(const Quantity& lo, const Quantity& hi) {
  const Quantity size = std::max(magnitude(lo), magnitude(hi));
  const Rational relative = (hi - lo).rational() / size.rational();
  if (relative >= 1) {
    return fewest_digits;
  }
  // Below 1e-300 a double is 0 and the answer is "more than the table shows" all the same.
  const double digits = 1 - std::log10(std::max(Quantity(relative).to_double(), 1e-300));
  return std::max(fewest_digits, static_cast<int>(std::ceil(digits)));
}

std::string enclosure(const Quantity& lo, const Quantity& hi, int digits) {
  return "[" + rounded(lo, digits, Rounding::down) + ", " + rounded(hi, digits, Rounding::up) + "]";
}

/// Would an end, rounded outward, sit on the claimed value although it does not reach it? A reader
/// of "< 1" must not be shown [0.9, 1].
bool blurs_claim(const Row& row, int digits) {
  const auto reaches = [&](const Quantity& end, Rounding rounding) {
    return row.claimed.is_finite() && end != row.claimed &&
           parse_rational(rounded(end, digits, rounding)) == row.claimed.rational();
  };
  return reaches(row.lo, Rounding::down) || reaches(row.hi, Rounding::up);
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

} // namespace

std::string_view sign(Relation relation) {
  constexpr std::array<std::string_view, 5> signs = {"=", "<=", ">=", "<", ">"};
  return signs.at(static_cast<std::size_t>(relation));
}

std::string_view name(Relation relation) {
  constexpr std::array<std::string_view, 5> names = {"equal", "at_most", "at_least", "below",
                                                     "above"};
  return names.at(static_cast<std::size_t>(relation));
}

std::string exact_text(const Quantity& value) {
  constexpr int digits = 10;
  constexpr std::size_t longest_fraction = 14;
  std::string decimal = rounded(value, digits);
  if (!value.is_finite() || parse_rational(decimal) == value.rational()) {
    return decimal;
  }
  const std::string fraction = value.rational().str();
  return fraction.size() <= longest_fraction ? fraction : decimal;
}

std::string claimed_text(const Row& row) {
  if (!row.claimed_as.empty()) {
    return std::string(sign(row.relation)) + " " + row.claimed_as;
  }
  std::string text = std::string(sign(row.relation)) + " " + exact_text(row.claimed);
  if (row.tolerance != 0) {
    switch (row.relation) {
    case Relation::equal:
      return text + " +- " + exact_text(row.tolerance);
    case Relation::at_most:
      return text + " + " + exact_text(row.tolerance);
    case Relation::at_least:
      return text + " - " + exact_text(row.tolerance);
    default: // a strict relation has no tolerance
      break;
    }
  }
  return text;
}

std::string measured_text(const Row& row) {
  if (!row.measured_as.empty()) {
    return row.measured_as;
  }
  if (row.lo == row.hi) {
    return exact_text(row.measured);
  }
  if (!row.lo.is_finite() && !row.hi.is_finite()) {
    return "unknown [-inf, inf]";
  }
  if (!row.lo.is_finite() || !row.hi.is_finite()) {
    constexpr int digits = 6;
    return rounded(row.measured, digits) + " " + enclosure(row.lo, row.hi, digits);
  }
  int digits = supported_digits(row.lo, row.hi);
  while (digits < most_digits && blurs_claim(row, digits)) {
    ++digits;
  }
  if (digits > most_digits) {
    return rounded(row.measured, most_digits) + " (width " +
           rounded(row.hi - row.lo, 1, Rounding::up) + ")";
  }
  return rounded(row.measured, digits) + " " + enclosure(row.lo, row.hi, digits);
}

std::string typeset(std::string text) {
  text = replaced(std::move(text), "<=", "\u2264");
  text = replaced(std::move(text), ">=", "\u2265");
  return replaced(std::move(text), "+-", "\u00b1");
}

} // namespace assay
