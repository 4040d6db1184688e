#include <assay/numbers/scalar.hpp>

namespace assay {

double FromRational<double>::convert(const Rational& value) {
  mpfr_t rounded;
  constexpr int double_bits = 53;
  mpfr_init2(rounded, double_bits);
  // Beyond the normal range of double a second rounding happens in mpfr_get_d; weights never get
  // there.
  mpfr_set_q(rounded, value.backend().data(), MPFR_RNDN);
  const double result = mpfr_get_d(rounded, MPFR_RNDN);
  mpfr_clear(rounded);
  return result;
}

} // namespace assay
