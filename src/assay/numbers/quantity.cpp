#include <assay/error.hpp>
#include <assay/numbers/quantity.hpp>
#include <assay/numbers/scalar.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace assay {

Quantity::Quantity(double value) {
  need(!std::isnan(value), "NaN is no quantity");
  if (std::isinf(value)) {
    infinite_ = value > 0 ? 1 : -1;
  } else {
    value_ = Rational(value);
  }
}

Quantity::Quantity(const Real& value) {
  need(mpfr_nan_p(value.raw()) == 0, "NaN is no quantity");
  if (value.is_finite()) {
    value_ = value.to_rational();
  } else {
    infinite_ = value.sign();
  }
}

const Rational& Quantity::rational() const {
  need(is_finite(), "an infinite quantity is no rational");
  return value_;
}

double Quantity::to_double() const {
  if (!is_finite()) {
    return infinite_ * std::numeric_limits<double>::infinity();
  }
  return exact<double>(value_);
}

bool operator<(const Quantity& a, const Quantity& b) {
  return a.infinite_ != b.infinite_ ? a.infinite_ < b.infinite_
                                    : a.infinite_ == 0 && a.value_ < b.value_;
}

bool operator==(const Quantity& a, const Quantity& b) {
  return a.infinite_ == b.infinite_ && (a.infinite_ != 0 || a.value_ == b.value_);
}

Quantity operator+(const Quantity& a, const Quantity& b) {
  need(a.infinite_ * b.infinite_ != -1, "inf - inf is no quantity");
  if (a.infinite_ != 0 || b.infinite_ != 0) {
    return {a.infinite_ != 0 ? a.infinite_ : b.infinite_, Quantity::Tag{}};
  }
  return Rational(a.value_ + b.value_);
}

Quantity operator-(const Quantity& a, const Quantity& b) {
  Quantity negated = b;
  negated.value_ = -negated.value_;
  negated.infinite_ = -negated.infinite_;
  return a + negated;
}

bool fits_double(const Quantity& value) {
  if (!value.is_finite()) {
    return false;
  }
  const double rounded = value.to_double();
  return std::isfinite(rounded) && Rational(rounded) == value.rational();
}

namespace {

/// 0.ddd * 10^exponent, digits without a point.
struct Decimal {
  std::string digits;
  int exponent = 0;
};

Rational scaled(const Rational& value, int power_of_ten) {
  return value * power(Rational(10), power_of_ten);
}

/// The k with 10^(k-1) <= value < 10^k, for value > 0.
int decimal_exponent(const Rational& value) {
  const auto length = [](const Integer& n) {
    constexpr int decimal = 10;
    return static_cast<int>(mpz_sizeinbase(n.backend().data(), decimal)); // exact or one too many
  };
  int k = length(numerator(value)) - length(denominator(value)) + 2;
  while (scaled(value, 1 - k) < 1) {
    --k;
  }
  return k;
}

Integer rounded(const Rational& value, Rounding rounding) {
  const Integer below = numerator(value) / denominator(value);
  const Rational rest = value - Rational(below);
  const Rational half = ratio(1, 2);
  const bool step = rounding == Rounding::up     ? rest > 0
                    : rounding == Rounding::down ? false
                                                 : rest > half || (rest == half && below % 2 == 1);
  return step ? Integer(below + 1) : below;
}

/// Exact integer arithmetic: rounded once, the asked way. For value > 0.
Decimal decimal(const Rational& value, int digits, Rounding rounding) {
  const int exponent = decimal_exponent(value);
  Decimal result{.digits = rounded(scaled(value, digits - exponent), rounding).str(),
                 .exponent = exponent};
  if (static_cast<int>(result.digits.size()) > digits) { // 9.99 became 10.0
    result.digits.pop_back();
    ++result.exponent;
  }
  return result;
}

std::string drop_zeros(std::string digits) {
  if (digits.find('.') != std::string::npos) {
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.ends_with('.')) {
      digits.pop_back();
    }
  }
  return digits;
}

/// Places the point.
std::string plain(const Decimal& value) {
  std::string digits = value.digits;
  const int leading = std::max(0, 1 - value.exponent);
  digits.insert(0, static_cast<std::size_t>(leading), '0');
  const int before = value.exponent + leading;
  const auto point = static_cast<std::size_t>(before);
  if (digits.size() < point) {
    digits.append(point - digits.size(), '0');
  }
  digits.insert(point, ".");
  return drop_zeros(digits);
}

std::string scientific(const Decimal& value) {
  std::string digits = value.digits;
  digits.insert(1, ".");
  return drop_zeros(digits) + "e" + std::to_string(value.exponent - 1);
}

Rounding mirrored(Rounding rounding) {
  return rounding == Rounding::up     ? Rounding::down
         : rounding == Rounding::down ? Rounding::up
                                      : Rounding::nearest;
}

} // namespace

std::string to_decimal(const Quantity& value, int significant_digits, Rounding rounding) {
  need(significant_digits >= 1, "a number needs at least one digit");
  if (!value.is_finite()) {
    return value > 0 ? "inf" : "-inf";
  }
  const Rational& number = value.rational();
  if (number == 0) {
    return "0";
  }
  if (number < 0) {
    return "-" + to_decimal(Rational(-number), significant_digits, mirrored(rounding));
  }
  const Decimal shown = decimal(number, significant_digits, rounding);
  constexpr int smallest_plain = -4;
  const int exponent = shown.exponent - 1;
  const bool is_moderate = exponent >= smallest_plain && exponent < std::max(significant_digits, 7);
  return is_moderate ? plain(shown) : scientific(shown);
}

} // namespace assay
