#include <assay/problems/declared_noise.hpp>
#include <assay/problems/instance.hpp>
#include <assay/problems/lifted_chain_model.hpp>

#include <cmath>

namespace assay::instance {
namespace {

int chain_length(double epsilon, double links) {
  need(epsilon > 0, "lifted_chain: eps must be positive");
  need(links > 0, "lifted_chain: length must be positive");
  const double length = std::floor(links / (epsilon * epsilon) * (1 + 1e-12));
  need(length >= 1 && length <= 1e7,
       "lifted_chain: T = length/eps^2 must lie between 1 and 10^7; change eps or length");
  return static_cast<int>(length);
}

Instance make(const Parameters& parameters, double epsilon) {
  const int length = chain_length(epsilon, parameters.number("length", 1));
  const double mu = parameters.number("mu", 1);
  const double sigma = parameters.number("sigma", 1);
  const double products = parameters.number("products", 0);
  const bool quiet = parameters.word("lower", "constant", {"constant", "sqrt_eps"}) == "sqrt_eps";
  need(mu > 0 && sigma >= 0 && products >= 0, "lifted_chain: mu > 0, sigma >= 0 and products >= 0");
  const ChainConstants chain;
  const double lambda = 2 * epsilon * chain.smoothness; // L = 1: the gradient is 2 eps grad f_T
  const double slope = 2 * epsilon;

  Facts facts;
  facts.dx = facts.dy = length;
  facts.mu = facts.lower_curvature = facts.coupling = mu;
  facts.upper_curvature = facts.smoothness = facts.solution_slope = 1;
  facts.upper_slope = slope * chain.largest * std::sqrt(length);
  facts.gap = chain.depth * length * slope * lambda;
  const AdditiveNoise additive{.fx = sigma,
                               .fy = sigma,
                               .gx = sigma,
                               .gy = quiet ? sigma * std::sqrt(epsilon) : sigma,
                               .hvp = products,
                               .jvp = products};
  const Noise noise = sigma > 0 || products > 0 ? Noise{additive} : Noise{};
  declare_noise(facts, noise, {});
  facts.chain = true;
  // Near stationarity is ||grad phi|| <= 2 eps: one unit of the chain's own gradient. Further away
  // the bias grows with the gradient that it disturbs.
  facts.stencil_bias = [slope, mu, c = chain.smoothness](int p, double nu) {
    return slope * lifted_chain_bias(p, nu / (c * mu), 1);
  };
  return {.name = "lifted_chain",
          .model = LiftedChainModel(length, lambda, slope, mu),
          .noise = noise,
          .facts = std::move(facts),
          .x0 = zeros<double>(length),
          .y0 = zeros<double>(length),
          .lower_bound = {}};
}

} // namespace

InstanceInfo lifted_chain() {
  return {
      .name = "lifted_chain",
      .description =
          "the zero-chain seen only through the lower level: f = f_T(y), g = mu/2 |y - x|^2; "
          "phi = f_T",
      .constants = {"claims: mu and T are parameters, f has 152-Lipschitz gradient",
                    "solvers: lambda = 304 eps, T = floor(length/eps^2): L_f = L_phi = 1, Delta <= "
                    "7296 length; mu = 1",
                    "the third derivative of f is at most 3788/(152 lambda)"},
      .assumptions = {"g is mu-strongly convex in y",
                      "f is infinitely smooth, not analytic where a coordinate of y is 1/2 or -1/2",
                      "f is not convex in y"},
      .parameters = {{"mu", "1", "curvature of the lower level"},
                     {"length", "1", "T eps^2: how many links the chain has at eps = 1"},
                     {"sigma", "1", "deviation of the additive noise of each partial gradient"},
                     {"lower", "constant",
                      "deviation of grad_y g: sigma (constant) or sigma sqrt(eps) (sqrt_eps)"},
                     {"products", "0", "deviation of the noise of HVP and JVP, for v of norm 1"}},
      .make = make,
  };
}

} // namespace assay::instance
