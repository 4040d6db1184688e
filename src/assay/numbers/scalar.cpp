#include <assay/numbers/scalar.hpp>

#include <algorithm>
#include <cmath>

namespace assay {

double FromRational<double>::convert(const Rational& value) {
  // Towards zero, with one more bit that says "and something beyond": the rounding in mpfr_get_d is
  // then the only one, for subnormal results too.
  constexpr int wide_bits = 64;
  mpfr_t wide;
  mpfr_init2(wide, wide_bits);
  const int inexact = mpfr_set_q(wide, value.backend().data(), MPFR_RNDZ);
  mpfr_prec_round(wide, wide_bits + 1, MPFR_RNDZ);
  if (inexact != 0) {
    mpfr_sgn(wide) > 0 ? mpfr_nextabove(wide) : mpfr_nextbelow(wide);
  }
  const double result = mpfr_get_d(wide, MPFR_RNDN);
  mpfr_clear(wide);
  return result;
}

double pivot_quality(const Real& a) {
  if (a.sign() == 0 || !a.is_finite()) {
    return 0;
  }
  // |a| = mantissa 2^exponent, 1/2 <= mantissa < 1. The offset keeps the result positive; 12 bits
  // of the mantissa remain beside it.
  constexpr double offset = 1099511627776.0; // 2^40
  long exponent = 0;
  const double mantissa = std::abs(mpfr_get_d_2exp(&exponent, a.raw(), MPFR_RNDZ));
  return std::max(offset + static_cast<double>(exponent) + mantissa, mantissa);
}

} // namespace assay
