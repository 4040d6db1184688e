#include <assay/problems/instance.hpp>
#include <assay/problems/pl_model.hpp>

#include <cmath>

namespace assay::instance {
namespace {

Instance make(const Parameters& parameters, double epsilon) {
  const double links = parameters.number("length", 1);
  const int kernel = parameters.whole("kernel", 1, 1, 1000000);
  need(epsilon > 0 && links > 0, "pl: eps and length must be positive");
  const double length = std::floor(links / (epsilon * epsilon) * (1 + 1e-12));
  need(length >= 1 && length <= 1e7,
       "pl: T = length/eps^2 must lie between 1 and 10^7; change eps or length");
  const ChainConstants chain;
  const double slope = 2 * epsilon; // L = 1, as in lifted_chain
  const double lambda = slope * chain.smoothness;
  const auto links_found = static_cast<int>(length);
  const PlModel model(links_found, kernel, lambda, slope);

  Facts facts;
  facts.dx = model.dx();
  facts.dy = model.dy();
  facts.epsilon = epsilon;
  facts.mu = 0;
  facts.pl = 1; // the square of the least a_i
  facts.lower_curvature = length > 1 ? 4 : 1;
  facts.upper_curvature = facts.lower_curvature;
  facts.coupling = length > 1 ? 2 : 1;
  facts.upper_slope = std::hypot(2 * slope * chain.largest * std::sqrt(length), std::sqrt(kernel));
  facts.solution_slope = 1;
  facts.smoothness = 1;
  facts.gap = chain.depth * length * slope * lambda;
  facts.strongly_convex = false;
  facts.chain = true;
  return {.name = "pl",
          .model = model,
          .noise = {},
          .facts = std::move(facts),
          .x0 = zeros<double>(model.dx()),
          .y0 = zeros<double>(model.dy()),
          .lower_bound = {}};
}

} // namespace

InstanceInfo pl() {
  return {
      .name = "pl",
      .description = "rank-deficient least squares g = |Ay - Bx|^2 / 2: the Hessian of g in y is "
                     "singular; f is quadratic (claims) or a zero-chain (solvers)",
      .constants = {"PL constant: the square of A's least non-zero singular value",
                    "claims: dx, dy and the rank are parameters; the data are rational",
                    "solvers: singular values 1 and 2, T = floor(length/eps^2), lambda = 304 eps: "
                    "L_phi = 1, Delta <= 7296 length; exact gradients"},
      .assumptions = {"g is convex in y and satisfies PL; it is not strongly convex",
                      "the rows of the mixed Hessian lie in the range of the Hessian"},
      .parameters = {{"length", "1", "T eps^2: how many links the chain has at eps = 1"},
                     {"kernel", "1", "dimension of the Hessian's kernel"}},
      .make = make,
  };
}

} // namespace assay::instance
