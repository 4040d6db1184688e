#include <assay/error.hpp>
#include <assay/solvers/penalty.hpp>

#include <algorithm>

namespace assay {

double least_multiplier(const Facts& facts, double bias) {
  const double nu = largest(1e-300, std::min(half_convex(facts), 1.0), [&](double candidate) {
    return first_order_bias(facts, candidate) <= bias;
  });
  return 1 / nu;
}

double multiplier_of(const Facts& facts,
                     const Parameters& parameters,
                     const std::string& name,
                     double computed) {
  const double lambda = positive(parameters, name, computed);
  need(lambda * facts.mu > facts.upper_curvature,
       "parameter " + name + " must exceed " + std::to_string(facts.upper_curvature / facts.mu) +
           ", so that f + " + name + " g is strongly convex in y");
  return lambda;
}

double unstarted_error(const Facts& facts, double lambda, double step) {
  // lambda |J| (||y - y*_lambda|| + ||z - y*||) and less, from the distance of y0, or from what a
  // step of x moves the solutions by, and one penalty more for y.
  const double away = facts.start_distance + 2 * facts.solution_slope * step +
                      2 * facts.upper_slope / (lambda * facts.mu);
  return (2 * lambda * facts.coupling + facts.upper_coupling) * away;
}

void PenaltyGradient::operator()(Oracle& oracle,
                                 const Vector<double>& x,
                                 const Vector<double>& y,
                                 const Vector<double>& z,
                                 const Batch& xi,
                                 Vector<double>& out) {
  oracle.grad_x_f(x, y, xi, out);
  oracle.grad_x_g(x, y, oracle.lower(), part_);
  out += lambda_ * part_;
  oracle.grad_x_g(x, z, oracle.lower(), part_);
  out -= lambda_ * part_;
}

} // namespace assay
