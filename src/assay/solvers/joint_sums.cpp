#include <assay/solvers/constants.hpp>
#include <assay/solvers/joint_sums.hpp>
#include <assay/solvers/normalised_momentum.hpp>

#include <algorithm>

namespace assay {

int components_of(const Facts& facts) { return std::max(1, facts.components); }

Batch component_of(Oracle& oracle, Level level, int index) {
  if (oracle.facts().components == 0) {
    return level == Level::upper ? oracle.upper() : oracle.lower();
  }
  return oracle.component(level, index);
}

Batch everything_of(Oracle& oracle, Level level) {
  return oracle.facts().components == 0 ? component_of(oracle, level, 0) : oracle.everything(level);
}

int draw_component(Oracle& oracle) {
  return static_cast<int>(oracle.choices().integer(0, components_of(oracle.facts()) - 1));
}

void evaluate(Oracle& oracle, const JointPoint& at, const Batch& zeta, LowerTerms& out) {
  oracle.grad_y_g(at.x, at.y, zeta, out.y);
  oracle.hvp(at.x, at.y, at.v, zeta, out.v);
  oracle.jvp(at.x, at.y, at.v, zeta, out.x);
}

void evaluate(Oracle& oracle, const JointPoint& at, const Batch& xi, UpperTerms& out) {
  oracle.grad_y_f(at.x, at.y, xi, out.v);
  oracle.grad_x_f(at.x, at.y, xi, out.x);
}

JointSchedule joint_schedule(const Facts& facts, const Parameters& parameters, double age) {
  const double deviation = std::hypot(facts.sigma_hvp, facts.sigma_jvp);
  JointSchedule s;
  s.rho =
      positive(parameters, "rho", std::min(neumann_step(facts) / 2, limit(1, 8 * deviation * age)));
  // y and v follow y* and v*, which a step of x moves by slope gamma ||D_x||, at the rate rho mu:
  // an eighth of ||D_x|| together.
  const double turn = response(facts) * facts.solution_slope + system_drift(facts);
  s.gamma = positive(
      parameters, "gamma",
      std::min({1 / (8 * direct_smoothness(facts)), limit(s.rho * facts.mu, 8 * turn), s.rho}));
  // mean ||grad phi||^2 <= 2 Delta/(gamma T) + 2 (response^2 ||y_0 - y*||^2 + |J|^2 ||v_0 -
  // v*||^2)/(2 rho mu T) + ..., eps^2/4 each.
  const double start = square(response(facts) * facts.start_distance) +
                       square(facts.coupling * facts.upper_slope / facts.mu);
  s.steps =
      std::ceil((8 * facts.gap / s.gamma + 4 * start / (s.rho * facts.mu)) / square(facts.epsilon));
  return s;
}

} // namespace assay
