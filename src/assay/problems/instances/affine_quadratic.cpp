#include <assay/problems/instance.hpp>

namespace assay::instance {

InstanceInfo affine_quadratic() {
  return {
      .name = "affine_quadratic",
      .description =
          "f affine and g quadratic in y, with a lower-level Hessian that may depend on x: every "
          "order p >= 2 is exact",
      .constants = {"the data are generated rationals"},
      .assumptions = {"g is strongly convex in y where A(x) is positive definite",
                      "f is affine in y"},
  };
}

} // namespace assay::instance
