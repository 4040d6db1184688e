#include <assay/error.hpp>
#include <assay/numbers/quantity.hpp>
#include <assay/numbers/scalar.hpp>

#include <cmath>
#include <limits>
#include <memory>

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

/// d.ddd…e±xx by MPFR, in a precision that resolves the asked digits, rounded the asked way once.
std::string scientific(const Rational& value, int digits, Rounding rounding) {
  const mpfr_rnd_t mode = rounding == Rounding::down ? MPFR_RNDD
                          : rounding == Rounding::up ? MPFR_RNDU
                                                     : MPFR_RNDN;
  mpfr_t wide;
  constexpr long guard_bits = 64;
  mpfr_init2(wide, static_cast<mpfr_prec_t>(digits) * 4 + guard_bits);
  mpfr_set_q(wide, value.backend().data(), mode);
  char* text = nullptr;
  mpfr_asprintf(&text, "%.*R*e", digits - 1, mode, wide);
  const std::unique_ptr<char, void (*)(char*)> owner(text, mpfr_free_str);
  mpfr_clear(wide);
  return text;
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

/// Moves the point of "d.ddd" by `exponent` places.
std::string plain(const std::string& mantissa, int exponent) {
  const bool negative = mantissa.starts_with('-');
  std::string digits;
  for (const char c : mantissa) {
    if (c >= '0' && c <= '9') {
      digits += c;
    }
  }
  if (exponent < 0) {
    digits.insert(0, static_cast<std::size_t>(-exponent), '0');
    exponent = 0;
  }
  const auto point = static_cast<std::size_t>(exponent) + 1;
  if (digits.size() < point) {
    digits.append(point - digits.size(), '0');
  }
  digits.insert(point, ".");
  return (negative ? "-" : "") + drop_zeros(digits);
}

} // namespace

std::string to_decimal(const Quantity& value, int significant_digits, Rounding rounding) {
  need(significant_digits >= 1, "a number needs at least one digit");
  if (!value.is_finite()) {
    return value.to_double() > 0 ? "inf" : "-inf";
  }
  if (value.rational() == 0) {
    return "0";
  }
  const std::string text = scientific(value.rational(), significant_digits, rounding);
  const auto e = text.find('e');
  const int exponent = std::stoi(text.substr(e + 1));
  constexpr int smallest_plain = -4;
  if (exponent >= smallest_plain && exponent < std::max(significant_digits, 7)) {
    return plain(text.substr(0, e), exponent);
  }
  return drop_zeros(text.substr(0, e)) + "e" + std::to_string(exponent);
}

} // namespace assay
