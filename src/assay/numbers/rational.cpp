#include <assay/error.hpp>
#include <assay/numbers/rational.hpp>

namespace assay {

Integer factorial(int n) {
  need(n >= 0, "factorial needs n >= 0, got " + std::to_string(n));
  Integer product = 1;
  for (int factor = 2; factor <= n; ++factor) {
    product *= factor;
  }
  return product;
}

Rational power(const Rational& base, int exponent) {
  need(exponent >= 0 || base != 0, "power: 0 cannot be raised to a negative exponent");
  Rational result = 1;
  for (int step = 0; step < (exponent < 0 ? -exponent : exponent); ++step) {
    result *= base;
  }
  return exponent < 0 ? Rational(1 / result) : result;
}

} // namespace assay
