// PBGD: gradient descent on the penalised problem, in both variables at once. Deterministic.
//
// Shen, Chen: "On penalty-based bilevel gradient descent method", ICML 2023, arXiv 2302.05185,
// V-PBGD. For F_gamma = f + gamma (g - min_y g), iteration k:
//   w <- w - beta grad_y g(x, w)                                         T times, from the last w
//   x <- x - alpha (grad_x f(x, y) + gamma (grad_x g(x, y) - grad_x g(x, w)))
//   y <- y - alpha (grad_y f(x, y) + gamma grad_y g(x, y))               with the x of before
// The projections on convex sets are left out.
#include <assay/solvers/penalty.hpp>

#include <algorithm>

namespace assay::solver {
namespace {

struct Schedule {
  double gamma = 0, alpha = 0, alpha_y = 0, beta = 0;
  double inner = 1; ///< T
  double steps = 0, log_factor = 1;
};

/// For feasibility and, where g is strongly convex, for grad phi.
double feasible_multiplier(const Facts& facts) {
  // ||grad_y g|| <= (||G|| + C_f)/gamma, and g - min g <= ||grad_y g||^2/(2 mu): its root below
  // eps.
  const double feasible = 2 * facts.upper_slope / (facts.epsilon * std::sqrt(2 * facts.mu));
  const double convex = 2 * facts.upper_curvature / facts.mu;
  if (!facts.strongly_convex) {
    return std::max({1.0, feasible, convex});
  }
  return std::max({feasible, convex, least_multiplier(facts, facts.epsilon / 4)});
}

Schedule schedule(const Facts& given, const Parameters& parameters) {
  const Facts facts = with_pl_constant(aimed(given, parameters));
  const double epsilon = facts.epsilon;
  Schedule s;
  s.gamma = multiplier_of(facts, parameters, "gamma", feasible_multiplier(facts));
  const double curvature = s.gamma * facts.mu - facts.upper_curvature;
  // F_gamma = min_y F_gamma + (y - y_gamma)' M (y - y_gamma)/2: its gradient is L-Lipschitz with
  // L = L_phi + |M| (1 + slope of y_gamma squared).
  const double slope = (s.gamma * facts.coupling + facts.upper_coupling) / curvature;
  const double stretch = 1 + square(slope);
  const double steep = s.gamma * facts.lower_curvature + facts.upper_curvature;
  const double smoothness = facts.smoothness + steep * stretch;
  s.alpha = positive(parameters, "alpha", 1 / smoothness);
  s.alpha_y = positive(parameters, "alpha_y", 1 / smoothness);
  s.beta = positive(parameters, "beta", 1 / facts.lower_curvature);
  // mean ||G||^2 <= 2 gap/(alpha T) + error^2, and ||grad phi|| <= stretch^(1/2) ||G|| + eps/4 of
  // bias + error: ||G|| and the error of w take eps/2 and eps/4 of it.
  // y comes to y_gamma within O(kappa log gamma) steps, in which gamma |J| ||y - w|| moves x by
  // |J| r/mu: `gap` is that of F_gamma there.
  const double r = facts.start_distance;
  const double move = slope * r;
  const double gap =
      facts.gap +
      move * (std::sqrt(2 * facts.smoothness * facts.gap) + facts.smoothness * move / 2) +
      square(facts.upper_slope) / (2 * curvature);
  const double settling = log_at_least_1(steep * r * r / gap) / (s.alpha_y * curvature);
  s.steps = std::ceil(16 * stretch * gap / (s.alpha * square(epsilon)) + settling);
  // A step of x is alpha ||G|| <= (2 gap/L)^(1/2) on the way down.
  const double away = r + facts.solution_slope * std::sqrt(2 * gap / smoothness);
  const double error = s.gamma * facts.coupling * away;
  const double share = epsilon / (4 * std::sqrt(stretch));
  s.log_factor = log_at_least_1(error / share);
  s.inner = count_of(parameters, "T", s.log_factor / (s.beta * facts.mu));
  return s;
}

class Pbgd {
public:
  explicit Pbgd(Schedule s) : s_(s), penalty_(s.gamma) {}

  void start(Oracle& oracle) {
    x_ = oracle.x0();
    y_ = w_ = oracle.y0();
    direction_.setZero(oracle.dx());
    v_.setZero(oracle.dy());
  }

  void step(Oracle& oracle) {
    oracle.descend({.x = x_, .step = s_.beta, .steps = static_cast<Count>(s_.inner)}, w_);
    const Batch xi = oracle.upper();
    penalty_(oracle, x_, y_, w_, xi, direction_);
    oracle.grad_y_f(x_, y_, xi, pull_);
    oracle.grad_y_g(x_, y_, oracle.lower(), push_);
    v_ = s_.gamma * (y_ - w_);
    x_ -= s_.alpha * direction_;
    y_ -= s_.alpha_y * (pull_ + s_.gamma * push_);
  }

  [[nodiscard]] const Vector<double>& x() const { return x_; }
  [[nodiscard]] const Vector<double>& estimate() const { return direction_; }
  [[nodiscard]] const Vector<double>& y() const { return w_; } ///< the one that tends to y*
  /// gamma (y - w): the multiplier of grad_y g = 0, of the "plus" convention.
  [[nodiscard]] const Vector<double>& v() const { return v_; }

private:
  Schedule s_;
  PenaltyGradient penalty_;
  Vector<double> x_, y_, w_, v_, direction_, pull_, push_;
};

Prediction predict(const Facts& facts, const Parameters& /*parameters*/) {
  if (const auto refused = needs_no_noise(facts)) {
    return *refused;
  }
  if (const auto refused = needs_pl_constant(facts)) {
    return *refused;
  }
  return {.applicable = true,
          .reason = "gamma ~ 1/eps, steps of 1/gamma: T ~ eps^-3 of O(kappa log 1/eps) gradients",
          .exponents = first_order_exponents(3),
          .has_log = true,
          .log_free = {"n_fx", "n_fy", "n_gx"}};
}

Plan plan(const Facts& facts, const Parameters& parameters) {
  const Schedule s = schedule(facts, parameters);
  return {.values = {{"gamma", s.gamma},
                     {"alpha", s.alpha},
                     {"alpha_y", s.alpha_y},
                     {"beta", s.beta},
                     {"T", s.inner}},
          .calls_per_step = s.inner + 5,
          .steps = s.steps,
          .log_factor = s.log_factor};
}

} // namespace

SolverInfo pbgd() {
  return {
      .name = "pbgd",
      .title = "V-PBGD",
      .source_key = "shen2023pbgd",
      .source = "arXiv 2302.05185, V-PBGD and its theorem",
      .convention = "own",
      .claim = "O~(gamma/eps) gradients to ||grad F_gamma||^2 <= eps; with gamma ~ eps^-1/2, which "
               "makes g - min g <= eps, O~(eps^-3/2)",
      .assumptions = {"g(x, .) has the PL property; f and g smooth, f Lipschitz in y",
                      "gradients are exact"},
      .steps = {"T times w <- w - beta grad_y g(x, w)",
                "x <- x - alpha (grad_x f(x, y) + gamma (grad_x g(x, y) - grad_x g(x, w)))",
                "y <- y - alpha (grad_y f(x, y) + gamma grad_y g(x, y)), at the x of before"},
      .calls_per_iteration = "n_gy = T + 1, n_gx = 2, n_fx = n_fy = 1",
      .samples = "none: every gradient is exact",
      .unverified =
          "steps and settings are recollected; constants of the schedule are derived; the "
          "printed step 1/(L_f + gamma (2 L_g + L_g^2/mu)) is of the same order; "
          "projections are left out",
      .parameters = {{"gamma", "auto", "multiplier of the penalty"},
                     {"alpha", "auto", "step of x; auto: that of the method, for x and y alike"},
                     {"alpha_y", "auto", "step of y; auto: that of the method"},
                     {"beta", "auto", "step of w"},
                     {"T", "auto", "steps of w"},
                     aim_parameter()},
      .traits = {.roles = {.lambda = "gamma", .outer_step = "alpha"},
                 .order = [](const Parameters&) { return 1; },
                 .leading = [](const Parameters&) { return 0.5; },
                 .calls = first_order_calls(),
                 .shared = {{Call::fx, Call::fy}},
                 .independent = {{Call::gy, Call::gx}},
                 .by_design = {{"laws/rescaling*",
                                "x and y move with one step, and g - min g is held to epsilon^2: "
                                "x, y, f and g have units that fit"}}},
      .predict = predict,
      .plan = plan,
      .make = [](const Facts& facts, const Parameters& parameters) -> AnySolver {
        return Pbgd(schedule(facts, parameters));
      },
  };
}

} // namespace assay::solver
