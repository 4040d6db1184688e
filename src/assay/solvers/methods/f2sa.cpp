// F2SA, the single-loop method of 2023: a penalty whose multiplier grows.
//
// Kwon, Kwon, Wright, Nowak: "A fully first-order method for stochastic bilevel optimization",
// ICML 2023, arXiv 2301.10945, Algorithm 1. Iteration k:
//   z <- z - gamma_k grad_y g(x, z; zeta)                                T times, alternately with
//   y <- y - alpha_k (grad_y f(x, y; xi) + lambda_k grad_y g(x, y; zeta'))
//   x <- x - xi alpha_k (grad_x f(x, y) + lambda_k (grad_x g(x, y) - grad_x g(x, z)))
//   gamma_k ~ k^-c, alpha_k ~ k^-a, lambda_k = gamma_k/(2 alpha_k) ~ k^(a-c)
// z and y do not see each other within an iteration, so the T steps of one may precede those of the
// other. (a, c) = (5/7, 4/7) where g is noisy, (3/5, 2/5) where f alone is, (1/3, 0) where neither.
#include <assay/solvers/constants.hpp>
#include <assay/solvers/solver.hpp>

#include <algorithm>

namespace assay::solver {
namespace {

/// Values at the horizon K, from which the decreasing schedules are drawn backwards.
struct Schedule {
  double lambda = 0, gamma = 0, xi = 0;
  double a = 0, c = 0;
  double inner = 1;   ///< T
  double horizon = 1; ///< K
  double delay = 1;   ///< k_0: gamma_k = gamma ((K + k_0)/(k + k_0))^c, alpha_k alike
};

enum class Noisy { nothing, f, g };

Noisy noisy(const Facts& facts) {
  if (facts.sigma_gx > 0 || facts.sigma_gy > 0) {
    return Noisy::g;
  }
  return facts.sigma_fx > 0 || facts.sigma_fy > 0 ? Noisy::f : Noisy::nothing;
}

/// x moves by xi alpha: slowly against y and z, stably, and without adding up its own noise.
double outer_scale(const Facts& facts, const Schedule& s) {
  const double alpha = s.gamma / (2 * s.lambda);
  // y contracts by T alpha lambda mu/2 = T gamma mu/4 while y* moves by 2 slope xi alpha ||q||;
  // what that leaves in q, times lambda |J| for y and for z, stays below ||q||/8.
  const double pull = facts.coupling + facts.upper_coupling / s.lambda;
  const double slow = limit(s.inner * facts.mu, 32 * pull * facts.solution_slope);
  const double variance = square(facts.sigma_fx) + 2 * square(s.lambda * facts.sigma_gx);
  const double quiet = limit(square(facts.epsilon), 8 * facts.smoothness * variance) / alpha;
  return std::min({slow, quiet, 1 / (2 * facts.smoothness * alpha)});
}

/// k_0/(K + k_0): how far back the schedules may be followed.
double earliest(const Facts& facts, const Schedule& s) {
  const auto root = [](double z, double power) { return power > 0 ? std::pow(z, 1 / power) : 0; };
  const double alpha = s.gamma / (2 * s.lambda);
  const double stable = root(4 * facts.lower_curvature * s.gamma, s.c); // gamma_0 <= 1/(4 L_g)
  const double convex = root(2 * facts.upper_curvature / (facts.mu * s.lambda), s.a - s.c);
  const double slow = root(2 * facts.smoothness * s.xi * alpha, s.a);
  return std::min(std::max({stable, convex, slow, 1 / (s.horizon + 1)}), 1 - 1e-6);
}

Schedule schedule(const Facts& given, const Parameters& parameters) {
  const Facts facts = aimed(given, parameters);
  const double squared = square(facts.epsilon);
  const Noisy kind = noisy(facts);
  Schedule s;
  s.a = parameters.number("a", kind == Noisy::g ? 5.0 / 7 : kind == Noisy::f ? 3.0 / 5 : 1.0 / 3);
  s.c = parameters.number("c", kind == Noisy::g ? 4.0 / 7 : kind == Noisy::f ? 2.0 / 5 : 0);
  need(s.a >= s.c && s.c >= 0 && s.a < 1, "f2sa: 0 <= c <= a < 1");
  // mean ||grad phi||^2 <= 2 Delta/(xi alpha K) + 2 bias^2 + 2 (noise of y and z)^2 + L xi alpha
  // variance: eps^2 times 1/2, 1/8, 1/8 and 1/8.
  const double nu = largest(1e-300, std::min(half_convex(facts), 1.0), [&](double candidate) {
    return first_order_bias(facts, candidate) <= facts.epsilon / 4;
  });
  s.lambda = positive(parameters, "lambda", 1 / nu);
  need(s.lambda * facts.mu > facts.upper_curvature,
       "f2sa: lambda must exceed L_f/mu, so that f + lambda g is strongly convex in y");
  // Floors: gamma sigma_g^2/mu for z; (gamma/2) (sigma_g^2 + sigma_f^2/lambda^2)/(mu/2) for y.
  const double reach = s.lambda * facts.coupling + facts.upper_coupling;
  const double noise = 2 * square(facts.sigma_gy) + square(facts.sigma_fy / s.lambda);
  s.gamma = positive(parameters, "gamma",
                     std::min(1 / (4 * facts.lower_curvature),
                              limit(squared * facts.mu, 32 * square(reach) * noise)));
  s.inner = count_of(parameters, "T", facts.kappa());
  s.xi = positive(parameters, "xi", outer_scale(facts, s));
  s.horizon = count_of(parameters, "K", 4 * facts.gap * 2 * s.lambda / (s.xi * s.gamma * squared));
  const double early = earliest(facts, s);
  s.delay = positive(parameters, "delay", s.horizon * early / (1 - early));
  return s;
}

class F2sa {
public:
  explicit F2sa(Schedule s) : s_(s) {}

  void start(Oracle& oracle) {
    x_ = oracle.x0();
    y_ = z_ = oracle.y0();
    gradient_.setZero(oracle.dx());
    k_ = 0;
  }

  void step(Oracle& oracle) {
    const double back = (s_.horizon + s_.delay) / (k_ + s_.delay);
    const double gamma = s_.gamma * std::pow(back, s_.c);
    const double alpha = s_.gamma / (2 * s_.lambda) * std::pow(back, s_.a);
    const double lambda = gamma / (2 * alpha);
    const auto inner = static_cast<Count>(s_.inner);
    for (Count t = 0; t < inner; ++t) {
      // A shift that changes with k has no spectrum worth keeping: step by step.
      oracle.grad_y_g(x_, z_, oracle.lower(), part_);
      z_ -= gamma * part_;
      oracle.grad_y_f(x_, y_, oracle.upper(), pull_);
      oracle.grad_y_g(x_, y_, oracle.lower(), part_);
      y_ -= alpha * (pull_ + lambda * part_);
    }
    oracle.grad_x_f(x_, y_, oracle.upper(), gradient_);
    oracle.grad_x_g(x_, y_, oracle.lower(), part_);
    gradient_ += lambda * part_;
    oracle.grad_x_g(x_, z_, oracle.lower(), part_);
    gradient_ -= lambda * part_;
    x_ -= s_.xi * alpha * gradient_;
    ++k_;
  }

  [[nodiscard]] const Vector<double>& x() const { return x_; }
  [[nodiscard]] const Vector<double>& estimate() const { return gradient_; }
  [[nodiscard]] const Vector<double>& y() const { return z_; } ///< the one that tends to y*

private:
  Schedule s_;
  double k_ = 0;
  Vector<double> x_, y_, z_, gradient_, part_, pull_;
};

Prediction predict(const Facts& facts, const Parameters& /*parameters*/) {
  if (const auto refused = needs_strong_convexity(facts)) {
    return *refused;
  }
  const Noisy kind = noisy(facts);
  const double exponent = kind == Noisy::g ? 7 : kind == Noisy::f ? 5 : 3;
  return {.applicable = true,
          .reason = kind == Noisy::g   ? "f and g noisy: lambda ~ k^(1/7)"
                    : kind == Noisy::f ? "f alone noisy: lambda ~ k^(1/5)"
                                       : "no noise: lambda ~ k^(1/3)",
          .exponents = {{"sfo", exponent},
                        {"n_fx", exponent},
                        {"n_fy", exponent},
                        {"n_gx", exponent},
                        {"n_gy", exponent}}};
}

Plan plan(const Facts& facts, const Parameters& parameters) {
  const Schedule s = schedule(facts, parameters);
  return {.values = {{"lambda", s.lambda},
                     {"gamma", s.gamma},
                     {"xi", s.xi},
                     {"T", s.inner},
                     {"K", s.horizon},
                     {"a", s.a},
                     {"c", s.c},
                     {"delay", s.delay}},
          .calls_per_step = 3 * s.inner + 3,
          .steps = s.horizon};
}

} // namespace

SolverInfo f2sa() {
  return {
      .name = "f2sa",
      .title = "F2SA (2023, single loop)",
      .source_key = "kwon2023f2sa",
      .source = "arXiv 2301.10945, Algorithm 1",
      .convention = "Q",
      .claim = "O~(eps^-7/2) calls to E||grad phi||^2 <= eps; eps^-5/2 if f alone is noisy, "
               "eps^-3/2 without noise",
      .assumptions = {"g is mu-strongly convex in y, smooth, with Lipschitz Hessian",
                      "f is Lipschitz with Lipschitz gradient",
                      "unbiased gradients of bounded variance"},
      .steps = {"T times z <- z - gamma_k grad_y g(x, z), y <- y - alpha_k (grad_y f + lambda_k "
                "grad_y g)(x, y)",
                "x <- x - xi alpha_k (grad_x f(x, y) + lambda_k (grad_x g(x, y) - grad_x g(x, z)))",
                "lambda grows like k^(a-c)"},
      .calls_per_iteration = "n_gy = 2T, n_fy = T, n_gx = 2, n_fx = 1",
      .samples = "all fresh",
      .unverified = "steps and exponents are recollected and agree with public code and with a "
                    "count of orders; constants of the schedule are derived",
      .parameters = {{"lambda", "auto", "multiplier of the penalty at the horizon"},
                     {"gamma", "auto", "step of z at the horizon"},
                     {"xi", "auto", "step of x over that of y"},
                     {"T", "auto", "inner steps"},
                     {"K", "auto", "horizon: iterations the schedule is made for"},
                     {"a", "auto", "alpha_k ~ k^-a"},
                     {"c", "auto", "gamma_k ~ k^-c"},
                     {"delay", "auto", "k_0: iterations are counted from it"},
                     aim_parameter()},
      .traits = {.roles = {.inner_steps = "T"},
                 .calls = first_order_calls(),
                 .independent = fresh_gradients(),
                 .by_design = {{"blackbox/rest", "lambda grows with every step, and x follows it"},
                               {"laws/rescaling_levels",
                                "1/lambda is kept below 1, which means another multiplier where g "
                                "has other units"}}},
      .predict = predict,
      .plan = plan,
      .make = [](const Facts& facts, const Parameters& parameters) -> AnySolver {
        return F2sa(schedule(facts, parameters));
      },
  };
}

} // namespace assay::solver
