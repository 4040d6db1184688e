// AccBO: normalised steps along a STORM memory over an accelerated, averaged lower level.
//
// Gong, Hao, Liu: "An accelerated algorithm for stochastic bilevel optimization under unbounded
// smoothness", NeurIPS 2024, arXiv 2409.19212, Algorithm 1. After a warm start of y by T_0 steps of
// SGD, iteration t (here from line 5 to line 4, so that m is at the point that is shown):
//   1  z <- y + gamma (y - y_prev);  y_prev <- y;  y <- z - alpha grad_y g(x_t, z; zeta)
//      option I: in every iteration; option II: N times in every I-th
//   2  yhat <- (1 - tau) yhat + tau y                                         in every iteration
//   3  h <- h(x_t, yhat_t; omega),  h' <- h(x_{t-1}, yhat_{t-1}; omega)       the same samples
//   4  m <- h + beta (m - h');  m_0 = h_0
//   5  x_{t+1} <- x_t - eta m/||m||
// with h = grad_x f - grad^2_xy g (Neumann sum of Q products).
#include <assay/solvers/constants.hpp>
#include <assay/solvers/normalised_momentum.hpp>
#include <assay/solvers/solver.hpp>
#include <assay/solvers/steps.hpp>

#include <algorithm>
#include <limits>

namespace assay::solver {
namespace {

struct Schedule {
  double a = 1;   ///< 1 - beta
  double eta = 0; ///< length of a step of x
  double alpha = 0, gamma = 0;
  double tau = 1;
  double warm = 1, warm_step = 0; ///< T_0
  double period = 1, inner = 1;   ///< I, N
  double series = 0, depth = 0;   ///< eta_v, Q
  double steps = 0, log_factor = 1;
};

bool second_option(const Parameters& parameters) {
  return parameters.word("option", "I", {"I", "II"}) == "II";
}

/// Is the variance of grad_y g declared to be O(eps)? An instance at one eps cannot tell.
bool quiet_lower(const Parameters& parameters) {
  return parameters.word("variance", "constant", {"constant", "eps"}) == "eps";
}

/// STORM: E||m - E h||^2 <= 2 a V + 2 (slope of h)^2 (move)^2/a. eps/8 for the noise.
void choose_memory(const Facts& facts, const Parameters& parameters, Schedule& s) {
  const double noise = 2 * neumann_variance(facts, s.series);
  s.a = 1 - parameters.number("beta", 1 - std::min(1.0, limit(square(facts.epsilon / 8), noise)));
  need(s.a > 0 && s.a <= 1, "0 <= beta < 1");
}

/// y: response ||y - y*|| is eps/16 by noise. In a direction of curvature h the accelerated step
/// ends at the variance
///     alpha s^2 (1 + q gamma)/(h (1 - q gamma)(1 + q + 2 q gamma)),  q = 1 - alpha h,
/// at most alpha s^2/(mu sqrt(mu alpha)) with gamma = (1 - sqrt(mu alpha))/(1 + sqrt(mu alpha)).
void choose_lower(const Facts& facts, const Parameters& parameters, Schedule& s) {
  const double noise = square(response(facts) * facts.sigma_gy);
  const double root = limit(std::pow(facts.mu, 1.5) * square(facts.epsilon / 16), noise);
  s.alpha = positive(parameters, "alpha", std::min(1 / facts.lower_curvature, square(root)));
  const double rate = std::sqrt(facts.mu * s.alpha);
  s.gamma = parameters.number("gamma", std::max(0.0, (1 - rate) / (1 + rate)));
  need(s.gamma >= 0 && s.gamma < 1, "0 <= gamma < 1");
  // y and yhat are each eps/8 over response from y*, so that yhat moves by tau eps/(4 response):
  // that times sqrt(2/a), the memory's drift by it, is eps/16.
  const double still = s.a < 1 ? std::sqrt(s.a / 2) / 4 : 1;
  s.tau = positive(parameters, "tau", std::min(still, std::min(1.0, rate)));
  need(s.tau <= 1, "0 < tau <= 1");
}

/// The longest step of x that the lower level can follow: y* moves by slope eta, y lags by at most
/// 2/rate times that and yhat by 1/tau more, eps/16 together.
double longest(const Facts& facts, const Schedule& s) {
  const double rate = std::sqrt(facts.mu * s.alpha);
  const double lag = 2 / std::min(1.0, rate) + 1 / s.tau;
  return limit(facts.epsilon / 16, response(facts) * facts.solution_slope * lag);
}

/// Option II: N steps leave (1 + N rate)(1 - rate)^N <= 1/4 of what y* moved in I steps of x, so
/// that y lags by 4/3 I, less than in option I.
void choose_period(const Facts& facts, const Parameters& parameters, Schedule& s) {
  const double rate = std::sqrt(facts.mu * s.alpha);
  s.period = count_of(parameters, "I", std::max(1.0, std::floor(1 / rate)));
  s.inner = count_of(parameters, "N", 4 * std::log(2.0) / rate);
  need(s.period <= 1e18 && s.inner <= 1e18, "accbo: I and N are at most 10^18");
}

Schedule schedule(const Facts& given, const Parameters& parameters) {
  const Facts facts = aimed(given, parameters);
  const double epsilon = facts.epsilon;
  Schedule s;
  s.series = positive(parameters, "eta_v", neumann_step(facts));
  s.depth = depth_of(parameters, "Q", neumann_depth(facts, s.series, epsilon / 32));
  choose_memory(facts, parameters, s);
  choose_lower(facts, parameters, s);
  choose_period(facts, parameters, s);
  // L eta/2 is eps/16; the memory's drift by steps of x, (slope of h) eta sqrt(2/a), another, of
  // which the part with the gradient may take 1/16 of it.
  const double kept = s.a < 1 ? std::sqrt(s.a / 2) : std::numeric_limits<double>::infinity();
  s.eta = positive(
      parameters, "eta",
      std::min({epsilon / (8 * facts.smoothness), epsilon / (16 * direct_smoothness(facts)) * kept,
                longest(facts, s), limit(std::min(1.0, kept), 16 * facts.growth)}));
  (void)quiet_lower(parameters); // refuses nonsense; only predict() asks
  s.warm_step = tracking_step(facts);
  const double away = 16 * response(facts) * facts.start_distance / epsilon;
  s.warm = count_of(parameters, "T0", away > 1 ? std::log(away) / (s.warm_step * facts.mu) : 1);
  s.steps = normalised_steps(facts, s.eta);
  s.log_factor = log_at_least_1(32 * facts.coupling * facts.upper_slope / (facts.mu * epsilon));
  return s;
}

class AccBo {
public:
  AccBo(Schedule s, bool second) : s_(s), second_(second), h_(s.series) {}

  void start(Oracle& oracle) {
    x_ = oracle.x0();
    y_ = oracle.y0();
    oracle.descend({.x = x_, .step = s_.warm_step, .steps = static_cast<Count>(s_.warm)}, y_);
    y_before_ = y_;
    averaged_ = y_;
    t_ = 0;
    follow(oracle);
    h_(oracle, x_, averaged_, draw(oracle), m_);
  }

  void step(Oracle& oracle) {
    x_before_ = x_;
    averaged_before_ = averaged_;
    normalised_step(x_, m_, s_.eta);
    follow(oracle);
    const HypergradientSamples omega = draw(oracle);
    h_(oracle, x_, averaged_, omega, fresh_);
    h_(oracle, x_before_, averaged_before_, omega, stale_);
    storm(m_, s_.a, fresh_, stale_);
  }

  [[nodiscard]] const Vector<double>& x() const { return x_; }
  [[nodiscard]] const Vector<double>& estimate() const { return m_; }
  [[nodiscard]] const Vector<double>& y() const { return averaged_; } ///< where the estimate is

private:
  HypergradientSamples draw(Oracle& oracle) const {
    return draw_samples(oracle, static_cast<std::size_t>(s_.depth));
  }

  /// Lines 1 and 2.
  void follow(Oracle& oracle) {
    if (!second_) {
      accelerated_step(oracle);
    } else if (t_ % static_cast<std::uint64_t>(s_.period) == 0) {
      for (double n = 0; n < s_.inner; ++n) {
        accelerated_step(oracle);
      }
    }
    averaged_ += s_.tau * (y_ - averaged_);
    ++t_;
  }

  void accelerated_step(Oracle& oracle) {
    ahead_ = y_ + s_.gamma * (y_ - y_before_);
    y_before_ = y_;
    oracle.grad_y_g(x_, ahead_, oracle.lower(), gradient_);
    y_ = ahead_ - s_.alpha * gradient_;
  }

  Schedule s_;
  bool second_;
  NeumannEstimate h_;
  std::uint64_t t_ = 0;
  Vector<double> x_, x_before_, y_, y_before_, averaged_, averaged_before_;
  Vector<double> ahead_, gradient_, m_, fresh_, stale_;
};

Prediction predict(const Facts& facts, const Parameters& parameters) {
  if (const auto refused = needs_strong_convexity(facts)) {
    return *refused;
  }
  if (const auto silent = needs_mean_squared_smoothness(facts)) {
    return *silent;
  }
  const bool quiet = quiet_lower(parameters) || facts.sigma_gy == 0;
  const bool products =
      makes_products(facts, parameters, positive(parameters, "eta_v", neumann_step(facts)));
  return {.applicable = true,
          .reason = !facts.noisy() ? "without noise beta = 0 and steps of eps"
                    : quiet        ? "steps of eps^2, two estimates each"
                                   : "the theorem needs a variance of grad_y g of O(eps); where it "
                                     "is constant this schedule takes steps of eps^3",
          .exponents = implicit_exponents(!facts.noisy() ? 2
                                          : quiet        ? 3
                                                         : 4,
                                          products),
          .has_log = true,
          .log_free = {"sfo", "n_fx", "n_fy", "n_gy", "n_jvp"}};
}

Plan plan(const Facts& facts, const Parameters& parameters) {
  const Schedule s = schedule(facts, parameters);
  const bool second = second_option(parameters);
  return {.values = {{"eta", s.eta},
                     {"beta", 1 - s.a},
                     {"alpha", s.alpha},
                     {"gamma", s.gamma},
                     {"tau", s.tau},
                     {"T0", s.warm},
                     {"I", second ? s.period : 1},
                     {"N", second ? s.inner : 1},
                     {"eta_v", s.series},
                     {"Q", s.depth}},
          .calls_per_step = 2 * (3 + s.depth) + (second ? s.inner / s.period : 1),
          .steps = s.steps,
          .log_factor = s.log_factor};
}

} // namespace

SolverInfo accbo() {
  return {
      .name = "accbo",
      .title = "AccBO",
      .source_key = "gong2024accbo",
      .source = "arXiv 2409.19212 v5 (abstract), Algorithm 1",
      .convention = "N",
      .claim = "O~(eps^-3) gradients and Hessian-vector products to E||grad phi|| <= eps where the "
               "variance of grad_y g is O(eps); v1 and v2 state it without that condition",
      .assumptions = {"g is mu-strongly convex in y, smooth, with Lipschitz Hessian",
                      "f is (L_0, L_1)-smooth; grad_y f is bounded at y*(x)",
                      "all of it for almost every sample, so that noise is mean-squared smooth",
                      "the variance of grad_y g is O(eps)"},
      .steps = {"once: T_0 times y <- y - step grad_y g(x_0, y)",
                "z <- y + gamma (y - y_prev), y <- z - alpha grad_y g(x, z): once (option I), or N "
                "times in every I-th iteration (option II)",
                "yhat <- (1 - tau) yhat + tau y",
                "m <- h(x, yhat; omega) + beta (m - h(x-, yhat-; omega)), h = grad_x f - grad^2_xy "
                "g (Neumann sum); the first m is h",
                "x <- x - eta m/||m||"},
      .calls_per_iteration = "n_fx = n_fy = n_jvp = 2, n_hvp = 2Q, n_gy = 1 (option II: N in every "
                             "I-th); once T0 calls of grad_y g and half an iteration",
      .samples = "omega fresh, the same at both points; a fresh zeta for every step of y; grad_x f "
                 "and grad_y f share theirs",
      .unverified = "outline from the abstract; details, and every constant, are derived; the "
                    "condition on the variance differs between the paper's versions",
      .parameters = {{"option", "I", "of the lower level: I (every iteration) or II (in periods)"},
                     {"variance", "constant",
                      "of grad_y g, for what is predicted alone: constant, or of the order eps"},
                     {"eta", "auto", "length of a step of x"},
                     {"beta", "auto", "what the memory keeps, in [0, 1)"},
                     {"alpha", "auto", "step of y"},
                     {"gamma", "auto", "momentum of y, in [0, 1)"},
                     {"tau", "auto", "weight of y in its average, in (0, 1]"},
                     {"T0", "auto", "steps of y before the first iteration"},
                     {"I", "auto", "option II: iterations between updates of y"},
                     {"N", "auto", "option II: steps of an update"},
                     {"eta_v", "auto", "step of the Neumann series"},
                     {"Q", "auto", "Hessian-vector products of the series"},
                     aim_parameter()},
      .traits = {.roles = {.series = "Q", .outer_step = "eta"},
                 .calls = implicit_calls(),
                 .shared = {{Call::fx, Call::fy}},
                 .independent = fresh_products(),
                 .normalised = true,
                 .corrected = true},
      .predict = predict,
      .plan = plan,
      .make = [](const Facts& facts, const Parameters& parameters) -> AnySolver {
        return AccBo(schedule(facts, parameters), second_option(parameters));
      },
  };
}

} // namespace assay::solver
