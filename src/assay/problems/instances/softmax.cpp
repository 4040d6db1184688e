#include <assay/problems/instance.hpp>

namespace assay::instance {

InstanceInfo softmax() {
  return {
      .name = "softmax",
      .description =
          "softmax regression that learns one regularisation weight for each parameter: g = "
          "training cross-entropy + mean exp(x_i) y_i^2 / 2, f = validation cross-entropy",
      .constants =
          {"mu = min_i exp(x_i) / dy",
           "features, classes and samples are parameters; the data are generated rationals"},
      .assumptions = {"g is strongly convex in y, uniformly on bounded x",
                      "f and g are real-analytic", "f is convex in y and Lipschitz in y"},
  };
}

} // namespace assay::instance
