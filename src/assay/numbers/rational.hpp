#pragma once
#include <boost/multiprecision/gmp.hpp>

/// Exact rationals (GMP through Boost.Multiprecision, expression templates off).
///
/// Beware that Rational("0.1") throws and Rational(0.1) is the double: write
/// exact<Rational>("0.1").
namespace assay {

using Integer =
    boost::multiprecision::number<boost::multiprecision::gmp_int, boost::multiprecision::et_off>;
using Rational = boost::multiprecision::number<boost::multiprecision::gmp_rational,
                                               boost::multiprecision::et_off>;

/// n! for n >= 0.
Integer factorial(int n);
/// base^exponent for exponent >= 0, or base != 0.
Rational power(const Rational& base, int exponent);
/// The quotient a / b of two machine integers, b != 0.
inline Rational ratio(long a, long b) { return Rational(a) / Rational(b); }

} // namespace assay
