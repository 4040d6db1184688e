#include <assay/problems/instance.hpp>
#include <assay/problems/separable_instance.hpp>

namespace assay::instance {

InstanceInfo separable_projected() {
  return {
      .name = "separable_projected",
      .description =
          "the lower-bound chain behind a soft projection, with |x|^2/10 added: the form "
          "that is hard also for methods that do not respect zeros",
      .constants = {"L = 155, lambda = 4 eps, T = floor(Delta/(192 eps^2)): 8 or more for eps <= "
                    "1/2 at Delta = 384",
                    "p_z = 8464 eps^2/sigma^2, at most 1/2 for eps <= 1/2 at sigma^2 = 8464/2",
                    "mu = 1; all couplings are 0"},
      .assumptions = {"g is strongly convex in y; f and g are smooth in y with constant 0",
                      "grad_x f is unbiased with variance at most sigma^2, and not mean-squared "
                      "smooth; the other gradients are exact",
                      "phi has a Lipschitz gradient and a bounded gap"},
      .parameters = {{"Delta", "384", "gap of phi at the start"},
                     {"sigma", "65.05382386916237", "bound on the deviation of grad_x f"},
                     {"rotated", "0", "1: in coordinates turned by a random rotation"}},
      .make = [](const Parameters& parameters,
                 double epsilon) { return make_separable(projected_chain, parameters, epsilon); },
  };
}

} // namespace assay::instance
