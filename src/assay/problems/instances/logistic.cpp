#include <assay/problems/instance.hpp>

namespace assay::instance {

InstanceInfo logistic() {
  return {
      .name = "logistic",
      .description = "binary logistic regression that learns one regularisation weight for each "
                     "feature: g = training loss + mean exp(x_i) y_i^2 / 2, f = validation loss",
      .constants = {"mu = min_i exp(x_i) / dy: it falls as x falls",
                    "features and samples are parameters; the data are generated rationals"},
      .assumptions = {"g is strongly convex in y, uniformly on bounded x",
                      "f and g are real-analytic", "f is convex in y and Lipschitz in y"},
  };
}

} // namespace assay::instance
