// SOBA: y, the linear system's variable and x take one SGD step at once.
//
// Dagreou, Ablin, Vaiter, Moreau: "A framework for bilevel optimization that enables stochastic and
// global variance reduction algorithms", NeurIPS 2022, arXiv 2201.13409, Algorithm 1. One
// iteration, all of it at (x, y, v), with one sample zeta of g and one sample xi of f:
//   y' <- y - rho grad_y g(x, y; zeta)
//   v' <- v - rho (grad^2_yy g(x, y; zeta) v + grad_y f(x, y; xi))
//   x' <- x - gamma (grad^2_xy g(x, y; zeta) v + grad_x f(x, y; xi))
// The paper's convention is kept: v tends to - H^{-1} grad_y f (plus convention), so that its
// product is added; methods of the other family show + H^{-1} grad_y f.
#include <assay/solvers/constants.hpp>
#include <assay/solvers/solver.hpp>
#include <assay/solvers/tracking.hpp>

#include <algorithm>

namespace assay::solver {
namespace {

struct Schedule {
  double rho = 0, gamma = 0;
  double steps = 0;
};

Schedule schedule(const Facts& given, const Parameters& parameters) {
  const Facts facts = aimed(given, parameters);
  Schedule s;
  // y and v share the step: the shorter one keeps the noise of both below eps/8 each.
  s.rho = positive(parameters, "rho", std::min(step_of_y(facts), step_of_v(facts)));
  const double lag = lag_of_y(facts, s.rho) + lag_of_v(facts, s.rho);
  s.gamma = positive(parameters, "gamma", two_timescale_step(facts, lag, system_variance(facts)));
  s.steps =
      two_timescale_steps(facts, s.gamma, start_of_y(facts, s.rho) + start_of_v(facts, s.rho));
  return s;
}

class Soba {
public:
  explicit Soba(Schedule s) : s_(s) {}

  void start(Oracle& oracle) {
    x_ = oracle.x0();
    y_ = oracle.y0();
    v_.setZero(oracle.dy());
    of_x_.setZero(oracle.dx());
  }

  void step(Oracle& oracle) {
    const Batch zeta = oracle.lower();
    const Batch xi = oracle.upper();
    oracle.grad_y_g(x_, y_, zeta, of_y_);
    oracle.hvp(x_, y_, v_, zeta, of_v_);
    oracle.grad_y_f(x_, y_, xi, part_);
    of_v_ += part_;
    oracle.jvp(x_, y_, v_, zeta, of_x_);
    oracle.grad_x_f(x_, y_, xi, part_);
    of_x_ += part_;
    y_ -= s_.rho * of_y_;
    v_ -= s_.rho * of_v_;
    x_ -= s_.gamma * of_x_;
  }

  [[nodiscard]] const Vector<double>& x() const { return x_; }
  [[nodiscard]] const Vector<double>& estimate() const { return of_x_; }
  [[nodiscard]] const Vector<double>& y() const { return y_; }
  [[nodiscard]] const Vector<double>& v() const { return v_; } ///< tends to - H^{-1} grad_y f

private:
  Schedule s_;
  Vector<double> x_, y_, v_, of_x_, of_y_, of_v_, part_; ///< of_: the paper's directions D
};

Prediction predict(const Facts& facts, const Parameters& /*parameters*/) {
  if (const auto refused = needs_strong_convexity(facts)) {
    return *refused;
  }
  return {.applicable = true,
          .reason = facts.noisy() ? "steps of eps^2 for y and v, of eps^3 for x"
                                  : "without noise every step is constant",
          .exponents = implicit_exponents(facts.noisy() ? 5 : 2, true)};
}

Plan plan(const Facts& facts, const Parameters& parameters) {
  const Schedule s = schedule(facts, parameters);
  return {.values = {{"rho", s.rho}, {"gamma", s.gamma}}, .calls_per_step = 5, .steps = s.steps};
}

} // namespace

SolverInfo soba() {
  return {
      .name = "soba",
      .title = "SOBA",
      .source_key = "dagreou2022soba",
      .source = "arXiv 2201.13409, Algorithm 1, Theorem 1",
      .convention = "Q",
      .claim =
          "O(eps^-5/2) gradients, HVPs and JVPs to E||grad phi||^2 <= eps, without a logarithm",
      .assumptions = {"g is mu-strongly convex in y; f and g smooth, grad^2 g Lipschitz",
                      "grad_y f is bounded at y*(x)",
                      "unbiased directions, the variances of those of y and v at most B^2 (1 + "
                      "||direction||^2), that of x bounded"},
      .steps = {"y' <- y - rho grad_y g(x, y)",
                "v' <- v - rho (grad^2_yy g(x, y) v + grad_y f(x, y))",
                "x' <- x - gamma (grad^2_xy g(x, y) v + grad_x f(x, y)), all three at once"},
      .calls_per_iteration = "one of grad_y g, HVP, JVP, grad_x f and grad_y f each",
      .samples = "one zeta for grad_y g, HVP and JVP, one xi for grad_x f and grad_y f",
      .unverified = "constants of the schedule are derived, the powers of eps are Theorem 1's",
      .parameters = {{"rho", "auto", "step of y and v"},
                     {"gamma", "auto", "step of x"},
                     aim_parameter()},
      .traits = {.roles = {.outer_step = "gamma"},
                 .calls = implicit_calls(),
                 .shared = {{Call::fx, Call::fy}, {Call::gy, Call::hvp}, {Call::gy, Call::jvp}}},
      .predict = predict,
      .plan = plan,
      .make = [](const Facts& facts, const Parameters& parameters) -> AnySolver {
        return Soba(schedule(facts, parameters));
      },
  };
}

} // namespace assay::solver
