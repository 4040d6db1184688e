// VRBO: recursive differences (SPIDER) refreshed by large batches, with an inner loop for y.
//
// Yang, Ji, Liang: "Provably faster algorithms for bilevel optimization", NeurIPS 2021,
// arXiv 2106.04692, Algorithm 2. With h = grad_x f - grad^2_xy g (Neumann sum of Q products),
// iteration k:
//   if q divides k: u <- grad_y g, v <- h at (x, y), batches of S_1
//   x' <- x - alpha v
//   for t = 0, ..., m, with a fresh batch of S_2 at both points:
//     v += h(x', y_t) - h(x_{t-1}, y_{t-1}),  u += grad_y g(x', y_t) - grad_y g(x_{t-1}, y_{t-1})
//     y_{t+1} <- y_t - beta u                     (x_{-1}, y_{-1}) = (x, y), y_0 = y, x_t = x'
//   x, y <- x', y_m
// The difference at t = 0 carries the estimates from x to x'. y_m is where they were last
// evaluated: no step follows the last difference.
#include <assay/solvers/constants.hpp>
#include <assay/solvers/solver.hpp>
#include <assay/solvers/steps.hpp>

#include <algorithm>

namespace assay::solver {
namespace {

struct Schedule {
  double alpha = 0, beta = 0;
  double period = 1;            ///< q
  double large = 1;             ///< S_1
  double small = 1;             ///< S_2
  double inner = 1;             ///< m
  double series = 0, depth = 0; ///< eta_v, Q
  double steps = 0, log_factor = 1;
};

/// Of S_1 = 16 V/eps^2 and S_2 = spread q: the q of least cost S_1/q + 2 (m+1) S_2.
void choose_batches(const Facts& facts, const Parameters& parameters, Schedule& s) {
  const double turn = response(facts);
  const double variance =
      neumann_variance(facts, s.series) + square(turn * facts.sigma_gy / facts.mu);
  s.large = count_of(parameters, "S1", 16 * variance / square(facts.epsilon));
  // Over a period v and u (which counts response/mu) gather the noise of q steps of x, each alpha
  // ||v||, and of the steps of y that follow it: below ||v||^2/16 together.
  const double slope = facts.solution_slope;
  const double of_v = square(direct_smoothness(facts)) + square(turn * slope);
  const double of_u =
      square(turn / facts.mu) * (square(facts.coupling) + square(facts.lower_curvature * slope));
  const double spread = 16 * square(s.alpha) * (of_v + of_u);
  s.period =
      count_of(parameters, "q", std::floor(std::sqrt(s.large / (2 * (s.inner + 1) * spread))));
  const double noisy = s.large > 1 ? spread * s.period : 1;
  s.small = count_of(parameters, "S2", noisy);
}

Schedule schedule(const Facts& given, const Parameters& parameters) {
  const Facts facts = aimed(given, parameters);
  const double epsilon = facts.epsilon;
  Schedule s;
  s.series = positive(parameters, "eta_v", neumann_step(facts));
  s.depth = depth_of(parameters, "Q", neumann_depth(facts, s.series, epsilon / 8));
  // The inner loop leaves an eighth of ||y - y*||, which a step of x moves by slope alpha ||v||.
  s.beta = positive(parameters, "beta", 1 / (2 * facts.lower_curvature));
  s.alpha = positive(
      parameters, "alpha",
      std::min(1 / (4 * facts.smoothness), limit(1, 2 * response(facts) * facts.solution_slope)));
  s.inner = count_of(parameters, "m", std::log(8) / (s.beta * facts.mu));
  choose_batches(facts, parameters, s);
  s.steps = std::ceil(8 * facts.gap / (s.alpha * square(epsilon)));
  s.log_factor = log_at_least_1(8 * facts.coupling * facts.upper_slope / (facts.mu * epsilon));
  return s;
}

class Vrbo {
public:
  explicit Vrbo(Schedule s) : s_(s), h_(s.series) {}

  void start(Oracle& oracle) {
    x_ = oracle.x0();
    y_ = oracle.y0();
    v_.setZero(oracle.dx());
    u_.setZero(oracle.dy());
    k_ = 0;
  }

  void step(Oracle& oracle) {
    if (k_ % static_cast<std::uint64_t>(s_.period) == 0) {
      const auto large = static_cast<Count>(s_.large);
      h_(oracle, x_, y_, draw_samples(oracle, depth(), large), v_);
      oracle.grad_y_g(x_, y_, oracle.lower(large), u_);
    }
    x_before_ = x_;
    y_before_ = y_;
    x_ -= s_.alpha * v_;
    const auto inner = static_cast<Count>(s_.inner);
    for (Count t = 0;; ++t) {
      difference(oracle);
      if (t == inner) {
        break;
      }
      x_before_ = x_;
      y_before_ = y_;
      y_ -= s_.beta * u_;
    }
    ++k_;
  }

  [[nodiscard]] const Vector<double>& x() const { return x_; }
  [[nodiscard]] const Vector<double>& estimate() const { return v_; }
  [[nodiscard]] const Vector<double>& y() const { return y_; }

private:
  [[nodiscard]] std::size_t depth() const { return static_cast<std::size_t>(s_.depth); }

  /// Carries v and u from the point before to (x, y).
  void difference(Oracle& oracle) {
    const auto small = static_cast<Count>(s_.small);
    const HypergradientSamples omega = draw_samples(oracle, depth(), small);
    h_(oracle, x_, y_, omega, fresh_);
    h_(oracle, x_before_, y_before_, omega, stale_);
    storm(v_, 0, fresh_, stale_);
    const Batch zeta = oracle.lower(small);
    oracle.grad_y_g(x_, y_, zeta, fresh_);
    oracle.grad_y_g(x_before_, y_before_, zeta, stale_);
    storm(u_, 0, fresh_, stale_);
  }

  Schedule s_;
  NeumannEstimate h_;
  std::uint64_t k_ = 0;
  Vector<double> x_, y_, x_before_, y_before_, v_, u_, fresh_, stale_;
};

Prediction predict(const Facts& facts, const Parameters& parameters) {
  if (const auto refused = needs_strong_convexity(facts)) {
    return *refused;
  }
  if (const auto silent = needs_mean_squared_smoothness(facts)) {
    return *silent;
  }
  const double exponent = facts.noisy() ? 3 : 2;
  const bool products =
      makes_products(facts, parameters, positive(parameters, "eta_v", neumann_step(facts)));
  return {.applicable = true,
          .reason = facts.noisy() ? "eps^-2 steps of eps^-1 samples each" : "without noise q = 1",
          .exponents = implicit_exponents(exponent, products),
          .has_log = true,
          .log_free = {"sfo", "n_fx", "n_fy", "n_gy", "n_jvp"}};
}

Plan plan(const Facts& facts, const Parameters& parameters) {
  const Schedule s = schedule(facts, parameters);
  const double evaluations = s.large / s.period + 2 * (s.inner + 1) * s.small;
  return {.values = {{"alpha", s.alpha},
                     {"beta", s.beta},
                     {"q", s.period},
                     {"S1", s.large},
                     {"S2", s.small},
                     {"m", s.inner},
                     {"eta_v", s.series},
                     {"Q", s.depth}},
          .calls_per_step = evaluations * (4 + s.depth),
          .steps = s.steps,
          .log_factor = s.log_factor};
}

} // namespace

SolverInfo vrbo() {
  return {
      .name = "vrbo",
      .title = "VRBO",
      .source_key = "yang2021mrbo",
      .source = "arXiv 2106.04692, Algorithm 2, Theorem 2",
      .convention = "Q",
      .claim = "O~(eps^-3/2) gradients, JVPs and HVPs to E||grad phi||^2 <= eps",
      .assumptions = {"g is mu-strongly convex in y; f and g smooth, grad^2 g Lipschitz",
                      "grad_y f is bounded",
                      "noise mean-squared smooth: F, G and grad^2 G Lipschitz for every sample"},
      .steps = {"every q iterations: u <- grad_y g, v <- h with batches of S1", "x' <- x - alpha v",
                "t = 0..m: v += h(x', y_t) - h(x_{t-1}, y_{t-1}), u alike, batches of S2 at both "
                "points; y_{t+1} <- y_t - beta u",
                "x, y <- x', y_m"},
      .calls_per_iteration = "n_gy = n_fx = n_fy = n_jvp = S1/q + 2(m+1)S2 on average, n_hvp = Q "
                             "times that",
      .samples = "every difference: fresh, the same at both points; grad_x f and grad_y f share",
      .unverified = "steps and settings are recollected; constants of the schedule are derived",
      .parameters = {{"alpha", "auto", "step of x"},
                     {"beta", "auto", "step of y"},
                     {"q", "auto", "iterations between refreshes"},
                     {"S1", "auto", "batch of a refresh"},
                     {"S2", "auto", "batch of a difference"},
                     {"m", "auto", "inner steps"},
                     {"eta_v", "auto", "step of the Neumann series"},
                     {"Q", "auto", "Hessian-vector products of the series"},
                     aim_parameter()},
      .traits = {.roles = {.inner_steps = "m", .series = "Q", .outer_step = "alpha", .batch = "S1"},
                 .calls = implicit_calls(),
                 .shared = {{Call::fx, Call::fy}},
                 .independent = fresh_products(),
                 .estimates_ahead = true,
                 .corrected = true},
      .predict = predict,
      .plan = plan,
      .make = [](const Facts& facts, const Parameters& parameters) -> AnySolver {
        return Vrbo(schedule(facts, parameters));
      },
  };
}

} // namespace assay::solver
