// MA-SOBA: SOBA with a moving average of the directions of x.
//
// Chen, Xiao, Balasubramanian: "Optimal algorithms for stochastic bilevel optimization under
// relaxed smoothness conditions", JMLR 25(151), 2024, arXiv 2306.12067. With v_0 = 0 and h_0 =
// grad_x f - grad^2_xy g v_0, one iteration, all of it at (x, y, v):
//   x' <- x - alpha h                                                    with the h from before
//   y' <- y - beta grad_y g(x, y; zeta)
//   v' <- v - gamma (grad^2_yy g(x, y; zeta') v - grad_y f(x, y; xi))
//   h  <- (1 - theta) h + theta (grad_x f(x, y; xi) - grad^2_xy g(x, y; zeta'') v)
// v tends to + H^{-1} grad_y f, the minus convention: its product is subtracted.
#include <assay/solvers/constants.hpp>
#include <assay/solvers/solver.hpp>
#include <assay/solvers/tracking.hpp>

#include <algorithm>

namespace assay::solver {
namespace {

struct Schedule {
  double alpha = 0, beta = 0, gamma = 0, theta = 1;
  double steps = 0;
};

Schedule schedule(const Facts& given, const Parameters& parameters) {
  const Facts facts = aimed(given, parameters);
  const double squared = square(facts.epsilon);
  Schedule s;
  // With alpha L <= 1/4:  mean ||grad phi||^2 + 3/4 mean ||h||^2 <= 2 Delta/(alpha T) + mean E,
  //   E = E||h - grad phi||^2 <= theta V + 2 bias^2 + 2 (L alpha/theta)^2 ||h||^2 + E_0/(theta T),
  //   bias^2 <= 3 (eps/4)^2 + 3 (lag alpha)^2 ||h||^2 + start.
  // Of eps^2: 1/4 for Delta, 1/4 for V, 3/8 for the noise of y and v, 1/8 for what starts leave.
  s.beta = positive(parameters, "beta", step_of_y(facts));
  s.gamma = positive(parameters, "gamma", step_of_v(facts));
  const double variance = system_variance(facts);
  s.theta = positive(parameters, "theta", std::min(1.0, limit(squared, 4 * variance)));
  need(s.theta <= 1, "ma_soba: theta is at most 1");
  // Of ||h||^2: 2 (L alpha/theta)^2 and 6 (lag alpha)^2 take 1/8 each.
  const double lag = lag_of_y(facts, s.beta) + lag_of_v(facts, s.gamma);
  s.alpha =
      positive(parameters, "alpha", std::min(s.theta / (4 * facts.smoothness), limit(1, 7 * lag)));
  const double first = 2 * square(response(facts) * facts.start_distance) +
                       2 * square(facts.coupling * facts.upper_slope / facts.mu) + variance;
  const double start =
      6 * (start_of_y(facts, s.beta) + start_of_v(facts, s.gamma)) + first / s.theta;
  s.steps = std::ceil((8 * facts.gap / s.alpha + 8 * start) / squared);
  return s;
}

class MaSoba {
public:
  explicit MaSoba(Schedule s) : s_(s) {}

  void start(Oracle& oracle) {
    x_ = oracle.x0();
    y_ = oracle.y0();
    v_.setZero(oracle.dy());
    direction(oracle, oracle.upper(), h_);
  }

  void step(Oracle& oracle) {
    const Batch xi = oracle.upper();
    oracle.grad_y_g(x_, y_, oracle.lower(), grad_);
    oracle.hvp(x_, y_, v_, oracle.lower(), residual_);
    oracle.grad_y_f(x_, y_, xi, pull_);
    direction(oracle, xi, fresh_);
    x_ -= s_.alpha * h_;
    y_ -= s_.beta * grad_;
    v_ -= s_.gamma * (residual_ - pull_);
    h_ = (1 - s_.theta) * h_ + s_.theta * fresh_;
  }

  [[nodiscard]] const Vector<double>& x() const { return x_; }
  [[nodiscard]] const Vector<double>& estimate() const { return h_; }
  [[nodiscard]] const Vector<double>& y() const { return y_; }
  [[nodiscard]] const Vector<double>& v() const { return v_; }

private:
  void direction(Oracle& oracle, const Batch& xi, Vector<double>& out) {
    oracle.grad_x_f(x_, y_, xi, out);
    oracle.jvp(x_, y_, v_, oracle.lower(), product_);
    out -= product_;
  }

  Schedule s_;
  Vector<double> x_, y_, v_, h_, grad_, residual_, pull_, fresh_, product_;
};

Prediction predict(const Facts& facts, const Parameters& /*parameters*/) {
  if (const auto refused = needs_strong_convexity(facts)) {
    return *refused;
  }
  return {.applicable = true,
          .reason = facts.noisy() ? "steps of eps^2, one sample of each kind"
                                  : "without noise every step is constant",
          .exponents = implicit_exponents(facts.noisy() ? 4 : 2, true)};
}

Plan plan(const Facts& facts, const Parameters& parameters) {
  const Schedule s = schedule(facts, parameters);
  return {.values = {{"alpha", s.alpha}, {"beta", s.beta}, {"gamma", s.gamma}, {"theta", s.theta}},
          .calls_per_step = 5,
          .steps = s.steps};
}

} // namespace

SolverInfo ma_soba() {
  return {
      .name = "ma_soba",
      .title = "MA-SOBA",
      .source_key = "chen2024masoba",
      .source = "arXiv 2306.12067, Algorithm 1 and its theorem",
      .convention = "Q",
      .claim =
          "O(eps^-2) gradients, HVPs and JVPs to E||grad phi||^2 <= eps, without large batches",
      .assumptions = {"g is mu-strongly convex in y; grad f and grad^2 g Lipschitz, nothing more",
                      "grad_y f is bounded at y*(x)",
                      "unbiased gradients and second derivatives of bounded variance"},
      .steps = {"once: v <- 0, h <- grad_x f - grad^2_xy g v",
                "x' <- x - alpha h, with the h from before", "y' <- y - beta grad_y g(x, y)",
                "v' <- v - gamma (grad^2_yy g(x, y) v - grad_y f(x, y))",
                "h <- (1 - theta) h + theta (grad_x f(x, y) - grad^2_xy g(x, y) v)"},
      .calls_per_iteration =
          "one of grad_y g, HVP, JVP, grad_x f and grad_y f each; once before one "
          "of grad_x f and JVP",
      .samples = "one xi for grad_x f and grad_y f; a fresh zeta for grad_y g, HVP and JVP each",
      .unverified = "steps and samples are recollected; constants of the schedule are derived",
      .parameters = {{"alpha", "auto", "step of x"},
                     {"beta", "auto", "step of y"},
                     {"gamma", "auto", "step of v"},
                     {"theta", "auto", "weight of the newest direction, at most 1"},
                     aim_parameter()},
      .traits = {.roles = {.outer_step = "alpha"},
                 .calls = implicit_calls(),
                 .shared = {{Call::fx, Call::fy}},
                 .independent = fresh_products(),
                 .momentum = true},
      .predict = predict,
      .plan = plan,
      .make = [](const Facts& facts, const Parameters& parameters) -> AnySolver {
        return MaSoba(schedule(facts, parameters));
      },
  };
}

} // namespace assay::solver
