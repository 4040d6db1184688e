#include "finite_sum.hpp"

namespace assay::solver_check {

Instance finite_sum(const Quadratic<double>& q, int n, double curvature) {
  const Noise noise{
      FiniteSum{.components = n, .spread = 0.6, .hessian = curvature, .spread_x = 0.4}};
  Instance made = instance(q);
  made.noise = noise;
  declare_noise(made.facts, noise, {.x = 2, .y = 2});
  return made;
}

V joint_direction(const Quadratic<double>& q, const V& x, const V& y, const V& v) {
  return q.K * y + q.P * x + q.q - q.B.transpose() * v;
}

std::vector<double> direction_errors(const std::string& name, const Instance& at, int steps) {
  Oracle oracle(at, {.seed = 5});
  AnySolver it = solver(name, at);
  it.start(oracle);
  std::vector<double> result;
  V exact(at.facts.dx);
  V part(at.facts.dx);
  for (int k = 0; k < steps; ++k) {
    at.model.grad_x_f(it.x(), *it.y(), exact);
    at.model.jvp(it.x(), *it.y(), *it.v(), part);
    exact += part;
    it.step(oracle);
    result.push_back((*it.estimate() - exact).norm());
  }
  return result;
}

} // namespace assay::solver_check
