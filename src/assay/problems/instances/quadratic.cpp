#include <assay/problems/generated_quadratic.hpp>
#include <assay/problems/instance.hpp>
#include <assay/problems/quadratic_model.hpp>
#include <assay/problems/standard_noise.hpp>

#include <cmath>

namespace assay::instance {
namespace {

/// The start lies here, at a distance of 2 from the minimiser.
constexpr double start = 2;

Instance make(const Parameters& parameters, double epsilon) {
  const GeneratedShape shape{
      .dx = parameters.whole("dx", 2, 1, 2000),
      .dy = parameters.whole("dy", 4, 1, 2000),
      .kappa = parameters.number("kappa", 10),
      .curvature = parameters.number("curvature", 1),
      .seed = static_cast<std::uint64_t>(parameters.whole("problem", 1, 1, 1000000000))};
  const QuadraticModel model(generated_quadratic(shape));
  const double distance = parameters.number("start", start);
  Vector<double> x0 = Vector<double>::Constant(shape.dx, distance / std::sqrt(shape.dx));
  Vector<double> y0(shape.dy);
  model.solution(x0, y0);
  y0.array() += 1 / std::sqrt(shape.dy);
  Facts facts = quadratic_facts(model, x0, y0);
  facts.epsilon = epsilon;
  // Runs may leave the sublevel set by as much again, and y its solution by start and penalty.
  Region visited;
  visited.x = 2 * std::sqrt(2 * facts.gap);
  visited.y = 1 + facts.solution_slope * visited.x + 2 + facts.upper_slope;
  Instance instance{.name = "quadratic",
                    .model = model,
                    .noise = {},
                    .facts = std::move(facts),
                    .x0 = std::move(x0),
                    .y0 = std::move(y0),
                    .lower_bound = {}};
  set_noise(parameters, visited, instance);
  return instance;
}

} // namespace

InstanceInfo quadratic() {
  return {
      .name = "quadratic",
      .description = "f and g quadratic in y with full cross terms; every quantity is rational",
      .constants = {"mu = 1, L = kappa: the spectrum of the lower level's A is rational and "
                    "attains both ends",
                    "dx, dy, kappa and the definiteness of f in y are parameters",
                    "solvers: spectrum geometric, F indefinite with |F| = curvature, |B| = 1, |K| "
                    "= 1/2, grad^2 phi between 1 and 2, |grad_y f| = 1 at stationarity"},
      .assumptions = {"g is strongly convex in y",
                      "f and g have Lipschitz derivatives of every order",
                      "f need not be convex in y, nor its gradient bounded"},
      .parameters = noise_parameters({{"dx", "2", "upper dimension"},
                                      {"dy", "4", "lower dimension"},
                                      {"kappa", "10", "condition number of the lower level"},
                                      {"curvature", "1", "L_f: norm of f's Hessian in y"},
                                      {"start", "2", "distance of x0 from the minimiser"},
                                      {"problem", "1", "which of the generated problems"}}),
      .make = make,
  };
}

} // namespace assay::instance
