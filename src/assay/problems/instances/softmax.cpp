#include <assay/problems/instance.hpp>
#include <assay/problems/softmax_model.hpp>
#include <assay/problems/standard_noise.hpp>

#include <cmath>

namespace assay::instance {
namespace {

Instance make(const Parameters& parameters, double epsilon) {
  const int classes = parameters.whole("classes", 3, 2, 20);
  const int features = parameters.whole("features", 4, 1, 100);
  const int samples = parameters.whole("samples", 40, classes, 100000);
  need((classes - 1) * features <= 300, "softmax: (classes - 1) features is at most 300");
  Stream stream(static_cast<std::uint64_t>(parameters.whole("problem", 1, 1, 1000000000)), 0,
                "softmax instance");
  const SoftmaxModel model(random_softmax(features, classes, samples, stream),
                           parameters.number("ridge", 1));
  const Vector<double> x0 =
      Vector<double>::Constant(model.dx(), -parameters.number("start", 1) / std::sqrt(model.dx()));
  const Vector<double> y0 = zeros<double>(model.dy());
  Instance instance{.name = "softmax",
                    .model = model,
                    .noise = {},
                    .facts = model.facts(x0, y0),
                    .x0 = x0,
                    .y0 = y0,
                    .lower_bound = {}};
  instance.facts.epsilon = epsilon;
  set_noise(parameters, {.x = 6, .y = 1 + std::sqrt(2 * std::log(classes) / instance.facts.mu)},
            instance);
  return instance;
}

} // namespace

InstanceInfo softmax() {
  return {
      .name = "softmax",
      .description =
          "softmax regression that learns one regularisation weight for each parameter: g = "
          "training cross-entropy + mean exp(x_i) y_i^2 / 2, f = validation cross-entropy, for "
          "solvers + ridge/2 |x|^2",
      .constants =
          {"mu = min_i exp(x_i) / dy",
           "features, classes and samples are parameters; the data are generated rationals",
           "solvers: constants on a ball around the start's sublevel set, L_phi estimated there; "
           "the "
           "stencil's bias bounded for every p by cumulants of bounded variables"},
      .assumptions = {"g is strongly convex in y, uniformly on bounded x",
                      "f and g are real-analytic", "f is convex in y and Lipschitz in y"},
      .parameters = noise_parameters(
          {{"classes", "3", "number of classes"},
           {"features", "4", "number of features; dx = dy = (classes - 1) features"},
           {"samples", "40", "number of training samples, and of validation samples"},
           {"ridge", "1", "weight of |x|^2/2 in f, which keeps x bounded"},
           {"start", "1", "distance of x0 from 0, towards less regularisation"},
           {"problem", "1", "which of the generated data sets"}}),
      .make = make,
  };
}

} // namespace assay::instance
