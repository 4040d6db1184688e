#include <assay/problems/instance.hpp>
#include <assay/problems/standard_noise.hpp>
#include <assay/problems/structured_quadratic.hpp>

#include <cmath>

namespace assay::instance {
namespace {

Instance make(const Parameters& parameters, double epsilon) {
  const int d = parameters.whole("d", 1000, 2, 4000000);
  need(d % 2 == 0, "structured_quadratic: d is the size of blocks of two, so it must be even");
  const StructuredQuadratic model({.pairs = d / 2,
                                   .kappa = parameters.number("kappa", 10),
                                   .curvature = parameters.number("curvature", 1)});
  const Vector<double> x0 = Vector<double>::Constant(model.dx(), 2 / std::sqrt(model.dx()));
  Vector<double> y0(d);
  model.solution(x0, y0);
  y0.array() += 1 / std::sqrt(d);
  Instance instance{.name = "structured_quadratic",
                    .model = model,
                    .noise = {},
                    .facts = model.facts(x0, y0),
                    .x0 = x0,
                    .y0 = y0,
                    .lower_bound = {}};
  instance.facts.epsilon = epsilon;
  Region visited;
  visited.x = 2 * std::sqrt(2 * instance.facts.gap);
  visited.y = 3 + visited.x + instance.facts.upper_slope;
  set_noise(parameters, visited, instance);
  return instance;
}

} // namespace

InstanceInfo structured_quadratic() {
  return {
      .name = "structured_quadratic",
      .description =
          "a quadratic with O(d) oracles for d up to a million: the Hessians of f and g "
          "share a Householder factor and differ by 2 x 2 blocks, so they do not commute",
      .constants = {"mu = 1, L = kappa, |B| = 1, |K| = 1/2, L_f = curvature",
                    "grad^2 phi between 1 and 2; |grad_y f| = 1 at stationarity; dx = d/2"},
      .assumptions = {"g is strongly convex in y",
                      "f and g have Lipschitz derivatives of every order", "f is indefinite in y"},
      .parameters = noise_parameters({{"d", "1000", "lower dimension, even"},
                                      {"kappa", "10", "condition number of the lower level"},
                                      {"curvature", "1", "L_f: norm of f's Hessian in y"}}),
      .make = make,
  };
}

} // namespace assay::instance
