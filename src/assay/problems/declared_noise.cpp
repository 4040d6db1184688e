#include <assay/error.hpp>
#include <assay/problems/declared_noise.hpp>

#include <cmath>

namespace assay {
namespace {

Deviations of(const AdditiveNoise& n, const Region& /*region*/) {
  return {n.fx, n.fy, n.gx, n.gy, n.hvp, n.jvp};
}

Deviations of(const RandomCurvature& n, const Region& region) {
  return {.gx = n.jacobian * region.y,
          .gy = std::hypot(n.hessian * region.y, n.jacobian * region.x),
          .hvp = n.hessian,
          .jvp = n.jacobian};
}

Deviations of(const Decorrelating& n, const Region& /*region*/) { return {.gx = n.gx}; }

Deviations of(const HeavyTailed& n, const Region& /*region*/) { return {n.fx, n.fy, n.gx, n.gy}; }

Deviations of(const ZeroChainNoise& n, const Region& /*region*/) {
  need(n.chance > 0 && n.chance <= 1 && (n.chance == 1 || n.largest > 0),
       "a zero-chain's noise needs a chance in (0, 1] and a bound on what it hides");
  return {.fx = n.largest * std::sqrt((1 - n.chance) / n.chance)};
}

Deviations of(const FiniteSum& n, const Region& region) {
  return {.fx = n.spread_x,
          .fy = n.spread,
          .gx = n.spread_x,
          .gy = std::hypot(n.spread, n.hessian * region.y),
          .hvp = n.hessian};
}

} // namespace

Deviations declared_deviations(const Noise& noise, const Region& region) {
  Deviations all;
  for (const NoisePart& part : noise) { // independent parts: variances add
    const Deviations one = std::visit([&](const auto& n) { return of(n, region); }, part);
    all = {std::hypot(all.fx, one.fx), std::hypot(all.fy, one.fy),   std::hypot(all.gx, one.gx),
           std::hypot(all.gy, one.gy), std::hypot(all.hvp, one.hvp), std::hypot(all.jvp, one.jvp)};
  }
  return all;
}

bool mean_squared_smooth(const Noise& noise) {
  for (const NoisePart& part : noise) {
    const auto* wave = std::get_if<Decorrelating>(&part);
    const auto* chain = std::get_if<ZeroChainNoise>(&part);
    if ((wave != nullptr && wave->gx != 0) || (chain != nullptr && chain->chance < 1)) {
      return false;
    }
  }
  return true;
}

namespace {

/// grad_x g's noise as it depends on y.
void declare_turning(Facts& facts, const Noise& noise, const Region& region) {
  facts.varying_gx = facts.slope_gx = 0;
  for (const NoisePart& part : noise) {
    double deviation = 0;
    double slope = 0;
    if (const auto* curved = std::get_if<RandomCurvature>(&part)) {
      deviation = curved->jacobian * region.y; // j sum_i t_i (y_i - c_i): linear in y
      slope = curved->jacobian;
    } else if (const auto* wave = std::get_if<Decorrelating>(&part)) {
      deviation = wave->gx; // of omega 1'y
      slope = wave->gx * wave->omega * std::sqrt(facts.dy);
    }
    facts.varying_gx = std::hypot(facts.varying_gx, deviation);
    facts.slope_gx = std::hypot(facts.slope_gx, slope);
  }
}

} // namespace

void declare_noise(Facts& facts, const Noise& noise, const Region& region) {
  const Deviations sigma = declared_deviations(noise, region);
  facts.sigma_fx = sigma.fx;
  facts.sigma_fy = sigma.fy;
  facts.sigma_gx = sigma.gx;
  facts.sigma_gy = sigma.gy;
  facts.sigma_hvp = sigma.hvp;
  facts.sigma_jvp = sigma.jvp;
  declare_turning(facts, noise, region);
  facts.stochastic_products = sigma.hvp > 0 || sigma.jvp > 0;
  facts.mean_squared_smooth = mean_squared_smooth(noise);
  facts.bernoulli = false;
  facts.components = 0;
  for (const NoisePart& part : noise) {
    if (const auto* chain = std::get_if<ZeroChainNoise>(&part)) {
      facts.bernoulli = facts.bernoulli || chain->chance < 1;
    } else if (const auto* sum = std::get_if<FiniteSum>(&part)) {
      facts.components = sum->components;
    }
  }
}

} // namespace assay
