// BSA: the bilevel stochastic approximation method.
//
// Ghadimi, Wang: "Approximation methods for bilevel programming", arXiv 1802.02246. Iteration k:
//   y <- y - beta_t grad_y g(x, y; zeta),  beta_t = 2/(mu (t + 2 kappa))      t = 0, ..., t_k - 1
//   u <- b eta prod_{q=1}^{p} (I - eta grad^2_yy g(x, y; zeta_q)) grad_y f(x, y; xi)
//                                                                   p uniform on {0, ..., b-1}
//   x <- x - alpha (grad_x f(x, y; xi) - grad^2_xy g(x, y; zeta) u)
// with t_k ~ sqrt(k+1); y starts from its last value (from y0 with warm=no).
#include <assay/solvers/constants.hpp>
#include <assay/solvers/solver.hpp>
#include <assay/solvers/steps.hpp>

#include <algorithm>

namespace assay::solver {
namespace {

struct Schedule {
  double alpha = 0, eta = 0;
  double terms = 1; ///< b
  double inner = 0; ///< t_k = ceil(inner sqrt(k+1))
  double beta = 0;  ///< beta_0
  double delay = 0; ///< beta_t = beta_0 delay/(delay + t)
  double steps = 0, log_factor = 1;
  bool warm = true;
};

Schedule schedule(const Facts& given, const Parameters& parameters) {
  const Facts facts = aimed(given, parameters);
  const double epsilon = facts.epsilon;
  const double squared = epsilon * epsilon;
  Schedule s;
  s.warm = parameters.word("warm", "yes", {"yes", "no"}) == "yes";
  s.eta = positive(parameters, "eta", neumann_step(facts));
  s.log_factor = log_at_least_1(8 * facts.coupling * facts.upper_slope / (facts.mu * epsilon));
  s.terms = terms_of(facts, parameters, "b", s.eta, epsilon / 8);
  // mean ||grad phi||^2 <= 2 Delta/(alpha T) + 2 (bias^2 + response^2 E||y - y*||^2) + L alpha
  // variance: eps^2 times 1/4, 1/32 + 1/8 and 1/2.
  const double spread = neumann_term_variance(facts, s.eta, s.terms);
  s.alpha =
      positive(parameters, "alpha",
               std::min(1 / (2 * facts.smoothness), limit(squared, 2 * facts.smoothness * spread)));
  s.steps = std::ceil(8 * facts.gap / (s.alpha * squared));
  // beta_0 = 1/L_g, and by induction E||y_t - y*||^2 <= max(4 sigma^2/mu^2, delay ||y_0 - y*||^2)
  // over t + delay.
  s.beta = positive(parameters, "beta", 1 / facts.lower_curvature);
  s.delay = 2 / (facts.mu * s.beta);
  const double error =
      std::max(4 * square(facts.sigma_gy / facts.mu), s.delay * square(facts.start_distance));
  const double most = error * square(response(facts)) * 16 / squared - s.delay; // t_K
  s.inner = positive(parameters, "t", std::max(1.0, most) / std::sqrt(std::max(1.0, s.steps)));
  return s;
}

double inner_steps(const Schedule& s, double k) {
  // A product that rounds above a whole number is not one more step.
  return std::clamp(std::ceil(s.inner * std::sqrt(k + 1) * (1 - 1e-14)), 1.0, 1e37);
}

class Bsa {
public:
  explicit Bsa(Schedule s) : s_(s), estimate_(s.eta, s.terms) {}

  void start(Oracle& oracle) {
    x_ = oracle.x0();
    y_ = oracle.y0();
    direction_.setZero(oracle.dx());
    k_ = 0;
  }

  void step(Oracle& oracle) {
    if (!s_.warm) {
      y_ = oracle.y0();
    }
    oracle.descend({.x = x_,
                    .step = s_.beta,
                    .steps = static_cast<Count>(inner_steps(s_, k_)),
                    .delay = s_.delay},
                   y_);
    estimate_(oracle, x_, y_, direction_);
    x_ -= s_.alpha * direction_;
    ++k_;
  }

  [[nodiscard]] const Vector<double>& x() const { return x_; }
  [[nodiscard]] const Vector<double>& estimate() const { return direction_; }
  [[nodiscard]] const Vector<double>& y() const { return y_; }

private:
  Schedule s_;
  RandomTermEstimate estimate_;
  double k_ = 0;
  Vector<double> x_, y_, direction_;
};

Prediction predict(const Facts& facts, const Parameters& parameters) {
  if (const auto refused = needs_strong_convexity(facts)) {
    return *refused;
  }
  Prediction result{
      .applicable = true,
      .reason = "T ~ eps^-4 steps with sqrt(k+1) inner ones: eps^-6 calls of grad_y g alone",
      .exponents = {{"sfo", 6}, {"n_gy", 6}, {"n_fx", 4}, {"n_fy", 4}, {"n_hvp", 4}, {"n_jvp", 4}},
      // Of every counter: the variance of the random term grows like the terms, and alpha falls.
      .has_log = !parameters.has("b")};
  // With b terms the power is uniform on 0, ..., b - 1: b = 1 makes no product.
  const double eta = positive(parameters, "eta", neumann_step(facts));
  if (!random_terms(facts, parameters, "b", eta)) {
    result.exponents.erase("n_hvp");
  }
  return result;
}

Plan plan(const Facts& facts, const Parameters& parameters) {
  const Schedule s = schedule(facts, parameters);
  return {
      .values =
          {{"alpha", s.alpha}, {"eta", s.eta}, {"b", s.terms}, {"t", s.inner}, {"beta", s.beta}},
      // sum of sqrt(k+1) up to T is 2/3 T^(3/2)
      .calls_per_step = std::max(1.0, 2 * s.inner * std::sqrt(s.steps) / 3) + 3 + (s.terms - 1) / 2,
      .steps = s.steps,
      .log_factor = s.log_factor};
}

} // namespace

SolverInfo bsa() {
  return {
      .name = "bsa",
      .title = "BSA",
      .source_key = "ghadimi2018bsa",
      .source = "arXiv 1802.02246, Algorithm 3",
      .convention = "Q",
      .claim = "O(eps^-3) gradients of g, O(eps^-2) of f and O~(eps^-2) HVPs and JVPs to "
               "E||grad phi||^2 <= eps",
      .assumptions = {"g is mu-strongly convex in y; f and g smooth, grad^2 g Lipschitz",
                      "grad_y f is bounded",
                      "unbiased gradients and second derivatives of bounded variance"},
      .steps = {"t_k times y <- y - beta_t grad_y g(x, y), beta_t = 2/(mu (t + 2 kappa)), t_k ~ "
                "sqrt(k+1)",
                "p uniform on {0, ..., b-1}; u <- b eta prod_{q<=p} (I - eta grad^2_yy g) grad_y f",
                "x <- x - alpha (grad_x f - grad^2_xy g u)"},
      .calls_per_iteration = "n_gy = t_k, n_fx = n_fy = n_jvp = 1, n_hvp = p, of mean (b-1)/2",
      .samples = "one xi for grad_x f and grad_y f; a fresh zeta for every product and inner step",
      .unverified = "steps are recollected; constants of the schedule are derived; the projection "
                    "on a convex set is left out",
      .parameters = {{"alpha", "auto", "outer step"},
                     {"eta", "auto", "step of the Neumann series"},
                     {"b", "auto", "terms of the series"},
                     {"t", "auto", "inner steps: t sqrt(k+1) in iteration k = 0, 1, ..."},
                     {"beta", "auto", "first inner step"},
                     {"warm", "yes", "does y start from its last value (yes) or from y0 (no)"},
                     aim_parameter()},
      .traits = {.roles = {.inner_steps = "t", .series = "b", .outer_step = "alpha"},
                 .calls = implicit_calls(),
                 .shared = {{Call::fx, Call::fy}},
                 .independent = fresh_products(),
                 .random = true},
      .predict = predict,
      .plan = plan,
      .make = [](const Facts& facts, const Parameters& parameters) -> AnySolver {
        return Bsa(schedule(facts, parameters));
      },
  };
}

} // namespace assay::solver
