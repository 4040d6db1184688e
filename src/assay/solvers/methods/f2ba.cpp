// F2BA: gradient descent on the penalised problem, with steps of two scales. Deterministic.
//
// Chen, Ma, Zhang: "Near-optimal nonconvex-strongly-convex bilevel optimization with fully
// first-order oracles", JMLR 26(109), 2025, arXiv 2306.14853. One iteration:
//   z <- z - alpha grad_y g(x, z)                                        K times
//   y <- y - tau (grad_y f(x, y) + lambda grad_y g(x, y))                K times
//   x <- x - eta (grad_x f(x, y) + lambda (grad_x g(x, y) - grad_x g(x, z)))
// y and z start from their own previous values; eta does not shrink as lambda grows.
#include <assay/solvers/penalty.hpp>

#include <algorithm>

namespace assay::solver {
namespace {

struct Schedule {
  double lambda = 0, alpha = 0, tau = 0, eta = 0;
  double inner = 0; ///< K
  double steps = 0;
  double log_factor = 1;
};

Schedule schedule(const Facts& given, const Parameters& parameters) {
  const Facts facts = aimed(given, parameters);
  const double epsilon = facts.epsilon;
  Schedule s;
  // mean ||grad phi||^2 <= 2 Delta/(eta T) + error^2: half of eps^2, and error <= eps/2, of which
  // the penalty's bias takes eps/4.
  s.lambda = multiplier_of(facts, parameters, "lambda", least_multiplier(facts, epsilon / 4));
  s.alpha = positive(parameters, "alpha", 1 / facts.lower_curvature);
  s.tau = positive(parameters, "tau", 1 / (2 * s.lambda * facts.lower_curvature));
  s.eta = positive(parameters, "eta", 1 / facts.smoothness);
  s.steps = std::ceil(4 * facts.gap / (s.eta * epsilon * epsilon));
  // Unfinished inner loops take the other eps/4; ||grad phi|| <= sqrt(2 L Delta) on the way down.
  const double step = s.eta * std::sqrt(2 * facts.smoothness * facts.gap);
  const double error = unstarted_error(facts, s.lambda, step);
  s.log_factor = log_at_least_1(4 * error / epsilon);
  // alpha mu = mu/L_g; tau (lambda mu - L_f) >= tau lambda mu/2 = mu/(4 L_g).
  const double curvature = s.lambda * facts.mu - facts.upper_curvature;
  const double slowest = std::min(s.alpha * facts.mu, s.tau * curvature);
  s.inner = count_of(parameters, "K", s.log_factor / slowest);
  return s;
}

class F2ba {
public:
  explicit F2ba(Schedule s) : s_(s), penalty_(s.lambda) {}

  void start(Oracle& oracle) {
    x_ = oracle.x0();
    y_ = z_ = oracle.y0();
    gradient_.setZero(oracle.dx());
  }

  void step(Oracle& oracle) {
    const auto inner = static_cast<Count>(s_.inner);
    oracle.descend({.x = x_, .step = s_.alpha, .steps = inner}, z_);
    // tau (grad_y f + lambda grad_y g) = tau lambda (grad_y f/lambda + grad_y g)
    oracle.descend({.x = x_, .shift = 1 / s_.lambda, .step = s_.tau * s_.lambda, .steps = inner},
                   y_);
    penalty_(oracle, x_, y_, z_, oracle.upper(), gradient_);
    x_ -= s_.eta * gradient_;
  }

  [[nodiscard]] const Vector<double>& x() const { return x_; }
  [[nodiscard]] const Vector<double>& estimate() const { return gradient_; }
  [[nodiscard]] const Vector<double>& y() const { return z_; } ///< the one that tends to y*

private:
  Schedule s_;
  PenaltyGradient penalty_;
  Vector<double> x_, y_, z_, gradient_;
};

Prediction predict(const Facts& facts, const Parameters& /*parameters*/) {
  if (const auto refused = needs_strong_convexity(facts)) {
    return *refused;
  }
  if (const auto refused = needs_no_noise(facts)) {
    return *refused;
  }
  return {.applicable = true,
          .reason = "T ~ eps^-2 steps of O(kappa log 1/eps) gradients",
          .exponents = first_order_exponents(2),
          .has_log = true,
          .log_free = {"n_fx", "n_gx"}};
}

Plan plan(const Facts& facts, const Parameters& parameters) {
  const Schedule s = schedule(facts, parameters);
  return {.values = {{"lambda", s.lambda},
                     {"alpha", s.alpha},
                     {"tau", s.tau},
                     {"eta", s.eta},
                     {"K", s.inner}},
          .calls_per_step = 3 * s.inner + 3,
          .steps = s.steps,
          .log_factor = s.log_factor};
}

} // namespace

SolverInfo f2ba() {
  return {
      .name = "f2ba",
      .title = "F2BA",
      .source_key = "chen2025f2ba",
      .source = "arXiv 2306.14853, Algorithm 1 and its theorem for exact gradients",
      .convention = "N",
      .claim = "O~(kappa^4 eps^-2) first-order calls to ||grad phi|| <= eps, without noise",
      .assumptions = {"g is mu-strongly convex in y with Lipschitz gradient and Hessian",
                      "f is Lipschitz in y with Lipschitz gradient", "gradients are exact"},
      .steps = {"K times z <- z - alpha grad_y g(x, z)",
                "K times y <- y - tau (grad_y f + lambda grad_y g)(x, y)",
                "x <- x - eta (grad_x f(x, y) + lambda (grad_x g(x, y) - grad_x g(x, z)))"},
      .calls_per_iteration = "n_gy = 2K, n_fy = K, n_gx = 2, n_fx = 1",
      .samples = "none: every gradient is exact",
      .unverified = "constants of the schedule are derived, not the paper's",
      .parameters = {{"lambda", "auto", "multiplier of the penalty"},
                     {"alpha", "auto", "step of z"},
                     {"tau", "auto", "step of y"},
                     {"eta", "auto", "step of x"},
                     {"K", "auto", "inner steps of each"},
                     aim_parameter()},
      .traits = {.roles = {.lambda = "lambda", .inner_steps = "K", .outer_step = "eta"},
                 .order = [](const Parameters&) { return 1; },
                 .leading = [](const Parameters&) { return 0.5; },
                 .calls = first_order_calls(),
                 .independent = fresh_gradients(),
                 .by_design = {{"laws/rescaling_levels",
                                "1/lambda is kept below 1, which means another multiplier where g "
                                "has other units"}}},
      .predict = predict,
      .plan = plan,
      .make = [](const Facts& facts, const Parameters& parameters) -> AnySolver {
        return F2ba(schedule(facts, parameters));
      },
  };
}

} // namespace assay::solver
