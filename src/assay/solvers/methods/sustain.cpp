// SUSTAIN: double momentum, STORM on both levels, one loop, a randomly truncated series.
//
// Khanduri, Zeng, Hong, Wai, Wang, Yang: "A near-optimal algorithm for stochastic bilevel
// optimization via double-momentum", NeurIPS 2021, arXiv 2102.07367, Algorithm 1. Iteration k, both
// lines at (x_k, y_k), with the same samples at the point before:
//   h_g <- grad_y g(x, y; zeta) + (1 - eta_g) (h_g - grad_y g(x-, y-; zeta));   y <- y - beta_k h_g
//   h_f <- h(x, y; omega) + (1 - eta_f) (h_f - h(x-, y-; omega));               x <- x - alpha_k
//   h_f alpha_k = (w + k)^(-1/3),  beta_k = c_beta alpha_k,  eta_f = c_f alpha_k^2,  eta_g = c_g
//   alpha_k^2
// without a correction at k = 0.  h = grad_x f - grad^2_xy g b eta prod_{q=1}^{p} (I - eta
// grad^2_yy g) grad_y f with p uniform on {0, ..., b-1}: p belongs to omega and is the same at both
// points. With estimate=sum it is the mean over p instead, the Neumann sum of b - 1 products.
#include <assay/solvers/constants.hpp>
#include <assay/solvers/solver.hpp>
#include <assay/solvers/steps.hpp>
#include <assay/solvers/storm_schedule.hpp>

#include <algorithm>

namespace assay::solver {
namespace {

struct Schedule {
  StormSchedule storm;     ///< alpha_0, beta_0, w
  double c_f = 1, c_g = 1; ///< eta_f = c_f alpha_k^2
  double series = 0;       ///< eta
  double terms = 1;        ///< b
  bool whole = false;      ///< the sum of all terms
  double log_factor = 1;
};

bool whole_sum(const Parameters& parameters) {
  return parameters.word("estimate", "term", {"term", "sum"}) == "sum";
}

Schedule schedule(const Facts& given, const Parameters& parameters) {
  const Facts facts = aimed(given, parameters);
  const double epsilon = facts.epsilon;
  Schedule s;
  s.whole = whole_sum(parameters);
  s.series = positive(parameters, "eta", neumann_step(facts));
  s.terms = terms_of(facts, parameters, "b", s.series, epsilon / 8);
  // A random term is longer than the sum's bound 1/mu, in mean square, by mu^2 times its spread.
  const double spread = neumann_term_spread(facts, s.series, s.terms);
  const double rough = s.whole ? 1 : std::max(1.0, facts.mu * std::sqrt(spread));
  const double variance =
      s.whole ? neumann_variance(facts, s.series) : neumann_term_variance(facts, s.series, s.terms);
  s.storm =
      storm_schedule(facts, parameters, {.x = "alpha", .y = "beta", .delay = "w"}, variance, rough);
  // Nothing is kept at k = 0, where there is nothing to keep.
  s.c_f = positive(parameters, "c_f", std::pow(s.storm.x, -2));
  s.c_g = positive(parameters, "c_g", std::pow(s.storm.x, -2));
  s.log_factor = log_at_least_1(8 * facts.coupling * facts.upper_slope / (facts.mu * epsilon));
  return s;
}

class Sustain {
public:
  explicit Sustain(Schedule s) : s_(s), h_(s.series, s.whole ? 0 : s.terms) {}

  void start(Oracle& oracle) {
    x_ = oracle.x0();
    y_ = oracle.y0();
    h_f_.setZero(oracle.dx());
    k_ = 0;
  }

  void step(Oracle& oracle) {
    const double fall = std::cbrt(s_.storm.delay / (s_.storm.delay + k_));
    const double alpha = s_.storm.x * fall;
    const HypergradientSamples omega = draw(oracle);
    const Batch zeta = oracle.lower();
    if (k_ == 0) {
      oracle.grad_y_g(x_, y_, zeta, h_g_);
      h_(oracle, x_, y_, omega, h_f_);
    } else {
      oracle.grad_y_g(x_, y_, zeta, fresh_);
      oracle.grad_y_g(x_before_, y_before_, zeta, stale_);
      storm(h_g_, std::min(1.0, s_.c_g * alpha * alpha), fresh_, stale_);
      h_(oracle, x_, y_, omega, fresh_);
      h_(oracle, x_before_, y_before_, omega, stale_);
      storm(h_f_, std::min(1.0, s_.c_f * alpha * alpha), fresh_, stale_);
    }
    x_before_ = x_;
    y_before_ = y_;
    y_ -= s_.storm.y * fall * h_g_;
    x_ -= alpha * h_f_;
    ++k_;
  }

  [[nodiscard]] const Vector<double>& x() const { return x_; }
  [[nodiscard]] const Vector<double>& estimate() const { return h_f_; }
  [[nodiscard]] const Vector<double>& y() const { return y_; }

private:
  HypergradientSamples draw(Oracle& oracle) const {
    return s_.whole ? draw_samples(oracle, static_cast<std::size_t>(s_.terms) - 1)
                    : draw_term(oracle, s_.terms);
  }

  Schedule s_;
  NeumannEstimate h_;
  double k_ = 0;
  Vector<double> x_, y_, x_before_, y_before_, h_f_, h_g_, fresh_, stale_;
};

Prediction predict(const Facts& facts, const Parameters& parameters) {
  if (const auto refused = needs_strong_convexity(facts)) {
    return *refused;
  }
  if (const auto silent = needs_mean_squared_smoothness(facts)) {
    return *silent;
  }
  const bool whole = whole_sum(parameters);
  const double eta = positive(parameters, "eta", neumann_step(facts));
  const bool products = parameters.number("b", neumann_depth(facts, eta, 0) + 1) > 1;
  const bool random = facts.noisy() || (!whole && products);
  Prediction result{.applicable = true,
                    .reason = facts.noisy() ? "steps of eps, two estimates each"
                              : random      ? "the term drawn at random is noise enough"
                                            : "without noise alpha_k is constant",
                    .exponents = implicit_exponents(random ? 3 : 2, products),
                    .has_log = true,
                    .log_free = {}};
  if (whole) { // else a term's variance is b times the sum's
    result.log_free = {"sfo", "n_fx", "n_fy", "n_gy", "n_jvp"};
  }
  return result;
}

Plan plan(const Facts& facts, const Parameters& parameters) {
  const Schedule s = schedule(facts, parameters);
  const double products = s.whole ? s.terms - 1 : (s.terms - 1) / 2;
  return {.values = {{"alpha", s.storm.x},
                     {"beta", s.storm.y},
                     {"c_f", s.c_f},
                     {"c_g", s.c_g},
                     {"w", s.storm.delay},
                     {"eta", s.series},
                     {"b", s.terms}},
          .calls_per_step = 2 * (4 + products),
          .steps = s.storm.steps,
          .log_factor = s.log_factor};
}

} // namespace

SolverInfo sustain() {
  return {
      .name = "sustain",
      .title = "SUSTAIN",
      .source_key = "khanduri2021sustain",
      .source = "arXiv 2102.07367, Algorithm 1, Theorem 1",
      .convention = "Q",
      .claim = "O~(eps^-3/2) gradients, JVPs and HVPs to E||grad phi||^2 <= eps",
      .assumptions = {"g is mu-strongly convex in y; f and g smooth, grad^2 g Lipschitz",
                      "grad_y f is bounded",
                      "noise mean-squared smooth: F, G and grad^2 G Lipschitz for every sample"},
      .steps = {"h_g <- grad_y g(x_k, y_k; zeta) + (1 - c_g alpha_k^2) (h_g - grad_y g(x_{k-1}, "
                "y_{k-1}; zeta)); y <- y - beta_k h_g",
                "h_f <- h(x_k, y_k; omega) + (1 - c_f alpha_k^2) (h_f - h(x_{k-1}, y_{k-1}; "
                "omega)); x <- x - alpha_k h_f; no correction at k = 0",
                "h = grad_x f - grad^2_xy g b eta prod_{q<=p} (I - eta grad^2_yy g) grad_y f, p "
                "uniform on {0, ..., b-1} (estimate=sum: its mean over p)"},
      .calls_per_iteration = "n_gy = n_fx = n_fy = n_jvp = 2, n_hvp = 2p, of mean b - 1 "
                             "(estimate=sum: 2 (b - 1)); half of it at k = 0",
      .samples = "omega, p with it, and zeta fresh, each at both points; grad_x f and grad_y f "
                 "share theirs",
      .unverified = "steps and settings are recollected; constants of the schedule are derived",
      .parameters = {{"estimate", "term", "of H^-1 grad_y f: a random term or the sum of all b"},
                     {"alpha", "auto", "first step of x: alpha_k = alpha (w/(w+k))^(1/3)"},
                     {"beta", "auto", "first step of y: c_beta alpha"},
                     {"c_f", "auto", "STORM forgets c_f alpha_k^2 of h_f; auto: all at k = 0"},
                     {"c_g", "auto", "STORM forgets c_g alpha_k^2 of h_g; auto: all at k = 0"},
                     {"w", "auto", "iterations are counted from it"},
                     {"eta", "auto", "step of the Neumann series"},
                     {"b", "auto", "terms of the series"},
                     aim_parameter()},
      .traits = {.roles = {.series = "b", .outer_step = "alpha"},
                 .calls = implicit_calls(),
                 .shared = {{Call::fx, Call::fy}},
                 .independent = fresh_products(),
                 .random = true,
                 .random_of = [](const Parameters& given) { return !whole_sum(given); },
                 .corrected = true},
      .predict = predict,
      .plan = plan,
      .make = [](const Facts& facts, const Parameters& parameters) -> AnySolver {
        return Sustain(schedule(facts, parameters));
      },
  };
}

} // namespace assay::solver
