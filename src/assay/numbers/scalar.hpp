#pragma once
#include <assay/numbers/interval.hpp>
#include <assay/numbers/literal.hpp>
#include <assay/numbers/rational.hpp>
#include <assay/numbers/real.hpp>

#include <cmath>
#include <concepts>
#include <string_view>

/// What a function may ask of its numbers, weakest first, and the one way constants enter.
///
/// Field     + - * / and integers: double, Real, Rational, Interval, Taylor<T>.
/// Ordered   also <: double, Real, Rational (an Interval has no order).
/// Analytic  also exp, log, sqrt: double, Real, Interval, Taylor over those.
#ifdef __FAST_MATH__
#error "assay needs IEEE arithmetic: build without -ffast-math"
#endif

namespace assay {

template <class T>
concept Field = std::constructible_from<T, int> && requires(const T a, const T b) {
  { a + b } -> std::convertible_to<T>;
  { a - b } -> std::convertible_to<T>;
  { a* b } -> std::convertible_to<T>;
  { a / b } -> std::convertible_to<T>;
  { -a } -> std::convertible_to<T>;
};

template <class T>
concept Ordered = Field<T> && requires(const T a, const T b) {
  { a < b } -> std::convertible_to<bool>;
};

using std::exp;
using std::log;
using std::sqrt;

template <class T>
concept Analytic = Field<T> && requires(const T a) {
  { exp(a) } -> std::convertible_to<T>;
  { log(a) } -> std::convertible_to<T>;
  { sqrt(a) } -> std::convertible_to<T>;
};

/// How a rational constant becomes a T. Specialised by wrappers such as Taylor<T>.
template <class T> struct FromRational {
  static T convert(const Rational& value) { return T(value); }
};
template <> struct FromRational<double> {
  /// Correctly rounded to nearest, ties to even (mpq_get_d truncates).
  static double convert(const Rational& value);
};

/// The constant as a T: exact for Rational, enclosed for Interval, correctly rounded otherwise.
template <Field T> T exact(const Rational& value) { return FromRational<T>::convert(value); }
template <Field T> T exact(std::string_view text) { return exact<T>(parse_rational(text)); }

/// How well a number serves as a pivot: 0 means unusable. Decides nothing but the order of
/// elimination, so a double is enough; of a Real it is the exponent, which no double can hold as a
/// value once |a| < 1e-324.
inline double pivot_quality(double a) { return std::abs(a); }
double pivot_quality(const Real& a);
inline double pivot_quality(const Rational& a) { return a == 0 ? 0.0 : 1.0; }
inline double pivot_quality(const Interval& a) {
  return a.is_valid() ? pivot_quality(a.mignitude()) : 0.0;
}

} // namespace assay
