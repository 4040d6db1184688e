#include <assay/problems/instance.hpp>

namespace assay::instance {

InstanceInfo data_cleaning() {
  return {
      .name = "data_cleaning",
      .description = "data hyper-cleaning: g = mean sigma(x_i) loss_i(y) + c |y|^2 weighs each "
                     "training sample, f = loss on clean samples",
      .constants = {"mu = 2c", "dx is the number of training samples, dy of features",
                    "the data are generated rationals"},
      .assumptions = {"g is 2c-strongly convex in y for every x", "f and g are real-analytic",
                      "f is convex in y and Lipschitz in y"},
  };
}

} // namespace assay::instance
