// AmIGO: batches and warm-started loops for y and for the linear system.
//
// Arbel, Mairal: "Amortized implicit differentiation for stochastic bilevel optimization", ICLR
// 2022, arXiv 2111.14580, Algorithm 1. One iteration:
//   y <- y - beta mean_{S_g} grad_y g(x, y)                              T times, from the last y
//   p, u <- mean_{S_f} grad_y f, mean_{S_f} grad_x f at (x, y)           the same samples
//   v <- v - gamma (mean_{S_h} grad^2_yy g(x, y) v - p)                  N times, from the last v
//   x <- x - alpha (u - mean_{S_j} grad^2_xy g(x, y) v)
#include <assay/solvers/constants.hpp>
#include <assay/solvers/normalised_momentum.hpp>
#include <assay/solvers/solver.hpp>
#include <assay/solvers/tracking.hpp>

#include <algorithm>

namespace assay::solver {
namespace {

struct Schedule {
  double alpha = 0, beta = 0, gamma = 0;
  double inner = 1, system = 1; ///< T, N
  double of_g = 1, of_f = 1;    ///< S_g, S_f
  double of_h = 1, of_j = 1;    ///< S_h, S_j
  double steps = 0;
};

/// Batches: the noise of y takes eps/16 of the bias, that of v's products and of its p eps/32 each;
/// of the variance V <= eps^2/2 of x's step grad_x f and J v take half each.
void choose_batches(const Facts& facts, const Parameters& parameters, Schedule& s) {
  const double mu = facts.mu;
  const double bias = square(facts.epsilon / 16);
  const double variance = square(facts.epsilon) / 4;
  const double norm = 2 * square(facts.upper_slope / mu); // E||v||^2 <= 2 ||v*||^2
  const auto floor = [mu](double step) { return step / (mu * (2 - step * mu)); };
  const double of_y = square(response(facts) * facts.sigma_gy) * floor(s.beta);
  s.of_g = count_of(parameters, "S_g", of_y / bias);
  // E||v - v*||^2 = noise E||v||^2 with noise <= 1/4, so that E||v||^2 <= 4/3 ||v*||^2.
  const double of_v = square(facts.sigma_hvp) * floor(s.gamma);
  s.of_h =
      count_of(parameters, "S_h", of_v * std::max(4.0, 4 * square(facts.coupling) * norm / bias));
  const double through = 4 * square(facts.coupling * facts.sigma_fy / mu) / bias;
  s.of_f = count_of(parameters, "S_f", std::max(square(facts.sigma_fx) / variance, through));
  s.of_j = count_of(parameters, "S_j", square(facts.sigma_jvp) * norm / variance);
}

Schedule schedule(const Facts& given, const Parameters& parameters) {
  const Facts facts = aimed(given, parameters);
  Schedule s;
  s.alpha = positive(parameters, "alpha", 1 / (2 * facts.smoothness));
  s.beta = positive(parameters, "beta", 1 / facts.lower_curvature);
  s.gamma = positive(parameters, "gamma", 1 / facts.lower_curvature);
  need(s.beta * facts.mu < 2 && s.gamma * facts.mu < 2, "amigo: beta mu and gamma mu are below 2");
  // mean ||grad phi||^2 <= 2 Delta/(alpha T) + bias^2 + L alpha V, as of a method without memory
  // (two_timescale_steps), D = ||grad phi + bias||^2 + V. Loops that leave q of an error leave y
  // behind by q/(1 - q) of what a step of x moves y*: 1/8 each keeps 3 (lag alpha)^2 <= 1/4.
  const double of_y = response(facts) * facts.solution_slope;
  const auto loop = [&](double moved, double step) {
    return std::log1p(8 * s.alpha * moved) / (step * facts.mu);
  };
  s.inner = count_of(parameters, "T", loop(of_y, s.beta));
  s.system = count_of(parameters, "N", loop(system_drift(facts), s.gamma));
  need(s.system <= 1e6, "amigo: N is at most 10^6");
  choose_batches(facts, parameters, s);
  const double start = start_of_y(facts, s.beta) / s.inner + start_of_v(facts, s.gamma) / s.system;
  s.steps = two_timescale_steps(facts, s.alpha, start);
  return s;
}

class Amigo {
public:
  explicit Amigo(Schedule s) : s_(s) {}

  void start(Oracle& oracle) {
    x_ = oracle.x0();
    y_ = oracle.y0();
    v_.setZero(oracle.dy());
    direction_.setZero(oracle.dx());
  }

  void step(Oracle& oracle) {
    oracle.descend({.x = x_,
                    .step = s_.beta,
                    .steps = static_cast<Count>(s_.inner),
                    .batch = static_cast<Count>(s_.of_g)},
                   y_);
    const Batch xi = oracle.upper(static_cast<Count>(s_.of_f));
    oracle.grad_y_f(x_, y_, xi, pull_);
    oracle.grad_x_f(x_, y_, xi, direction_);
    for (double n = 0; n < s_.system; ++n) {
      oracle.hvp(x_, y_, v_, oracle.lower(static_cast<Count>(s_.of_h)), residual_);
      v_ -= s_.gamma * (residual_ - pull_);
    }
    oracle.jvp(x_, y_, v_, oracle.lower(static_cast<Count>(s_.of_j)), product_);
    direction_ -= product_;
    x_ -= s_.alpha * direction_;
  }

  [[nodiscard]] const Vector<double>& x() const { return x_; }
  [[nodiscard]] const Vector<double>& estimate() const { return direction_; }
  [[nodiscard]] const Vector<double>& y() const { return y_; }
  [[nodiscard]] const Vector<double>& v() const { return v_; }

private:
  Schedule s_;
  Vector<double> x_, y_, v_, direction_, pull_, residual_, product_;
};

Prediction predict(const Facts& facts, const Parameters& /*parameters*/) {
  if (const auto refused = needs_strong_convexity(facts)) {
    return *refused;
  }
  return {.applicable = true,
          .reason = facts.noisy() ? "T ~ eps^-2 steps with batches of eps^-2"
                                  : "without noise every batch is one exact call",
          .exponents = implicit_exponents(facts.noisy() ? 4 : 2, true)};
}

Plan plan(const Facts& facts, const Parameters& parameters) {
  const Schedule s = schedule(facts, parameters);
  return {.values = {{"alpha", s.alpha},
                     {"beta", s.beta},
                     {"gamma", s.gamma},
                     {"T", s.inner},
                     {"N", s.system},
                     {"S_g", s.of_g},
                     {"S_f", s.of_f},
                     {"S_h", s.of_h},
                     {"S_j", s.of_j}},
          .calls_per_step = s.inner * s.of_g + 2 * s.of_f + s.system * s.of_h + s.of_j,
          .steps = s.steps};
}

} // namespace

SolverInfo amigo() {
  return {
      .name = "amigo",
      .title = "AmIGO",
      .source_key = "arbel2022amigo",
      .source = "arXiv 2111.14580, Algorithm 1 and its theorem",
      .convention = "Q",
      .claim =
          "O(eps^-2) gradients, HVPs and JVPs to E||grad phi||^2 <= eps with batches of eps^-1; "
          "O(eps^-1) without noise",
      .assumptions = {"g is mu-strongly convex in y; f smooth, grad^2 g Lipschitz",
                      "unbiased gradients and Hessian-vector products of bounded variance"},
      .steps = {"T times y <- y - beta mean_{S_g} grad_y g(x, y)",
                "p, u <- mean_{S_f} grad_y f, mean_{S_f} grad_x f",
                "N times v <- v - gamma (mean_{S_h} grad^2_yy g(x, y) v - p)",
                "x <- x - alpha (u - mean_{S_j} grad^2_xy g v)"},
      .calls_per_iteration = "n_gy = T S_g, n_fx = n_fy = S_f, n_hvp = N S_h, n_jvp = S_j",
      .samples =
          "one batch for grad_x f and grad_y f, the latter kept through v's loop; fresh ones "
          "for every step of y and v and for JVP",
      .unverified = "steps and settings are recollected; constants of the schedule are derived: "
                    "loops of constant length suffice, without a logarithm",
      .parameters = {{"alpha", "auto", "step of x"},
                     {"beta", "auto", "step of y"},
                     {"gamma", "auto", "step of v"},
                     {"T", "auto", "steps of y for one of x"},
                     {"N", "auto", "steps of v for one of x"},
                     {"S_g", "auto", "batch of grad_y g"},
                     {"S_f", "auto", "batch of f"},
                     {"S_h", "auto", "batch of HVP"},
                     {"S_j", "auto", "batch of JVP"},
                     aim_parameter()},
      .traits = {.roles = {.inner_steps = "T", .outer_step = "alpha", .batch = "S_f"},
                 .calls = implicit_calls(),
                 .shared = {{Call::fx, Call::fy}},
                 .independent = fresh_products()},
      .predict = predict,
      .plan = plan,
      .make = [](const Facts& facts, const Parameters& parameters) -> AnySolver {
        return Amigo(schedule(facts, parameters));
      },
  };
}

} // namespace assay::solver
