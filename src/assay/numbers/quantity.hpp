#pragma once
#include <assay/numbers/interval.hpp>

#include <string>

/// A point of the extended real line, exact: what claims are compared on.
///
/// Every finite double, Real and interval end is a dyadic rational, so a verdict never rounds.
/// Throws InvalidArgument when made from NaN.
namespace assay {

class Quantity {
public:
  Quantity() = default;
  Quantity(int value) : value_(value) {}                 // NOLINT(google-explicit-constructor)
  Quantity(Rational value) : value_(std::move(value)) {} // NOLINT(google-explicit-constructor)
  explicit Quantity(double value);
  explicit Quantity(const Real& value);
  static Quantity infinity() { return Quantity(1, Tag{}); }
  static Quantity minus_infinity() { return Quantity(-1, Tag{}); }

  [[nodiscard]] bool is_finite() const { return infinite_ == 0; }
  /// The value of a finite quantity. Throws InvalidArgument otherwise.
  [[nodiscard]] const Rational& rational() const;
  [[nodiscard]] double to_double() const;

  friend bool operator<(const Quantity& a, const Quantity& b);
  friend bool operator==(const Quantity& a, const Quantity& b);
  friend bool operator<=(const Quantity& a, const Quantity& b) { return !(b < a); }
  friend bool operator>(const Quantity& a, const Quantity& b) { return b < a; }
  friend bool operator>=(const Quantity& a, const Quantity& b) { return !(a < b); }
  /// Sums with an infinite term are infinite; opposite infinities throw InvalidArgument.
  friend Quantity operator+(const Quantity& a, const Quantity& b);
  friend Quantity operator-(const Quantity& a, const Quantity& b);

private:
  struct Tag {};
  Quantity(int sign, Tag /*infinite*/) : infinite_(sign) {}
  Rational value_ = 0;
  int infinite_ = 0;
};

enum class Rounding { nearest, down, up };

/// Decimal text with that many significant digits, rounded once from the exact value (nearest: ties
/// to even): plain for moderate sizes, else d.ddde-xx; trailing zeros after the point are dropped;
/// "inf" and "-inf".
std::string to_decimal(const Quantity& value, int significant_digits, Rounding rounding);

/// True if a double holds the value exactly.
bool fits_double(const Quantity& value);

} // namespace assay
