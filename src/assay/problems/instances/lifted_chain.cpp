#include <assay/problems/instance.hpp>

namespace assay::instance {

InstanceInfo lifted_chain() {
  return {
      .name = "lifted_chain",
      .description =
          "the zero-chain seen only through the lower level: f = f_T(y), g = mu/2 |y - x|^2; "
          "phi = f_T",
      .constants = {"mu and T are parameters", "f has 152-Lipschitz gradient"},
      .assumptions = {"g is mu-strongly convex in y",
                      "f is infinitely smooth, not analytic where a coordinate of y is 1/2 or -1/2",
                      "f is not convex in y"},
  };
}

} // namespace assay::instance
