#include <assay/error.hpp>
#include <assay/numbers/rational.hpp>

#include <cstdlib>
#include <string>

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
  Rational square = base;
  for (long rest = std::abs(static_cast<long>(exponent)); rest > 0; rest /= 2) {
    if (rest % 2 == 1) {
      result *= square;
    }
    if (rest > 1) {
      square *= square;
    }
  }
  return exponent < 0 ? Rational(1 / result) : result;
}

} // namespace assay
