#include <assay/problems/instance.hpp>
#include <assay/problems/separable_instance.hpp>

namespace assay::instance {

InstanceInfo separable() {
  return {
      .name = "separable",
      .description = "the zero-chain of the lower bound in x, g = y^2/2: bilevel in form only; no "
                     "method given unbiased gradients of bounded variance is faster than eps^-4",
      .constants = {"L = 152, lambda = 2 eps, T = floor(Delta/(48 eps^2)): 8 or more for eps <= "
                    "1/2 at Delta = 96",
                    "p_z = 2116 eps^2/sigma^2, at most 1/2 for eps <= 1/2 at sigma^2 = 2116/2",
                    "mu = 1; all couplings are 0"},
      .assumptions = {"g is strongly convex in y; f and g are smooth in y with constant 0",
                      "grad_x f is unbiased with variance at most sigma^2, and not mean-squared "
                      "smooth; the other gradients are exact",
                      "phi has a Lipschitz gradient and a bounded gap"},
      .parameters = {{"Delta", "96", "gap of phi at the start"},
                     {"sigma", "32.526911934581186", "bound on the deviation of grad_x f"},
                     {"rotated", "0", "1: in coordinates turned by a random rotation"}},
      .make = [](const Parameters& parameters,
                 double epsilon) { return make_separable(plain_chain, parameters, epsilon); },
  };
}

} // namespace assay::instance
