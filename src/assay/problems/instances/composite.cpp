#include <assay/problems/composite.hpp>
#include <assay/problems/declared_noise.hpp>
#include <assay/problems/instance.hpp>
#include <assay/problems/quadratic_model.hpp>

#include <cmath>

namespace assay::instance {
namespace {

Instance make(const Parameters& parameters, double epsilon) {
  const CompositeData data{.balance = parameters.number("M", 2048)};
  const double deviation = parameters.number("sigma", 1);
  need(data.balance > 0 && deviation >= 0, "composite: M > 0 and sigma >= 0");
  const CompositeModel model(epsilon, data);
  // 2116 eps^2/sigma^2 of the lower bound, with sigma^2 = 1058: one half at eps = 1/2.
  const double chance = std::min(1.0, 2 * epsilon * epsilon);
  // |grad_i| <= 23 lambda, and only one coordinate is hidden at a time that is not zero.
  const double largest = 23 * model.scale();
  const AdditiveNoise additive{.fx = deviation,
                               .fy = deviation,
                               .gx = deviation,
                               .gy = deviation,
                               .quiet_x = model.length()};
  const ZeroChainNoise chain{
      .length = model.length(), .scale = model.scale(), .chance = chance, .largest = largest};
  const Noise noise = {additive, chain};

  Facts facts;
  facts.dx = model.dx();
  facts.dy = 1;
  facts.epsilon = epsilon;
  facts.mu = data.lower;
  facts.lower_curvature = data.lower;
  facts.upper_curvature = data.upper;
  facts.coupling = data.coupling;
  facts.upper_slope = std::abs(model.pull());
  facts.solution_slope = data.coupling / data.lower;
  facts.smoothness = 152 + data.coupling * data.coupling * data.upper / (data.lower * data.lower);
  facts.gap = 12 * model.length() * model.scale() * model.scale(); // f_T(0) - inf f_T <= 12 T
  facts.start_distance = 0;
  declare_noise(facts, noise, {});
  facts.chain = true;
  const double ratio = data.upper / data.lower;
  const double push = std::abs(data.coupling * model.pull() / data.upper);
  facts.stencil_bias = [ratio, push](int p, double nu) {
    return push * std::abs(simple_pole_bias(p, ratio, nu));
  };

  Vector<double> y0(1);
  model.solution(zeros<double>(model.dx()), y0);
  return {.name = "composite",
          .model = model,
          .noise = noise,
          .facts = std::move(facts),
          .x0 = zeros<double>(model.dx()),
          .y0 = y0,
          .lower_bound = {}};
}

} // namespace

InstanceInfo composite() {
  return {
      .name = "composite",
      .description =
          "a zero-chain in x beside a quadratic block whose stencil bias never vanishes: F2SA-p's "
          "rate is attained",
      .constants = {"T = floor(1/eps^2), lambda = 2 eps: L = 152 for the chain, Delta <= 48",
                    "A = F = B = 1, so mu = L_f = 1; sigma = 1 for every partial gradient",
                    "p_z = 2 eps^2: the chain's oracle"},
      .assumptions = {"f and g are smooth in y to every order",
                      "noise unbiased and of bounded variance; the chain's oracle is not "
                      "mean-squared smooth",
                      "phi's gap is bounded, independently of eps"},
      .parameters = {{"M", "2048", "size of the stencil's bias at stationarity"},
                     {"sigma", "1", "deviation of the additive noise of each partial gradient"}},
      .make = make,
  };
}

} // namespace assay::instance
