#pragma once
#include <assay/oracles/counters.hpp>

#include <cmath>

/// One eigen-coordinate of an inner loop executed by its law: exact_law.hpp in double, for any
/// step.
///
///     K steps of c <- c - eta (h c + noise)   leave   factor c + deviation N(0, 1)
///
/// Unlike exact_law.hpp it accepts eta h outside (0, 2), where the loop drifts away: a solver may
/// well make three steps that are too long, and their law is as exact.
/// Error   a few roundings, times K |log|1 - eta h|| where that exceeds 1; the sign of factor is
///         exact for every K. Infinite where it overflows.
namespace assay {

struct LoopLaw {
  double factor;
  double deviation;
};

/// `noise` is the variance of one coordinate of one step's gradient.
inline LoopLaw loop_law(double eta, double h, Count steps, double noise) {
  const double z = eta * h;
  const auto count = static_cast<double>(steps);
  if (z == 1) {
    return {steps == 0 ? 1.0 : 0.0, steps == 0 ? 0.0 : eta * std::sqrt(noise)};
  }
  const double fold = count * (z < 1 ? std::log1p(-z) : std::log1p(z - 2)); // K log|1 - z|
  const double size = std::exp(fold);
  // (1 - q^(2K)) / (1 - q^2) for q = 1 - z, where 1 - q^2 = z (2 - z); K where q^2 = 1.
  const double sum = z == 0 || z == 2 ? count : -std::expm1(2 * fold) / (z * (2 - z));
  return {z > 1 && steps % 2 == 1 ? -size : size, std::abs(eta) * std::sqrt(noise * sum)};
}

} // namespace assay
