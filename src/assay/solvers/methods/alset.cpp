// ALSET: TTSA's iteration with steps of one order, by a tighter analysis of how y follows.
//
// Chen, Sun, Yin: "Closing the gap: tighter analysis of alternating stochastic gradient methods for
// bilevel problems", NeurIPS 2021, arXiv 2106.13781. One iteration:
//   y <- y - beta grad_y g(x, y; phi)                                    T times, from the last y
//   u <- N eta prod_{n=1}^{N'} (I - eta grad^2_yy g(x, y; phi_n)) grad_y f(x, y; xi)
//   x <- x - alpha (grad_x f(x, y; xi) - grad^2_xy g(x, y; phi_0) u)
// N' is uniform on {0, ..., N-1}. As printed it is uniform on {1, ..., N}, whose mean tends to
// H^{-1} - eta I and not to H^{-1} (theory/chen2021_alset/printed_truncation.cpp): mended here.
#include <assay/solvers/constants.hpp>
#include <assay/solvers/solver.hpp>
#include <assay/solvers/steps.hpp>
#include <assay/solvers/tracking.hpp>

#include <algorithm>

namespace assay::solver {
namespace {

struct Schedule {
  double alpha = 0, beta = 0, eta = 0;
  double inner = 1; ///< T
  double terms = 1; ///< N
  double steps = 0, log_factor = 1;
};

Schedule schedule(const Facts& given, const Parameters& parameters) {
  const Facts facts = aimed(given, parameters);
  const double squared = square(facts.epsilon);
  const double bias = facts.epsilon / 8; // of the series
  Schedule s;
  s.beta = positive(parameters, "beta", step_of_y(facts));
  s.eta = positive(parameters, "eta", neumann_step(facts));
  s.log_factor = log_at_least_1(facts.coupling * facts.upper_slope / (facts.mu * bias));
  s.terms = terms_of(facts, parameters, "N", s.eta, bias);
  // mean ||grad phi||^2 <= 2 Delta/(alpha T) + bias^2 + L alpha V, where the noise V of x moves y*
  // in independent steps whose squares add up, not the steps: with lag that of T steps of y,
  //   bias^2 <= 3 (eps/4)^2 + 3 (lag alpha)^2 ||grad phi + bias||^2
  //             + 3/2 lag response slope alpha^2 V + start.
  // (The curvature of y* adds a square of alpha^2 V/(T beta), of order eps^4.)
  const double variance = neumann_term_variance(facts, s.eta, s.terms);
  const double most =
      std::min(1 / (2 * facts.smoothness), limit(squared, 4 * facts.smoothness * variance));
  // 3 (lag alpha)^2 <= 1/4 and 3/2 lag response slope alpha^2 V <= eps^2/8; lag ~ 1/T.
  const double lag = lag_of_y(facts, s.beta);
  const double moved = response(facts) * facts.solution_slope;
  s.inner =
      count_of(parameters, "T",
               std::max(4 * lag * most, 12 * lag * moved * square(most) * variance / squared));
  s.alpha = positive(parameters, "alpha",
                     std::min({most, limit(s.inner, 4 * lag),
                               std::sqrt(limit(s.inner * squared, 12 * lag * moved * variance))}));
  s.steps = two_timescale_steps(facts, s.alpha, start_of_y(facts, s.beta) / s.inner);
  return s;
}

class Alset {
public:
  explicit Alset(Schedule s) : s_(s), estimate_(s.eta, s.terms) {}

  void start(Oracle& oracle) {
    x_ = oracle.x0();
    y_ = oracle.y0();
    direction_.setZero(oracle.dx());
  }

  void step(Oracle& oracle) {
    oracle.descend({.x = x_, .step = s_.beta, .steps = static_cast<Count>(s_.inner)}, y_);
    estimate_(oracle, x_, y_, direction_);
    x_ -= s_.alpha * direction_;
  }

  [[nodiscard]] const Vector<double>& x() const { return x_; }
  [[nodiscard]] const Vector<double>& estimate() const { return direction_; }
  [[nodiscard]] const Vector<double>& y() const { return y_; }

private:
  Schedule s_;
  RandomTermEstimate estimate_;
  Vector<double> x_, y_, direction_;
};

Prediction predict(const Facts& facts, const Parameters& parameters) {
  if (const auto refused = needs_strong_convexity(facts)) {
    return *refused;
  }
  const double eta = positive(parameters, "eta", neumann_step(facts));
  const bool random = random_terms(facts, parameters, "N", eta);
  return {.applicable = true,
          .reason = facts.noisy() ? "steps of eps^2 for x and y, T of them for y"
                    : random      ? "without noise the cut of the series asks for steps of eps^2"
                                  : "without noise one term of the series is not random",
          .exponents = implicit_exponents(facts.noisy() || random ? 4 : 2, random),
          .has_log = true}; // of every counter: the variance of the cut grows like the terms
}

Plan plan(const Facts& facts, const Parameters& parameters) {
  const Schedule s = schedule(facts, parameters);
  return {.values = {{"alpha", s.alpha},
                     {"beta", s.beta},
                     {"T", s.inner},
                     {"eta", s.eta},
                     {"N", s.terms}},
          .calls_per_step = 3 + s.inner + (s.terms - 1) / 2,
          .steps = s.steps,
          .log_factor = s.log_factor};
}

} // namespace

SolverInfo alset() {
  return {
      .name = "alset",
      .title = "ALSET",
      .source_key = "chen2021alset",
      .source =
          "arXiv 2106.13781 (the submission), Algorithm 1, Theorem 1; N' of equation 8 mended",
      .convention = "Q",
      .claim = "O~(eps^-2) gradients, JVPs and HVPs to E||grad phi||^2 <= eps, without large "
               "batches (kappa^5 of f, kappa^9 of grad_y g)",
      .assumptions = {"f, grad f, grad g and grad^2 g are Lipschitz; g is mu-strongly convex in y",
                      "unbiased gradients and second derivatives of bounded variance"},
      .steps = {"T times y <- y - beta grad_y g(x, y)",
                "N' uniform on {0, ..., N-1}; u <- N eta prod_{n<=N'} (I - eta grad^2_yy g) grad_y "
                "f",
                "x <- x - alpha (grad_x f - grad^2_xy g u)"},
      .calls_per_iteration = "n_gy = T, n_fx = n_fy = n_jvp = 1, n_hvp = N', of mean (N-1)/2",
      .samples = "one xi for grad_x f and grad_y f; a fresh phi for every product and inner step",
      .unverified = "constants of the schedule are derived; that the published version prints N' "
                    "on {1, ..., N} too",
      .parameters = {{"alpha", "auto", "step of x"},
                     {"beta", "auto", "step of y"},
                     {"T", "auto", "steps of y for one of x"},
                     {"eta", "auto", "step of the Neumann series"},
                     {"N", "auto", "terms of the series"},
                     aim_parameter()},
      .traits = {.roles = {.inner_steps = "T", .series = "N", .outer_step = "alpha"},
                 .calls = implicit_calls(),
                 .shared = {{Call::fx, Call::fy}},
                 .independent = fresh_products(),
                 .random = true},
      .predict = predict,
      .plan = plan,
      .make = [](const Facts& facts, const Parameters& parameters) -> AnySolver {
        return Alset(schedule(facts, parameters));
      },
  };
}

} // namespace assay::solver
