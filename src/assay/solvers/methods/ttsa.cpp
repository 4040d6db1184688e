// TTSA: one step of y and one of x in two time scales, the series cut at random.
//
// Hong, Wai, Wang, Yang: "A two-timescale stochastic algorithm framework for bilevel optimization:
// complexity analysis and application to actor-critic", SIAM J. Optim. 33(1), 2023, arXiv
// 2007.05170. One iteration:
//   y <- y - beta grad_y g(x, y; zeta)
//   u <- b eta prod_{q=1}^{p} (I - eta grad^2_yy g(x, y; zeta_q)) grad_y f(x, y; xi)
//                                                                   p uniform on {0, ..., b-1}
//   x <- x - alpha (grad_x f(x, y; xi) - grad^2_xy g(x, y; zeta') u)
#include <assay/solvers/constants.hpp>
#include <assay/solvers/solver.hpp>
#include <assay/solvers/steps.hpp>
#include <assay/solvers/tracking.hpp>

namespace assay::solver {
namespace {

struct Schedule {
  double alpha = 0, beta = 0, eta = 0;
  double terms = 1; ///< b
  double steps = 0, log_factor = 1;
};

Schedule schedule(const Facts& given, const Parameters& parameters) {
  const Facts facts = aimed(given, parameters);
  const double bias = facts.epsilon / 8; // of the series, where others have the noise of v
  Schedule s;
  s.beta = positive(parameters, "beta", step_of_y(facts));
  s.eta = positive(parameters, "eta", neumann_step(facts));
  s.log_factor = log_at_least_1(facts.coupling * facts.upper_slope / (facts.mu * bias));
  s.terms = terms_of(facts, parameters, "b", s.eta, bias);
  s.alpha = positive(parameters, "alpha",
                     two_timescale_step(facts, lag_of_y(facts, s.beta),
                                        neumann_term_variance(facts, s.eta, s.terms)));
  s.steps = two_timescale_steps(facts, s.alpha, start_of_y(facts, s.beta));
  return s;
}

class Ttsa {
public:
  explicit Ttsa(Schedule s) : s_(s), estimate_(s.eta, s.terms) {}

  void start(Oracle& oracle) {
    x_ = oracle.x0();
    y_ = oracle.y0();
    direction_.setZero(oracle.dx());
  }

  void step(Oracle& oracle) {
    oracle.grad_y_g(x_, y_, oracle.lower(), of_y_);
    y_ -= s_.beta * of_y_;
    estimate_(oracle, x_, y_, direction_);
    x_ -= s_.alpha * direction_;
  }

  [[nodiscard]] const Vector<double>& x() const { return x_; }
  [[nodiscard]] const Vector<double>& estimate() const { return direction_; }
  [[nodiscard]] const Vector<double>& y() const { return y_; }

private:
  Schedule s_;
  RandomTermEstimate estimate_;
  Vector<double> x_, y_, of_y_, direction_;
};

Prediction predict(const Facts& facts, const Parameters& parameters) {
  if (const auto refused = needs_strong_convexity(facts)) {
    return *refused;
  }
  const double eta = positive(parameters, "eta", neumann_step(facts));
  const bool random = random_terms(facts, parameters, "b", eta);
  return {.applicable = true,
          .reason = facts.noisy() ? "steps of eps^2 for y, of eps^3 for x"
                    : random      ? "without noise the cut of the series asks for steps of eps^2"
                                  : "without noise one term of the series is not random",
          .exponents = implicit_exponents(facts.noisy() ? 5
                                          : random      ? 4
                                                        : 2,
                                          random),
          .has_log = true}; // of every counter: the variance of the cut grows like the terms
}

Plan plan(const Facts& facts, const Parameters& parameters) {
  const Schedule s = schedule(facts, parameters);
  return {.values = {{"alpha", s.alpha}, {"beta", s.beta}, {"eta", s.eta}, {"b", s.terms}},
          .calls_per_step = 4 + (s.terms - 1) / 2,
          .steps = s.steps,
          .log_factor = s.log_factor};
}

} // namespace

SolverInfo ttsa() {
  return {
      .name = "ttsa",
      .title = "TTSA",
      .source_key = "hong2023ttsa",
      .source = "arXiv 2007.05170, Algorithm 1, the theorem on nonconvex problems",
      .convention = "Q",
      .claim = "O~(eps^-5/2) gradients, JVPs and HVPs to E||grad phi||^2 <= eps",
      .assumptions = {"g is mu-strongly convex in y; f and g smooth, grad^2 g Lipschitz",
                      "grad_y f is bounded",
                      "unbiased gradients and second derivatives of bounded variance"},
      .steps = {"y <- y - beta grad_y g(x, y)",
                "p uniform on {0, ..., b-1}; u <- b eta prod_{q<=p} (I - eta grad^2_yy g) grad_y f",
                "x <- x - alpha (grad_x f - grad^2_xy g u), at the new y"},
      .calls_per_iteration = "n_gy = n_fx = n_fy = n_jvp = 1, n_hvp = p, of mean (b-1)/2",
      .samples = "one xi for grad_x f and grad_y f; a fresh zeta for y and for every product",
      .unverified = "steps are recollected; constants of the schedule are derived; the projection "
                    "of x on a convex set is left out",
      .parameters = {{"alpha", "auto", "step of x"},
                     {"beta", "auto", "step of y"},
                     {"eta", "auto", "step of the Neumann series"},
                     {"b", "auto", "terms of the series"},
                     aim_parameter()},
      .traits = {.roles = {.series = "b", .outer_step = "alpha"},
                 .calls = implicit_calls(),
                 .shared = {{Call::fx, Call::fy}},
                 .independent = fresh_products(),
                 .random = true},
      .predict = predict,
      .plan = plan,
      .make = [](const Facts& facts, const Parameters& parameters) -> AnySolver {
        return Ttsa(schedule(facts, parameters));
      },
  };
}

} // namespace assay::solver
