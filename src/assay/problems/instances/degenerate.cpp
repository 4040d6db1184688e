#include <assay/problems/generated_quadratic.hpp>
#include <assay/problems/instance.hpp>
#include <assay/problems/quadratic_model.hpp>
#include <assay/problems/standard_noise.hpp>

#include <cmath>
#include <map>
#include <utility>

namespace assay::instance {
namespace {

Instance make(const Parameters& parameters, double epsilon) {
  const std::string which = parameters.word(
      "case", "scalar",
      {"scalar", "wide", "tall", "stationary", "noiseless", "kappa_one", "kappa_huge"});
  GeneratedShape shape{.dx = 2, .dy = 4, .kappa = 10, .curvature = 1, .seed = 1};
  if (which == "scalar") {
    shape.dx = shape.dy = 1;
  } else if (which == "wide") {
    shape.dx = 1;
    shape.dy = 64;
  } else if (which == "tall") {
    shape.dx = 50;
    shape.dy = 1;
  } else if (which == "kappa_one") {
    shape.kappa = 1;
  } else if (which == "kappa_huge") {
    shape.kappa = 1e8;
  }
  const QuadraticModel model(generated_quadratic(shape));
  const double distance = which == "stationary" ? 0 : 1;
  Vector<double> x0 = Vector<double>::Constant(shape.dx, distance / std::sqrt(shape.dx));
  Vector<double> y0(shape.dy);
  model.solution(x0, y0);
  Facts facts = quadratic_facts(model, x0, y0);
  facts.epsilon = epsilon;
  Instance instance{.name = "degenerate",
                    .model = model,
                    .noise = {},
                    .facts = std::move(facts),
                    .x0 = std::move(x0),
                    .y0 = std::move(y0),
                    .lower_bound = {}};
  std::map<std::string, std::string> noise = parameters.given();
  if (which == "noiseless") {
    need(noise.emplace("noise", "none").first->second == "none",
         "degenerate: case=noiseless has no noise");
  }
  set_noise(Parameters(std::move(noise)), {.x = 4, .y = 8}, instance);
  return instance;
}

} // namespace

InstanceInfo degenerate() {
  return {
      .name = "degenerate",
      .description =
          "quadratics at the edge of what a solver expects: one dimension, dy far above "
          "dx or dx far above dy, a start that is stationary, no noise, kappa = 1 or 1e8",
      .constants = {"as quadratic; case=scalar: dx = dy = 1; wide: 1 and 64; tall: 50 and 1",
                    "the start has y0 = y*(x0)"},
      .assumptions = {"g is strongly convex in y",
                      "f and g have Lipschitz derivatives of every order"},
      .parameters = noise_parameters({{"case", "scalar",
                                       "scalar, wide, tall, stationary, noiseless, kappa_one or "
                                       "kappa_huge"}}),
      .make = make,
  };
}

} // namespace assay::instance
