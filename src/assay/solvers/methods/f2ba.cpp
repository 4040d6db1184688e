// F2BA: gradient descent on the penalised problem, with steps of two scales. Deterministic.
//
// Chen, Ma, Zhang: "Near-optimal nonconvex-strongly-convex bilevel optimization with fully
// first-order oracles", JMLR 26(109), 2025, arXiv 2306.14853. One iteration:
//   z <- z - alpha grad_y g(x, z)                                        K times
//   y <- y - tau (grad_y f(x, y) + lambda grad_y g(x, y))                K times
//   x <- x - eta (grad_x f(x, y) + lambda (grad_x g(x, y) - grad_x g(x, z)))
// y and z start from their own previous values; eta does not shrink as lambda grows.
#include <assay/solvers/constants.hpp>
#include <assay/solvers/solver.hpp>

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
  const double nu = largest(1e-300, std::min(half_convex(facts), 1.0), [&](double candidate) {
    return first_order_bias(facts, candidate) <= epsilon / 4;
  });
  s.lambda = positive(parameters, "lambda", 1 / nu);
  need(s.lambda * facts.mu > facts.upper_curvature,
       "f2ba: lambda must exceed " + std::to_string(facts.upper_curvature / facts.mu) +
           ", so that f + lambda g is strongly convex in y");
  s.alpha = positive(parameters, "alpha", 1 / facts.lower_curvature);
  s.tau = positive(parameters, "tau", 1 / (2 * s.lambda * facts.lower_curvature));
  s.eta = positive(parameters, "eta", 1 / facts.smoothness);
  s.steps = std::ceil(4 * facts.gap / (s.eta * epsilon * epsilon));
  // Unfinished inner loops move the step by lambda |J| (||y - y*_lambda|| + ||z - y*||) and less.
  // The loops start at the distance of y0, or of what a step of x moves the solutions by:
  // ||grad phi|| <= sqrt(2 L Delta) on the way down, and one penalty more for y.
  const double step = s.eta * std::sqrt(2 * facts.smoothness * facts.gap);
  const double away = facts.start_distance + 2 * facts.solution_slope * step +
                      2 * facts.upper_slope / (s.lambda * facts.mu);
  const double error = (2 * s.lambda * facts.coupling + facts.upper_coupling) * away;
  s.log_factor = log_at_least_1(4 * error / epsilon);
  // alpha mu = mu/L_g; tau (lambda mu - L_f) >= tau lambda mu/2 = mu/(4 L_g).
  const double curvature = s.lambda * facts.mu - facts.upper_curvature;
  const double slowest = std::min(s.alpha * facts.mu, s.tau * curvature);
  s.inner = count_of(parameters, "K", s.log_factor / slowest);
  return s;
}

class F2ba {
public:
  explicit F2ba(Schedule s) : s_(s) {}

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
    oracle.grad_x_f(x_, y_, oracle.upper(), gradient_);
    oracle.grad_x_g(x_, y_, oracle.lower(), part_);
    gradient_ += s_.lambda * part_;
    oracle.grad_x_g(x_, z_, oracle.lower(), part_);
    gradient_ -= s_.lambda * part_;
    x_ -= s_.eta * gradient_;
  }

  [[nodiscard]] const Vector<double>& x() const { return x_; }
  [[nodiscard]] const Vector<double>& estimate() const { return gradient_; }
  [[nodiscard]] const Vector<double>& y() const { return z_; } ///< the one that tends to y*

private:
  Schedule s_;
  Vector<double> x_, y_, z_, gradient_, part_;
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
          .exponents = {{"sfo", 2}, {"n_gy", 2}, {"n_fy", 2}, {"n_gx", 2}, {"n_fx", 2}},
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
                 .calls = {Call::fx, Call::fy, Call::gx, Call::gy},
                 .independent = {{Call::gy, Call::gx}, {Call::fy, Call::fx}},
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
