#include <assay/problems/instance.hpp>
#include <assay/problems/standard_noise.hpp>
#include <assay/problems/well_model.hpp>

namespace assay::instance {
namespace {

Instance make(const Parameters& parameters, double epsilon) {
  const double mu = parameters.number("mu", 1);
  const double kappa = parameters.number("kappa", 10);
  const double start = parameters.number("start", 1);
  const WellModel model(mu, kappa * mu);
  const Vector<double> x0 = Vector<double>::Constant(1, start);
  const Vector<double> y0 = Vector<double>::Constant(1, model.well(start) + 1);
  Instance instance{.name = "kappa_family",
                    .model = model,
                    .noise = {},
                    .facts = model.facts(start),
                    .x0 = x0,
                    .y0 = y0,
                    .lower_bound = {}};
  instance.facts.epsilon = epsilon;
  set_noise(parameters, {.x = 10, .y = 10 / mu}, instance);
  return instance;
}

} // namespace

InstanceInfo kappa_family() {
  return {
      .name = "kappa_family",
      .description =
          "one-dimensional lower levels whose curvature changes as fast as allowed where it is of "
          "size mu: quartic well w'' = mu + L y^2/2, cubic well w'' = 2 mu + L y; f = y, for "
          "solvers f = y + x^2/2 above the quartic well",
      .constants = {"mu and L are parameters, kappa = L/mu",
                    "solvers: constants on twice the sublevel set of the start"},
      .assumptions =
          {"quartic well: strongly convex with w'''' = L; w'' is bounded on bounded y only",
           "cubic well: strongly convex for |y| <= mu/L; continued with constant w'' it has a "
           "Lipschitz second derivative and no more"},
      .parameters = noise_parameters({{"mu", "1", "least curvature of the well"},
                                      {"kappa", "10", "L/mu"},
                                      {"start", "1", "x0"}}),
      .make = make,
  };
}

} // namespace assay::instance
