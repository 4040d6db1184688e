#include <assay/error.hpp>
#include <assay/numbers/literal.hpp>

#include <charconv>
#include <string>

namespace assay {
namespace {

[[noreturn]] void refuse(std::string_view text) {
  throw InvalidArgument("\"" + std::string(text) + "\" is no number; write 3, -1/3, 0.1 or 2.5e-3");
}

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

Integer parse_integer(std::string_view digits) {
  // GMP reads a leading 0 as octal.
  const auto first = digits.find_first_not_of('0');
  return first == std::string_view::npos ? Integer(0) : Integer(std::string(digits.substr(first)));
}

Rational parse_decimal(std::string_view text, std::string_view whole) {
  constexpr int largest_exponent = 100000;
  int exponent = 0;
  if (const auto at = text.find_first_of("eE"); at != std::string_view::npos) {
    std::string_view tail = text.substr(at + 1);
    if (tail.starts_with('+') && !tail.starts_with("+-")) {
      tail.remove_prefix(1);
    }
    const auto [end, error] = std::from_chars(tail.data(), tail.data() + tail.size(), exponent);
    if (error != std::errc() || end != tail.data() + tail.size() || exponent > largest_exponent ||
        exponent < -largest_exponent) {
      refuse(whole);
    }
    text = text.substr(0, at);
  }
  const auto point = text.find('.');
  std::string digits(text.substr(0, point));
  if (point != std::string_view::npos) {
    const std::string_view fraction = text.substr(point + 1);
    digits += fraction;
    exponent -= static_cast<int>(fraction.size());
  }
  if (!is_digits(digits)) {
    refuse(whole);
  }
  return Rational(parse_integer(digits)) * power(Rational(10), exponent);
}

} // namespace

Rational parse_rational(std::string_view text) {
  std::string_view rest = text;
  const bool negative = rest.starts_with('-');
  if (negative || rest.starts_with('+')) {
    rest.remove_prefix(1);
  }
  Rational value;
  if (const auto slash = rest.find('/'); slash != std::string_view::npos) {
    const std::string_view above = rest.substr(0, slash);
    const std::string_view below = rest.substr(slash + 1);
    if (!is_digits(above) || !is_digits(below) || parse_integer(below) == 0) {
      refuse(text);
    }
    value = Rational(parse_integer(above)) / Rational(parse_integer(below));
  } else {
    value = parse_decimal(rest, text);
  }
  return negative ? Rational(-value) : value;
}

} // namespace assay
