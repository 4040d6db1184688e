#include <assay/problems/declared_noise.hpp>
#include <assay/problems/separable_instance.hpp>
#include <assay/problems/separable_model.hpp>

#include <cmath>

namespace assay {
namespace {

int chain_length(const SeparableConstants& c, double gap, double link) {
  // The smallest excess lets a quotient that is whole stay whole when it rounds down.
  const double length = std::floor(gap / link * (1 + 1e-12));
  need(length >= 1, std::string(c.name) + ": Delta leaves no link for the chain at this eps");
  need(length <= 1e7, std::string(c.name) + ": T exceeds 10^7; eps is too small");
  return static_cast<int>(length);
}

} // namespace

Instance make_separable(const SeparableConstants& c, const Parameters& parameters, double epsilon) {
  need(epsilon > 0 && epsilon <= 0.5, std::string(c.name) + ": eps must lie in (0, 0.5]");
  const double gap = parameters.number("Delta", c.gap);
  const double sigma = parameters.number("sigma", std::sqrt(c.variance));
  need(gap > 0 && sigma > 0, std::string(c.name) + ": Delta and sigma must be positive");
  const bool rotated = parameters.word("rotated", "0", {"0", "1"}) == "1";

  // L = smoothness, so c = lambda^2 and the gradient is lambda grad f_T(x/lambda).
  const double lambda = 2 * epsilon / c.hardness;
  const ChainConstants chain;
  const double link = chain.depth * lambda * lambda;
  const int length = chain_length(c, gap, link);
  const double largest = chain.largest * lambda;
  const double chance = std::min(1.0, largest * largest / (sigma * sigma));
  SeparableShape shape{
      .length = length, .scale = lambda, .slope = lambda, .projected = c.projected};
  if (rotated) {
    shape.rotation = std::make_shared<Rotation>(length, 1);
  }
  const SeparableModel model(shape);

  ZeroChainNoise noise{.length = length, .scale = lambda, .chance = chance, .largest = largest};
  if (rotated || c.projected) {
    noise.hidden = [model](const Vector<double>& x, Vector<double>& part) {
      model.hidden(x, part);
    };
  }

  Facts facts;
  facts.dx = length;
  facts.dy = 1;
  facts.smoothness = c.smoothness;
  facts.gap = link * length;
  facts.stencil_bias = [](int /*p*/, double /*nu*/) { return 0.0; };
  facts.exact_stencil = true;
  declare_noise(facts, {noise}, {});
  facts.chain = true;

  return {.name = c.name,
          .model = model,
          .noise = {noise},
          .facts = std::move(facts),
          .x0 = zeros<double>(length),
          .y0 = zeros<double>(1),
          .lower_bound = [length, chance](double delta) {
            return (length - std::log(1 / delta)) / (2 * chance);
          }};
}

} // namespace assay
