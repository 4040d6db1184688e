#include <assay/problems/separable.hpp>

#include <string>

namespace assay {

int Separable::length() const {
  need(smoothness > 0 && gap > 0 && deviation > 0 && accuracy > 0 && convexity > 0,
       "separable: L, Delta, sigma, eps and mu must be positive");
  const Rational ratio_of_levels = smoothness * gap / (7296 * accuracy * accuracy);
  const auto whole = numerator(ratio_of_levels) / denominator(ratio_of_levels);
  need(whole >= 1, "separable: T = floor(L Delta / (7296 eps^2)) is 0; eps is too large");
  need(whole <= 1000000000, "separable: T = floor(L Delta / (7296 eps^2)) exceeds 10^9");
  return static_cast<int>(whole);
}

Rational Separable::chance() const {
  const Rational p = 2116 * accuracy * accuracy / (deviation * deviation);
  return p < 1 ? p : Rational(1);
}

} // namespace assay
