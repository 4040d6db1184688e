// MRBO: momentum by recursive differences (STORM) on both levels, one loop.
//
// Yang, Ji, Liang: "Provably faster algorithms for bilevel optimization", NeurIPS 2021,
// arXiv 2106.04692, Algorithm 1. With h = grad_x f - grad^2_xy g (Neumann sum of Q products) and
// first estimates v_0 = h, u_0 = grad_y g at (x_0, y_0), iteration k:
//   x' <- x - gamma eta_k v;   y' <- y - lambda eta_k u                  eta_k = d/(m + k)^(1/3)
//   v  <- h(x', y'; omega) + (1 - c_1 eta_k^2) (v - h(x, y; omega))      the same samples at both
//   u  <- grad_y g(x', y'; zeta) + (1 - c_2 eta_k^2) (u - grad_y g(x, y; zeta))
//   x, y <- x', y'
#include <assay/solvers/constants.hpp>
#include <assay/solvers/solver.hpp>
#include <assay/solvers/steps.hpp>
#include <assay/solvers/storm_schedule.hpp>

#include <algorithm>

namespace assay::solver {
namespace {

struct Schedule {
  StormSchedule storm; ///< gamma, lambda, m
  double c1 = 1, c2 = 1;
  double d = 1; ///< eta_k = d/(m + k)^(1/3)
  double series = 0, depth = 0;
  double log_factor = 1;
};

Schedule schedule(const Facts& given, const Parameters& parameters) {
  const Facts facts = aimed(given, parameters);
  const double epsilon = facts.epsilon;
  Schedule s;
  s.series = positive(parameters, "eta_v", neumann_step(facts));
  s.depth = depth_of(parameters, "Q", neumann_depth(facts, s.series, epsilon / 8));
  s.c1 = positive(parameters, "c1", 1);
  s.c2 = positive(parameters, "c2", 1);
  s.storm = storm_schedule(facts, parameters, {.x = "gamma", .y = "lambda", .delay = "m"},
                           neumann_variance(facts, s.series));
  s.d = positive(parameters, "d", std::cbrt(s.storm.delay)); // eta_0 = 1
  s.log_factor = log_at_least_1(8 * facts.coupling * facts.upper_slope / (facts.mu * epsilon));
  return s;
}

class Mrbo {
public:
  explicit Mrbo(Schedule s) : s_(s), h_(s.series) {}

  void start(Oracle& oracle) {
    x_ = oracle.x0();
    y_ = oracle.y0();
    k_ = 0;
    h_(oracle, x_, y_, draw_samples(oracle, depth()), v_);
    oracle.grad_y_g(x_, y_, oracle.lower(), u_);
  }

  void step(Oracle& oracle) {
    const double eta = s_.d / std::cbrt(s_.storm.delay + k_);
    x_next_ = x_ - s_.storm.x * eta * v_;
    y_next_ = y_ - s_.storm.y * eta * u_;
    const HypergradientSamples omega = draw_samples(oracle, depth());
    h_(oracle, x_next_, y_next_, omega, fresh_);
    h_(oracle, x_, y_, omega, stale_);
    storm(v_, std::min(1.0, s_.c1 * eta * eta), fresh_, stale_);
    const Batch zeta = oracle.lower();
    oracle.grad_y_g(x_next_, y_next_, zeta, fresh_);
    oracle.grad_y_g(x_, y_, zeta, stale_);
    storm(u_, std::min(1.0, s_.c2 * eta * eta), fresh_, stale_);
    x_.swap(x_next_);
    y_.swap(y_next_);
    ++k_;
  }

  [[nodiscard]] const Vector<double>& x() const { return x_; }
  [[nodiscard]] const Vector<double>& estimate() const { return v_; }
  [[nodiscard]] const Vector<double>& y() const { return y_; }

private:
  [[nodiscard]] std::size_t depth() const { return static_cast<std::size_t>(s_.depth); }

  Schedule s_;
  NeumannEstimate h_;
  double k_ = 0;
  Vector<double> x_, y_, x_next_, y_next_, v_, u_, fresh_, stale_;
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
          .reason = facts.noisy() ? "steps of eps, two estimates each" : "without noise eta_k = 1",
          .exponents = implicit_exponents(exponent, products),
          .has_log = true,
          .log_free = {"sfo", "n_fx", "n_fy", "n_gy", "n_jvp"}};
}

Plan plan(const Facts& facts, const Parameters& parameters) {
  const Schedule s = schedule(facts, parameters);
  return {.values = {{"gamma", s.storm.x},
                     {"lambda", s.storm.y},
                     {"c1", s.c1},
                     {"c2", s.c2},
                     {"m", s.storm.delay},
                     {"d", s.d},
                     {"eta_v", s.series},
                     {"Q", s.depth}},
          .calls_per_step = 2 * (4 + s.depth),
          .steps = s.storm.steps,
          .log_factor = s.log_factor};
}

} // namespace

SolverInfo mrbo() {
  return {
      .name = "mrbo",
      .title = "MRBO",
      .source_key = "yang2021mrbo",
      .source = "arXiv 2106.04692, Algorithm 1, Theorem 1",
      .convention = "Q",
      .claim = "O~(eps^-3/2) gradients, JVPs and HVPs to E||grad phi||^2 <= eps",
      .assumptions = {"g is mu-strongly convex in y; f and g smooth, grad^2 g Lipschitz",
                      "grad_y f is bounded",
                      "noise mean-squared smooth: F, G and grad^2 G Lipschitz for every sample"},
      .steps = {"x' <- x - gamma eta_k v, y' <- y - lambda eta_k u, eta_k = d/(m+k)^(1/3)",
                "v <- h(x', y'; omega) + (1 - c1 eta_k^2) (v - h(x, y; omega)), h = grad_x f - "
                "grad^2_xy g (Neumann sum)",
                "u <- grad_y g(x', y'; zeta) + (1 - c2 eta_k^2) (u - grad_y g(x, y; zeta))"},
      .calls_per_iteration = "n_gy = n_fx = n_fy = n_jvp = 2, n_hvp = 2Q; half of it once before",
      .samples = "omega and zeta fresh, each at both points; grad_x f and grad_y f share theirs",
      .unverified = "steps and settings are recollected; constants of the schedule are derived",
      .parameters = {{"gamma", "auto", "step of x over eta_k"},
                     {"lambda", "auto", "step of y over eta_k"},
                     {"c1", "1", "STORM forgets c1 eta_k^2 of v"},
                     {"c2", "1", "STORM forgets c2 eta_k^2 of u"},
                     {"m", "auto", "iterations are counted from it"},
                     {"d", "auto", "eta_k = d/(m+k)^(1/3); auto: eta_0 = 1"},
                     {"eta_v", "auto", "step of the Neumann series"},
                     {"Q", "auto", "Hessian-vector products of the series"},
                     aim_parameter()},
      .traits = {.roles = {.series = "Q", .outer_step = "gamma"},
                 .calls = implicit_calls(),
                 .shared = {{Call::fx, Call::fy}},
                 .independent = fresh_products(),
                 .corrected = true},
      .predict = predict,
      .plan = plan,
      .make = [](const Facts& facts, const Parameters& parameters) -> AnySolver {
        return Mrbo(schedule(facts, parameters));
      },
  };
}

} // namespace assay::solver
