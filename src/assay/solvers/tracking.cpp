#include <assay/solvers/constants.hpp>
#include <assay/solvers/normalised_momentum.hpp>
#include <assay/solvers/tracking.hpp>

#include <algorithm>

namespace assay {
namespace {

/// Those of normalised_momentum.hpp keep the noise below a sixteenth.
Facts twice_as_coarse(Facts facts) {
  facts.epsilon *= 2;
  return facts;
}

} // namespace

double step_of_y(const Facts& facts) { return tracking_step(twice_as_coarse(facts)); }

double step_of_v(const Facts& facts) { return system_step(twice_as_coarse(facts)); }

double lag_of_y(const Facts& facts, double beta) {
  return response(facts) * facts.solution_slope / (beta * facts.mu);
}

double lag_of_v(const Facts& facts, double gamma) {
  return system_drift(facts) / (gamma * facts.mu);
}

double start_of_y(const Facts& facts, double beta) {
  // sum over k of (1 - beta mu)^(2k) <= 1/(beta mu)
  return square(response(facts) * facts.start_distance) / (beta * facts.mu);
}

double start_of_v(const Facts& facts, double gamma) {
  return square(facts.coupling * facts.upper_slope / facts.mu) / (gamma * facts.mu);
}

double system_variance(const Facts& facts) {
  return square(facts.sigma_fx) + 2 * square(facts.sigma_jvp * facts.upper_slope / facts.mu);
}

double two_timescale_step(const Facts& facts, double lag, double variance) {
  const double epsilon = facts.epsilon;
  // 3 (lag alpha)^2 <= 1/4 and L alpha <= 1/2 leave nothing of ||grad phi + bias||^2; of V they
  // leave eps^2/8 and eps^2/4.
  return std::min({1 / (2 * facts.smoothness), limit(1, 4 * lag),
                   limit(epsilon, 5 * lag * std::sqrt(variance)),
                   limit(square(epsilon), 4 * facts.smoothness * variance)});
}

double two_timescale_steps(const Facts& facts, double alpha, double start) {
  // 2 Delta/(alpha T) = eps^2/4 and 3 start/T = eps^2/8.
  return std::ceil((8 * facts.gap / alpha + 24 * start) / square(facts.epsilon));
}

} // namespace assay
