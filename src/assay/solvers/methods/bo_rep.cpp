// BO-REP: normalised momentum over a lower level that is refined once and updated in periods.
//
// Hao, Gong, Liu: "Bilevel optimization under unbounded smoothness: a new algorithm and convergence
// analysis", ICLR 2024, arXiv 2401.09587. After epochs of SGD on g(x_0, .), the step halved from
// one to the next (initialisation refinement), iteration k:
//   y <- N steps of y - alpha grad_y g(x, y; zeta)                       if I divides k
//   v <- v - nu (grad^2_yy g(x, y; zeta') v - grad_y f(x, y; xi))
//   m <- beta m + (1 - beta) (grad_x f(x, y; xi') - grad^2_xy g(x, y; zeta'') v)
//   x <- x - eta m/||m||
#include <assay/solvers/constants.hpp>
#include <assay/solvers/normalised_momentum.hpp>
#include <assay/solvers/solver.hpp>
#include <assay/solvers/steps.hpp>

#include <algorithm>

namespace assay::solver {
namespace {

struct Schedule {
  NormalisedMomentum outer;
  double alpha = 0, nu = 0;
  double period = 1;      ///< I
  double inner = 1;       ///< N
  double first_step = 0;  ///< of the refinement
  double first_epoch = 1; ///< steps of its first epoch
  double epoch = 0;       ///< steps of a later one, times alpha
  double steps = 0;
};

Schedule schedule(const Facts& given, const Parameters& parameters) {
  const Facts facts = aimed(given, parameters);
  const double share = facts.epsilon / 16;
  const double solution = facts.upper_slope / facts.mu;
  Schedule s;
  s.alpha = positive(parameters, "alpha", tracking_step(facts));
  s.nu = positive(parameters, "nu", system_step(facts));
  const double variance =
      facts.sigma_fx * facts.sigma_fx + 2 * std::pow(facts.sigma_jvp * solution, 2);
  // v lags by drift eta/(nu mu).
  const double lag = limit(share * s.nu * facts.mu, system_drift(facts));
  s.outer = normalised_momentum(facts, parameters, variance, lag);
  // Over a period y* moves by slope I eta.
  const double moves = response(facts) * facts.solution_slope * s.outer.eta;
  s.period = count_of(parameters, "I", std::min(1e18, std::floor(limit(share, moves))));
  need(s.period <= 1e18, "bo_rep: I is at most 10^18");
  s.inner = count_of(parameters, "N", std::log(4) / (s.alpha * facts.mu));
  // An epoch with step a ends at 2 a sigma^2/mu, a quarter of what the one before began with.
  s.first_step = std::max(s.alpha, 1 / facts.lower_curvature);
  s.epoch = std::log(2) / facts.mu;
  const double away = response(facts) * facts.start_distance / share;
  s.first_epoch = count_of(parameters, "refine", log_at_least_1(away) / (s.first_step * facts.mu));
  s.steps = normalised_steps(facts, s.outer.eta);
  return s;
}

class BoRep {
public:
  explicit BoRep(Schedule s) : s_(s) {}

  void start(Oracle& oracle) {
    x_ = oracle.x0();
    y_ = oracle.y0();
    v_.setZero(oracle.dy());
    momentum_.setZero(oracle.dx());
    k_ = 0;
    double step = s_.first_step;
    oracle.descend({.x = x_, .step = step, .steps = static_cast<Count>(s_.first_epoch)}, y_);
    while (step > s_.alpha) {
      step = std::max(step / 2, s_.alpha);
      const auto steps = static_cast<Count>(std::ceil(s_.epoch / step));
      oracle.descend({.x = x_, .step = step, .steps = steps}, y_);
    }
  }

  void step(Oracle& oracle) {
    if (k_ % static_cast<std::uint64_t>(s_.period) == 0) {
      oracle.descend({.x = x_, .step = s_.alpha, .steps = static_cast<Count>(s_.inner)}, y_);
    }
    oracle.hvp(x_, y_, v_, oracle.lower(), product_);
    oracle.grad_y_f(x_, y_, oracle.upper(), pull_);
    v_ -= s_.nu * (product_ - pull_);
    oracle.grad_x_f(x_, y_, oracle.upper(), h_);
    oracle.jvp(x_, y_, v_, oracle.lower(), product_);
    h_ -= product_;
    const double a = k_ == 0 ? 1 : s_.outer.a; // m_0 = h_0
    momentum_ = (1 - a) * momentum_ + a * h_;
    normalised_step(x_, momentum_, s_.outer.eta);
    ++k_;
  }

  [[nodiscard]] const Vector<double>& x() const { return x_; }
  [[nodiscard]] const Vector<double>& estimate() const { return momentum_; }
  [[nodiscard]] const Vector<double>& y() const { return y_; }
  [[nodiscard]] const Vector<double>& v() const { return v_; }

private:
  Schedule s_;
  std::uint64_t k_ = 0;
  Vector<double> x_, y_, v_, momentum_, h_, pull_, product_;
};

Prediction predict(const Facts& facts, const Parameters& /*parameters*/) {
  if (const auto refused = needs_strong_convexity(facts)) {
    return *refused;
  }
  const double exponent = facts.noisy() ? 4 : 2;
  return {.applicable = true,
          .reason = facts.noisy() ? "steps of eps^3, one sample each; y every eps^-2 steps"
                                  : "without noise beta = 0 and steps of eps",
          .exponents = implicit_exponents(exponent, true)};
}

Plan plan(const Facts& facts, const Parameters& parameters) {
  const Schedule s = schedule(facts, parameters);
  return {.values = {{"eta", s.outer.eta},
                     {"beta", 1 - s.outer.a},
                     {"alpha", s.alpha},
                     {"nu", s.nu},
                     {"I", s.period},
                     {"N", s.inner},
                     {"refine", s.first_epoch}},
          .calls_per_step = 4 + s.inner / s.period,
          .steps = s.steps};
}

} // namespace

SolverInfo bo_rep() {
  return {
      .name = "bo_rep",
      .title = "BO-REP",
      .source_key = "hao2024borep",
      .source = "arXiv 2401.09587, Algorithms 1 and 2",
      .convention = "N",
      .claim = "O~(eps^-4) gradients and Hessian-vector products to E||grad phi|| <= eps",
      .assumptions = {"g is mu-strongly convex in y, smooth, with Lipschitz Hessian",
                      "f is (L_0, L_1)-smooth; grad_y f is bounded at y*(x)",
                      "unbiased gradients and second derivatives of bounded variance"},
      .steps = {"once: epochs of SGD on g(x_0, .), the step halved from one to the next",
                "every I iterations: N times y <- y - alpha grad_y g(x, y)",
                "v <- v - nu (grad^2_yy g v - grad_y f)",
                "m <- beta m + (1 - beta) (grad_x f - grad^2_xy g v); the first m is the first "
                "direction",
                "x <- x - eta m/||m||"},
      .calls_per_iteration = "n_fx = n_fy = n_hvp = n_jvp = 1, n_gy = N in every I-th; before the "
                             "first the refinement's calls of grad_y g",
      .samples = "all fresh, grad_x f and grad_y f too",
      .unverified = "outline from the abstract, details derived; the balls on which y is projected "
                    "are left out",
      .parameters = {{"eta", "auto", "length of a step of x"},
                     {"beta", "auto", "what momentum keeps, in [0, 1)"},
                     {"alpha", "auto", "step of y"},
                     {"nu", "auto", "step of v"},
                     {"I", "auto", "iterations between updates of y"},
                     {"N", "auto", "steps of an update"},
                     {"refine", "auto", "steps of the refinement's first epoch"},
                     aim_parameter()},
      .traits =
          {.roles = {.inner_steps = "N", .outer_step = "eta"},
           .calls = implicit_calls(),
           .independent = {{Call::fx, Call::fy}, {Call::gy, Call::hvp}, {Call::hvp, Call::jvp}},
           .normalised = true,
           .momentum = true,
           .momentum_of = [](const Parameters& given) { return given.number("beta", 1) > 0; }},
      .predict = predict,
      .plan = plan,
      .make = [](const Facts& facts, const Parameters& parameters) -> AnySolver {
        return BoRep(schedule(facts, parameters));
      },
  };
}

} // namespace assay::solver
