#include <assay/problems/instance.hpp>

namespace assay::instance {

InstanceInfo quadratic() {
  return {
      .name = "quadratic",
      .description = "f and g quadratic in y with full cross terms; every quantity is rational",
      .constants = {"mu = 1, L = kappa: the spectrum of the lower level's A is rational and "
                    "attains both ends",
                    "dx, dy, kappa and the definiteness of f in y are parameters"},
      .assumptions = {"g is strongly convex in y",
                      "f and g have Lipschitz derivatives of every order",
                      "f need not be convex in y, nor its gradient bounded"},
  };
}

} // namespace assay::instance
