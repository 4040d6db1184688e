#include <assay/problems/instance.hpp>

namespace assay::instance {

InstanceInfo pl() {
  return {
      .name = "pl",
      .description = "rank-deficient least squares g = |Ay - Bx|^2 / 2 with a quadratic f: the "
                     "Hessian of g in y is singular",
      .constants = {"PL constant: the square of A's least non-zero singular value",
                    "dx, dy and the rank are parameters; the data are rational"},
      .assumptions = {"g is convex in y and satisfies PL; it is not strongly convex",
                      "the rows of the mixed Hessian lie in the range of the Hessian"},
  };
}

} // namespace assay::instance
