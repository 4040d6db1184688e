#include <assay/problems/instance.hpp>

namespace assay::instance {

InstanceInfo kappa_family() {
  return {
      .name = "kappa_family",
      .description =
          "one-dimensional lower levels whose curvature changes as fast as allowed where it is of "
          "size mu: quartic well w'' = mu + L y^2/2, cubic well w'' = 2 mu + L y; f = y",
      .constants = {"mu and L are parameters, kappa = L/mu"},
      .assumptions =
          {"quartic well: strongly convex with w'''' = L; w'' is bounded on bounded y only",
           "cubic well: strongly convex for |y| <= mu/L; continued with constant w'' it has a "
           "Lipschitz second derivative and no more"},
  };
}

} // namespace assay::instance
