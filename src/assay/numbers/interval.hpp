#pragma once
#include <assay/numbers/real.hpp>
#include <assay/numbers/truth.hpp>

#include <mpfi.h>

#include <iosfwd>

/// Closed real intervals with outward rounding (MPFI): every operation encloses its exact result.
///
/// There are deliberately no comparison operators: two overlapping intervals have no order, so a
/// question about order is asked by less(a, b) and answered by Truth. An end that is NaN (log of an
/// interval reaching below 0, say) makes every later question `unknown`.
/// Conversions from Rational enclose it; a double or Real is taken as the exact number it is.
namespace assay {

class Interval {
public:
  Interval();
  Interval(int value); // NOLINT(google-explicit-constructor): integers are exact
  Interval(long value);
  explicit Interval(double value);
  explicit Interval(const Real& value);
  explicit Interval(const Rational& value);
  /// [low, high], rounded outward. Throws InvalidArgument unless low <= high.
  Interval(const Real& low, const Real& high);
  Interval(const Rational& low, const Rational& high);
  Interval(const Interval& other);
  Interval(Interval&& other) noexcept;
  Interval& operator=(const Interval& other);
  Interval& operator=(Interval&& other) noexcept;
  ~Interval();

  Interval& operator+=(const Interval& other);
  Interval& operator-=(const Interval& other);
  Interval& operator*=(const Interval& other);
  Interval& operator/=(const Interval& other);

  [[nodiscard]] Real lower() const;
  [[nodiscard]] Real upper() const;
  /// A point inside, near the middle; of an unbounded interval its finite end, or 0.
  [[nodiscard]] Real midpoint() const;
  /// An upper bound on upper() - lower().
  [[nodiscard]] Real width() const;
  /// The largest and the smallest absolute value of a member, rounded away from and towards 0.
  [[nodiscard]] Real magnitude() const;
  [[nodiscard]] Real mignitude() const;
  /// No end is NaN.
  [[nodiscard]] bool is_valid() const;
  /// Valid and both ends finite.
  [[nodiscard]] bool is_finite() const;
  [[nodiscard]] bool contains(const Rational& value) const;
  [[nodiscard]] bool contains(const Real& value) const;
  [[nodiscard]] bool contains_zero() const { return contains(Rational(0)); }

  [[nodiscard]] mpfi_srcptr raw() const { return value_; }
  [[nodiscard]] mpfi_ptr raw() { return value_; }

private:
  mpfi_t value_;
};

Interval operator+(const Interval& a, const Interval& b);
Interval operator-(const Interval& a, const Interval& b);
Interval operator*(const Interval& a, const Interval& b);
Interval operator/(const Interval& a, const Interval& b);
Interval operator-(const Interval& a);

Interval abs(const Interval& a);
Interval sqrt(const Interval& a);
/// a^2, which is never negative (a * a forgets that both factors are the same number).
Interval square(const Interval& a);
/// The exact range of base^exponent, rounded outward; base^0 = 1.
Interval pow(const Interval& base, int exponent);
Interval exp(const Interval& a);
Interval log(const Interval& a);
Interval sin(const Interval& a);
Interval cos(const Interval& a);
Interval tanh(const Interval& a);
/// Complementary error function, by directed rounding at the ends (it is decreasing).
Interval erfc(const Interval& a);
Interval interval_pi();

/// Is every member of a less than every member of b?  `no`: never; `unknown`: they overlap.
Truth less(const Interval& a, const Interval& b);
/// Is every member positive?  `no`: none is.
Truth positive(const Interval& a);
/// Do a and b share a point? `unknown` if an end is NaN.
Truth overlap(const Interval& a, const Interval& b);
/// The smallest interval holding both.
Interval hull(const Interval& a, const Interval& b);
/// The common part. Throws Undecidable if there is none.
Interval intersect(const Interval& a, const Interval& b);

/// "[low, high]" in decimal, rounded outward.
std::ostream& operator<<(std::ostream& out, const Interval& a);

} // namespace assay
