#include <assay/error.hpp>
#include <assay/solvers/constants.hpp>
#include <assay/solvers/normalised_momentum.hpp>

#include <algorithm>

namespace assay {
namespace {} // namespace

NormalisedMomentum
normalised_momentum(const Facts& facts, const Parameters& parameters, double variance, double lag) {
  const double epsilon = facts.epsilon;
  NormalisedMomentum s;
  const double share = square(epsilon / 8);
  // a V/(2 - a) = share
  s.a = 1 - parameters.number("beta", variance > share ? 1 - 2 * share / (variance + share) : 0);
  need(s.a > 0 && s.a <= 1, "0 <= beta < 1");
  // (L_0 + L_1 ||grad phi||)-smooth: the part with the gradient may take 1/16 of it.
  const double drift = epsilon * s.a / (8 * facts.smoothness);
  s.eta = positive(parameters, "eta", std::min({drift, lag, limit(s.a, 16 * facts.growth)}));
  return s;
}

double tracking_step(const Facts& facts) {
  const double noise = square(response(facts) * facts.sigma_gy);
  return std::min(1 / facts.lower_curvature, limit(facts.mu * square(facts.epsilon / 16), noise));
}

double system_step(const Facts& facts) {
  const double solution = facts.upper_slope / facts.mu;
  const double noise = square(facts.sigma_hvp * solution) + square(facts.sigma_fy);
  return std::min(neumann_step(facts),
                  limit(facts.mu * square(facts.epsilon / 16), square(facts.coupling) * noise));
}

double system_drift(const Facts& facts) {
  return facts.coupling *
         (facts.upper_coupling / facts.mu + system_slope(facts) * facts.solution_slope);
}

double normalised_steps(const Facts& facts, double eta) {
  return std::ceil(8 * facts.gap / (eta * facts.epsilon));
}

} // namespace assay
