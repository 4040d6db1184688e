// FSLA: one SGD step each for y and the linear system, a corrected memory (STORM) for x alone.
//
// Li, Gu, Huang: "A fully single loop algorithm for bilevel optimization without Hessian inverse",
// AAAI 2022, arXiv 2112.04660. With h(x, y, v) = grad_x f - grad^2_xy g v and v_0 = 0, iteration k:
//   y' <- y - tau eta_k grad_y g(x, y; zeta)                             eta_k = (1 + k/m)^(-1/2)
//   v' <- v - gamma eta_k (grad^2_yy g(x, y'; zeta') v - grad_y f(x, y'; xi))
//   d  <- h(x, y', v'; omega) + (1 - c eta_k) (d - h(x_-, y, v; omega))  d = h at first
//   x' <- x - alpha eta_k d                                              x_-: the x before x
// The code cuts this loop before the step of x, so that x, y, v and d belong together.
#include <assay/solvers/constants.hpp>
#include <assay/solvers/solver.hpp>
#include <assay/solvers/steps.hpp>
#include <assay/solvers/tracking.hpp>

#include <algorithm>

namespace assay::solver {
namespace {

struct Schedule {
  double alpha = 0, tau = 0, gamma = 0;
  double c = 1, m = 1;
  double steps = 0;
};

/// eta at the horizon: there the noise of y and v is eps/8 each, and of the memory's error
///   E||d - h||^2 <= 2 a V + 2 (noise of the differences)/a,  a = c eta,
/// eps^2/16 each. A difference moves with the noise of y (eps/8, times tau mu <= 1), with that of v
/// through J (alike) and through the noise of J.
double last_eta(const Facts& facts, const Schedule& s) {
  const double squared = square(facts.epsilon);
  const double of_v =
      square(facts.sigma_hvp * facts.upper_slope / facts.mu) + square(facts.sigma_fy);
  return std::min({1.0, step_of_y(facts) / s.tau, step_of_v(facts) / s.gamma,
                   limit(squared, 32 * s.c * system_variance(facts)),
                   limit(s.c * squared, 32 * square(facts.sigma_jvp * s.gamma) * of_v)});
}

Schedule schedule(const Facts& given, const Parameters& parameters) {
  const Facts facts = aimed(given, parameters);
  const double squared = square(facts.epsilon);
  Schedule s;
  s.tau = positive(parameters, "tau", 1 / facts.lower_curvature);
  s.gamma = positive(parameters, "gamma", neumann_step(facts));
  s.c = positive(parameters, "c", 1);
  // mean ||grad phi||^2 + 3/4 mean ||d||^2 <= 2 Delta/(alpha eta T) + 2 E||d - h||^2 + 2 bias^2. Of
  // ||d||^2 the memory takes 4 (slope of h * alpha)^2/c <= 1/4, the bias 6 (lag alpha)^2 <= 1/8.
  const double lag = lag_of_y(facts, s.tau) + lag_of_v(facts, s.gamma);
  s.alpha = positive(
      parameters, "alpha",
      std::min(std::sqrt(std::min(1.0, s.c)) / (4 * direct_smoothness(facts)), limit(1, 7 * lag)));
  const double last = last_eta(facts, s);
  const double start = start_of_y(facts, s.tau) + start_of_v(facts, s.gamma);
  s.steps = std::ceil((8 * facts.gap / (s.alpha * last) + 48 * start / last) / squared);
  const double early = std::min(square(last), 1 - 1e-9); // m/(m + T)
  s.m = positive(parameters, "m", std::max(1.0, s.steps) * early / (1 - early));
  return s;
}

class Fsla {
public:
  explicit Fsla(Schedule s) : s_(s) {}

  void start(Oracle& oracle) {
    x_ = x_before_ = oracle.x0();
    y_ = oracle.y0();
    v_.setZero(oracle.dy());
    k_ = 0;
    follow(oracle);
    direction(oracle, x_, y_, v_, oracle.upper(), oracle.lower(), d_);
  }

  void step(Oracle& oracle) {
    x_before_ = x_;
    x_ -= s_.alpha * eta() * d_;
    ++k_;
    follow(oracle);
    const Batch xi = oracle.upper();
    const Batch zeta = oracle.lower();
    direction(oracle, x_, y_, v_, xi, zeta, fresh_);
    direction(oracle, x_before_, y_before_, v_before_, xi, zeta, stale_);
    storm(d_, std::min(1.0, s_.c * eta()), fresh_, stale_);
  }

  [[nodiscard]] const Vector<double>& x() const { return x_; }
  [[nodiscard]] const Vector<double>& estimate() const { return d_; }
  [[nodiscard]] const Vector<double>& y() const { return y_; }
  [[nodiscard]] const Vector<double>& v() const { return v_; }

private:
  [[nodiscard]] double eta() const { return 1 / std::sqrt(1 + k_ / s_.m); }

  /// The steps of y and v.
  void follow(Oracle& oracle) {
    y_before_ = y_;
    oracle.grad_y_g(x_, y_, oracle.lower(), part_);
    y_ -= s_.tau * eta() * part_;
    v_before_ = v_;
    oracle.hvp(x_, y_, v_, oracle.lower(), part_);
    oracle.grad_y_f(x_, y_, oracle.upper(), pull_);
    v_ -= s_.gamma * eta() * (part_ - pull_);
  }

  void direction(Oracle& oracle,
                 const Vector<double>& x,
                 const Vector<double>& y,
                 const Vector<double>& v,
                 const Batch& xi,
                 const Batch& zeta,
                 Vector<double>& out) {
    oracle.grad_x_f(x, y, xi, out);
    oracle.jvp(x, y, v, zeta, product_);
    out -= product_;
  }

  Schedule s_;
  double k_ = 0;
  Vector<double> x_, y_, v_, x_before_, y_before_, v_before_;
  Vector<double> d_, fresh_, stale_, part_, pull_, product_;
};

Prediction predict(const Facts& facts, const Parameters& /*parameters*/) {
  if (const auto refused = needs_strong_convexity(facts)) {
    return *refused;
  }
  if (const auto silent = needs_mean_squared_smoothness(facts)) {
    return *silent;
  }
  return {.applicable = true,
          .reason = facts.noisy() ? "steps of eps^2 at the end, one sample of each kind"
                                  : "without noise eta_k = 1",
          .exponents = implicit_exponents(facts.noisy() ? 4 : 2, true)};
}

Plan plan(const Facts& facts, const Parameters& parameters) {
  const Schedule s = schedule(facts, parameters);
  return {
      .values = {{"alpha", s.alpha}, {"tau", s.tau}, {"gamma", s.gamma}, {"c", s.c}, {"m", s.m}},
      .calls_per_step = 7,
      .steps = s.steps};
}

} // namespace

SolverInfo fsla() {
  return {
      .name = "fsla",
      .title = "FSLA",
      .source_key = "li2022fsla",
      .source = "arXiv 2112.04660, Algorithm 1 and its theorem",
      .convention = "Q",
      .claim = "O(eps^-2) gradients, HVPs and JVPs to E||grad phi||^2 <= eps",
      .assumptions = {"g is mu-strongly convex in y; f and g smooth, grad^2 g Lipschitz",
                      "grad_y f is bounded",
                      "unbiased gradients and second derivatives of bounded variance, mean-squared "
                      "smooth in grad_x f and grad^2_xy g"},
      .steps =
          {"y' <- y - tau eta_k grad_y g(x, y), eta_k = (1+k/m)^(-1/2)",
           "v' <- v - gamma eta_k (grad^2_yy g(x, y') v - grad_y f(x, y'))",
           "d <- h(x, y', v'; omega) + (1 - c eta_k) (d - h(x_-, y, v; omega)), h = grad_x f - "
           "grad^2_xy g v; the first d is h",
           "x' <- x - alpha eta_k d"},
      .calls_per_iteration = "n_gy = n_hvp = n_fy = 1, n_fx = n_jvp = 2, of which one at first",
      .samples = "all fresh, grad_x f and grad_y f too; those of grad_x f and JVP at both points",
      .unverified =
          "steps and settings are recollected, the order of updates from public code; "
          "that the memory forgets like eta_k and not its square is derived: y and v move "
          "by their noise in every step; constants of the schedule are derived at the "
          "horizon (noise of earlier, longer steps counts for a logarithm)",
      .parameters = {{"alpha", "auto", "step of x over eta_k"},
                     {"tau", "auto", "step of y over eta_k"},
                     {"gamma", "auto", "step of v over eta_k"},
                     {"c", "1", "STORM forgets c eta_k of d"},
                     {"m", "auto", "eta_k = (1 + k/m)^(-1/2)"},
                     aim_parameter()},
      .traits = {.roles = {.outer_step = "alpha"},
                 .calls = implicit_calls(),
                 .independent = {{Call::fx, Call::fy},
                                 {Call::gy, Call::hvp},
                                 {Call::gy, Call::jvp},
                                 {Call::hvp, Call::jvp}},
                 .corrected = true},
      .predict = predict,
      .plan = plan,
      .make = [](const Facts& facts, const Parameters& parameters) -> AnySolver {
        return Fsla(schedule(facts, parameters));
      },
  };
}

} // namespace assay::solver
