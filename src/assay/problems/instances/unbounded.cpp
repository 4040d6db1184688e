#include <assay/problems/instance.hpp>
#include <assay/problems/standard_noise.hpp>
#include <assay/problems/unbounded_model.hpp>

#include <cmath>

namespace assay::instance {
namespace {

Instance make(const Parameters& parameters, double epsilon) {
  const bool quartic =
      parameters.word("growth", "exponential", {"exponential", "quartic"}) == "quartic";
  const int d = parameters.whole("d", 4, 1, 1000000);
  const UnboundedModel model(quartic ? Growth::quartic : Growth::exponential, d,
                             parameters.number("kappa", 4), parameters.number("curvature", 1));
  const double start = parameters.number("start", 6);
  need(std::abs(start) <= 100, "unbounded: start must lie between -100 and 100");
  const Vector<double> x0 = Vector<double>::Constant(d, start);
  Vector<double> y0(d);
  model.solution(x0, y0);
  Instance instance{.name = "unbounded",
                    .model = model,
                    .noise = {},
                    .facts = model.facts(x0, y0),
                    .x0 = x0,
                    .y0 = y0,
                    .lower_bound = {}};
  instance.facts.epsilon = epsilon;
  set_noise(parameters, {.x = 2 * x0.norm() + 2, .y = 2 * x0.norm() + 4}, instance);
  return instance;
}

} // namespace

InstanceInfo unbounded() {
  return {
      .name = "unbounded",
      .description = "f grows exponentially or like x^4 in x: its smoothness is bounded by L_0 + "
                     "L_1 |grad phi| only; g is quadratic",
      .constants = {"exponential: L_0 = 1 + curvature, L_1 = 1; quartic: L_0 = 4 + curvature",
                    "mu = 1, L_g = kappa; at the start |grad phi| is about e^start/2 or start^3 in "
                    "each coordinate"},
      .assumptions = {"g is strongly convex in y",
                      "phi is convex, not smooth: un-normalised steps of 1/L_0 diverge",
                      "f and g are quadratic in y"},
      .parameters = noise_parameters({{"growth", "exponential", "exponential or quartic"},
                                      {"d", "4", "upper and lower dimension"},
                                      {"kappa", "4", "condition number of the lower level"},
                                      {"curvature", "1", "L_f: curvature of f in y"},
                                      {"start", "6", "every coordinate of x0"}}),
      .make = make,
  };
}

} // namespace assay::instance
