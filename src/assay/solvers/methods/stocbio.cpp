// stocBiO: SGD with batches, its hyper-gradient from a Neumann series of growing batches.
//
// Ji, Yang, Liang: "Bilevel optimization: convergence analysis and enhanced design", ICML 2021,
// arXiv 2010.07962, Algorithm 2. One iteration:
//   y <- y - alpha mean_S grad_y g(x, y)                                 D times, from the last y
//   v_0 <- mean_{D_F} grad_y f(x, y)
//   v_Q <- eta sum_{q=0}^{Q} prod_{j<=q} (I - eta mean_{B_j} grad^2_yy g) v_0,
//          |B_j| = ceil(B Q (1 - eta mu)^(j-1)), the largest batch first
//   x <- x - beta (mean_{D_F} grad_x f - mean_{D_G} grad^2_xy g v_Q)
#include <assay/solvers/constants.hpp>
#include <assay/solvers/solver.hpp>
#include <assay/solvers/steps.hpp>

#include <algorithm>

namespace assay::solver {
namespace {

struct Schedule {
  double alpha = 0, eta = 0, beta = 0;
  double inner = 0, batch = 0;   ///< D, S
  double upper = 0, cross = 0;   ///< D_F, D_G
  double depth = 0, factors = 0; ///< Q, B
  double decay = 0;              ///< 1 - eta mu
  double steps = 0, log_factor = 1;
};

/// Batches: each of the parts of the estimate's variance stays below eps^2/16.
void choose_batches(const Facts& facts, const Parameters& parameters, Schedule& s) {
  const double share = square(facts.epsilon) / 16;
  const double mu = facts.mu;
  const double through = square(facts.coupling / mu);
  s.upper = count_of(parameters, "D_F",
                     (square(facts.sigma_fx) + through * square(facts.sigma_fy)) / share);
  s.cross = count_of(parameters, "D_G",
                     square(facts.sigma_jvp) *
                         (square(facts.upper_slope) + square(facts.sigma_fy)) / (mu * mu) / share);
  // Factor j errs by eta sigma_h (1 - eta mu)^(j-1) ||v_0||, which the rest of the sum takes times
  // 1/mu; with |B_j| ~ (1 - eta mu)^(j-1) the squares sum to 1/(eta mu B Q).
  const double product = through * s.eta * square(facts.sigma_hvp) *
                         (square(facts.upper_slope) + square(facts.sigma_fy)) / (mu * share);
  s.factors = positive(parameters, "B", std::max(1.0, product) / std::max(1.0, s.depth));
}

Schedule schedule(const Facts& given, const Parameters& parameters) {
  const Facts facts = aimed(given, parameters);
  const double epsilon = facts.epsilon;
  Schedule s;
  s.alpha = positive(parameters, "alpha", 1 / facts.lower_curvature);
  s.eta = positive(parameters, "eta", neumann_step(facts));
  s.beta = positive(parameters, "beta", 1 / (2 * facts.smoothness));
  need(s.eta * facts.mu <= 1, "stocbio: eta mu must not exceed 1");
  s.decay = 1 - s.eta * facts.mu;
  // With beta L = 1/2: mean ||grad phi||^2 <= 2 Delta/(beta T) + 2 bias^2 + 2 variance; eps^2/4,
  // eps^2/8 (a quarter of eps by the series, a quarter of eps less by y) and eps^2/2 of them.
  s.steps = std::ceil(8 * facts.gap / (s.beta * epsilon * epsilon));
  s.depth = depth_of(parameters, "Q", neumann_depth(facts, s.eta, epsilon / 8));
  choose_batches(facts, parameters, s);
  // y: its noise alpha sigma^2/(S mu (2 - alpha mu)) and its start, both times response^2, below
  // eps^2/128 each.
  const double slope = response(facts);
  const double floor = s.alpha * square(facts.sigma_gy) / (facts.mu * (2 - s.alpha * facts.mu));
  s.batch = count_of(parameters, "S", floor * square(slope) * 128 / square(epsilon));
  const double step = s.beta * std::sqrt(2 * facts.smoothness * facts.gap);
  const double away = facts.start_distance + facts.solution_slope * step;
  s.log_factor = log_at_least_1(12 * slope * away / epsilon);
  s.inner = count_of(parameters, "D", s.log_factor / (s.alpha * facts.mu));
  return s;
}

/// |B_j| for j = 1, ..., Q.
double factor_size(const Schedule& s, double j) {
  // A product that rounds above a whole number is not one more sample.
  const double size = s.factors * s.depth * std::pow(s.decay, j - 1);
  return std::clamp(std::ceil(size * (1 - 1e-14)), 1.0, 1e37);
}

class StocBio {
public:
  explicit StocBio(Schedule s) : s_(s), estimate_(s.eta) {}

  void start(Oracle& oracle) {
    x_ = oracle.x0();
    y_ = oracle.y0();
    direction_.setZero(oracle.dx());
  }

  void step(Oracle& oracle) {
    oracle.descend({.x = x_,
                    .step = s_.alpha,
                    .steps = static_cast<Count>(s_.inner),
                    .batch = static_cast<Count>(s_.batch)},
                   y_);
    HypergradientSamples samples{.xi = oracle.upper(static_cast<Count>(s_.upper)),
                                 .zeta = oracle.lower(static_cast<Count>(s_.cross)),
                                 .factors = {}};
    for (double j = 1; j <= s_.depth; ++j) {
      samples.factors.push_back(oracle.lower(static_cast<Count>(factor_size(s_, j))));
    }
    estimate_(oracle, x_, y_, samples, direction_);
    x_ -= s_.beta * direction_;
  }

  [[nodiscard]] const Vector<double>& x() const { return x_; }
  [[nodiscard]] const Vector<double>& estimate() const { return direction_; }
  [[nodiscard]] const Vector<double>& y() const { return y_; }

private:
  Schedule s_;
  NeumannEstimate estimate_;
  Vector<double> x_, y_, direction_;
};

Prediction predict(const Facts& facts, const Parameters& parameters) {
  if (const auto refused = needs_strong_convexity(facts)) {
    return *refused;
  }
  const double exponent = facts.noisy() ? 4 : 2;
  const bool products =
      makes_products(facts, parameters, positive(parameters, "eta", neumann_step(facts)));
  return {.applicable = true,
          .reason = facts.noisy() ? "T ~ eps^-2 steps with batches of eps^-2"
                                  : "without noise every batch is one exact call",
          .exponents = implicit_exponents(exponent, products),
          .has_log = true,
          .log_free = {"n_fx", "n_fy", "n_jvp"}};
}

Plan plan(const Facts& facts, const Parameters& parameters) {
  const Schedule s = schedule(facts, parameters);
  double products = 0;
  for (double j = 1; j <= s.depth; ++j) {
    products += factor_size(s, j);
  }
  return {.values = {{"alpha", s.alpha},
                     {"eta", s.eta},
                     {"beta", s.beta},
                     {"D", s.inner},
                     {"S", s.batch},
                     {"D_F", s.upper},
                     {"D_G", s.cross},
                     {"Q", s.depth},
                     {"B", s.factors}},
          .calls_per_step = s.inner * s.batch + 2 * s.upper + s.cross + products,
          .steps = s.steps,
          .log_factor = s.log_factor};
}

} // namespace

SolverInfo stocbio() {
  return {
      .name = "stocbio",
      .title = "stocBiO",
      .source_key = "ji2021stocbio",
      .source = "arXiv 2010.07962, Algorithm 2, Theorem 3",
      .convention = "Q",
      .claim = "O~(eps^-2) gradients, JVPs and HVPs to E||grad phi||^2 <= eps (kappa^5, kappa^9, "
               "kappa^5, kappa^6)",
      .assumptions = {"g(., .; zeta) is mu-strongly convex in y and smooth for every sample",
                      "f is Lipschitz with Lipschitz gradient, grad^2 g is Lipschitz",
                      "unbiased gradients and second derivatives of bounded variance"},
      .steps = {"D times y <- y - alpha mean_S grad_y g(x, y)",
                "v_0 <- mean_{D_F} grad_y f; v_Q <- eta sum_{q<=Q} prod_{j<=q} (I - eta mean_{B_j} "
                "grad^2_yy g) v_0",
                "x <- x - beta (mean_{D_F} grad_x f - mean_{D_G} grad^2_xy g v_Q)"},
      .calls_per_iteration = "n_gy = D S, n_fx = n_fy = D_F, n_jvp = D_G, n_hvp = sum_{j=1}^{Q} "
                             "ceil(B Q (1 - eta mu)^(j-1))",
      .samples = "D_F, D_G and every factor's batch independent; grad_x f and grad_y f share D_F",
      .unverified = "steps and settings are recollected; constants of the schedule are derived",
      .parameters = {{"alpha", "auto", "inner step"},
                     {"eta", "auto", "step of the Neumann series"},
                     {"beta", "auto", "outer step"},
                     {"D", "auto", "inner steps"},
                     {"S", "auto", "inner batch"},
                     {"D_F", "auto", "batch of f"},
                     {"D_G", "auto", "batch of the cross derivative"},
                     {"Q", "auto", "Hessian-vector products in the series"},
                     {"B", "auto", "size of the factors' batches: B Q for the first"},
                     aim_parameter()},
      .traits = {.roles = {.inner_steps = "D", .series = "Q", .outer_step = "beta", .batch = "D_F"},
                 .calls = implicit_calls(),
                 .shared = {{Call::fx, Call::fy}},
                 .independent = fresh_products()},
      .predict = predict,
      .plan = plan,
      .make = [](const Facts& facts, const Parameters& parameters) -> AnySolver {
        return StocBio(schedule(facts, parameters));
      },
  };
}

} // namespace assay::solver
