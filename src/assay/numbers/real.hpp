#pragma once
#include <assay/numbers/precision.hpp>
#include <assay/numbers/rational.hpp>

#include <mpfr.h>

#include <compare>
#include <concepts>
#include <iosfwd>
#include <string>

/// Real numbers of run-time precision, correctly rounded to nearest (MPFR).
///
/// Why not Boost's mpfr_float: its default precision is one value for the whole process, so two
/// threads at 50 and at 150 digits would corrupt each other; ours is thread-local (precision.hpp).
/// Error   each operation and each function below: at most half a unit in the last working place.
/// Beware  Real(0.1) is the double nearest 1/10; write exact<Real>("0.1").
namespace assay {

class Real {
public:
  Real();
  Real(int value); // NOLINT(google-explicit-constructor): integers are exact
  Real(long value);
  explicit Real(double value);
  explicit Real(const Rational& value);
  Real(const Real& other);
  Real(Real&& other) noexcept;
  Real& operator=(const Real& other);
  Real& operator=(Real&& other) noexcept;
  ~Real();

  Real& operator+=(const Real& other);
  Real& operator-=(const Real& other);
  Real& operator*=(const Real& other);
  Real& operator/=(const Real& other);

  [[nodiscard]] double to_double() const;
  explicit operator double() const { return to_double(); }
  [[nodiscard]] bool is_finite() const;
  /// Sign: -1, 0 or 1; 0 for NaN.
  [[nodiscard]] int sign() const;
  /// The exact dyadic rational this is. Throws InvalidArgument if it is not finite.
  [[nodiscard]] Rational to_rational() const;
  /// Scientific decimal with that many significant digits, correctly rounded.
  [[nodiscard]] std::string to_string(int significant_digits) const;

  [[nodiscard]] mpfr_srcptr raw() const { return value_; }
  [[nodiscard]] mpfr_ptr raw() { return value_; }

private:
  mpfr_t value_;
};

Real operator+(const Real& a, const Real& b);
Real operator-(const Real& a, const Real& b);
Real operator*(const Real& a, const Real& b);
Real operator/(const Real& a, const Real& b);
Real operator-(const Real& a);
inline Real operator+(const Real& a) { return a; }

/// IEEE comparisons: false whenever NaN takes part.
bool operator==(const Real& a, const Real& b);
std::partial_ordering operator<=>(const Real& a, const Real& b);

Real abs(const Real& a);
Real sqrt(const Real& a);
Real exp(const Real& a);
Real expm1(const Real& a);
Real log(const Real& a);
Real log1p(const Real& a);
Real log10(const Real& a);
Real sin(const Real& a);
Real cos(const Real& a);
Real tanh(const Real& a);
Real erfc(const Real& a);
Real pow(const Real& base, const Real& exponent);
Real pow(const Real& base, int exponent);
Real ceil(const Real& a);
Real floor(const Real& a);
Real pi();
/// The distance from 1 to the next larger number at the working precision.
Real machine_epsilon();
inline bool isfinite(const Real& a) { return a.is_finite(); }
inline bool isnan(const Real& a) { return mpfr_nan_p(a.raw()) != 0; }
inline bool isinf(const Real& a) { return mpfr_inf_p(a.raw()) != 0; }

std::ostream& operator<<(std::ostream& out, const Real& a);

} // namespace assay
