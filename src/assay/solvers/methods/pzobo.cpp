// PZOBO: the response of y to x by differences of inner runs along random directions. Deterministic
// gradients.
//
// Sow, Ji, Liang: "On the convergence theory for Hessian-free bilevel algorithms", NeurIPS 2022,
// arXiv 2110.07004. One iteration, y_N(x) being N steps y - alpha grad_y g(x, y) from the last y:
//   u_j ~ N(0, I),  d_j <- (y_N(x + mu u_j) - y_N(x))/mu                 j = 1, ..., Q
//   x <- x - beta (grad_x f(x, y_N) + 1/Q sum_j <d_j, grad_y f(x, y_N)> u_j)
//   y <- y_N(x)
#include <assay/numbers/normals.hpp>
#include <assay/solvers/constants.hpp>
#include <assay/solvers/solver.hpp>

#include <algorithm>

namespace assay::solver {
namespace {

struct Schedule {
  double alpha = 0, beta = 0, radius = 0; ///< radius: mu
  double inner = 1, directions = 1;       ///< N, Q
  double steps = 0, log_factor = 1;
};

Schedule schedule(const Facts& given, const Parameters& parameters) {
  const Facts facts = aimed(given, parameters);
  const double epsilon = facts.epsilon;
  const double lift = facts.coupling / facts.mu;
  const double implicit = lift * facts.upper_slope; // the term that directions estimate, at most
  Schedule s;
  s.alpha = positive(parameters, "alpha", 1 / facts.lower_curvature);
  s.directions = count_of(parameters, "Q", facts.dx + 1);
  // E||u u'a - a||^2 = (dx + 1) ||a||^2, also where grad phi = 0. mean ||grad phi||^2 <=
  // 2 Delta/(beta T) + bias^2 + L beta variance: eps^2 times 1/2, 1/4 and 1/4.
  const double variance = (facts.dx + 1) * square(implicit) / s.directions;
  s.beta = positive(
      parameters, "beta",
      std::min(1 / facts.smoothness, limit(square(epsilon), 4 * facts.smoothness * variance)));
  s.steps = std::ceil(4 * facts.gap / (s.beta * square(epsilon)));
  // Half of the bias, of radius mu: mu/2 ||grad^2 y_N|| E||u||^3 ||grad_y f||, E||u||^3 <= (dx +
  // 3)^(3/2). None where y* is linear: then any radius will do.
  const double bend = facts.curvature_slope * square(1 + lift) / facts.mu;
  s.radius = positive(
      parameters, "mu",
      std::min(1.0, limit(epsilon / 2, facts.upper_slope * bend * std::pow(facts.dx + 3, 1.5))));
  // The other half, of N steps.
  const double move =
      s.beta * (std::sqrt(2 * facts.smoothness * facts.gap) + implicit * std::sqrt(facts.dx + 2));
  const double away = facts.start_distance + facts.solution_slope * move;
  const UnrolledError error = unrolled_error(facts, away);
  s.inner =
      count_of(parameters, "N", unrolled_depth(error, facts, epsilon / 8, s.alpha * facts.mu));
  s.log_factor = log_at_least_1(8 * error.whole / epsilon);
  return s;
}

class Pzobo {
public:
  explicit Pzobo(Schedule s) : s_(s) {}

  void start(Oracle& oracle) {
    x_ = oracle.x0();
    y_ = oracle.y0();
    direction_.setZero(oracle.dx());
    u_.resize(oracle.dx());
    next_block_ = 0;
  }

  void step(Oracle& oracle) {
    last_ = y_;
    run(oracle, x_, y_);
    const Batch xi = oracle.upper();
    oracle.grad_x_f(x_, y_, xi, direction_);
    oracle.grad_y_f(x_, y_, xi, pull_);
    for (double j = 0; j < s_.directions; ++j) {
      draw_direction(oracle);
      beside_ = x_ + s_.radius * u_;
      response_ = last_;
      run(oracle, beside_, response_);
      response_ -= y_;
      direction_ += response_.dot(pull_) / (s_.radius * s_.directions) * u_;
    }
    x_ -= s_.beta * direction_;
  }

  [[nodiscard]] const Vector<double>& x() const { return x_; }
  [[nodiscard]] const Vector<double>& estimate() const { return direction_; }
  [[nodiscard]] const Vector<double>& y() const { return y_; }

private:
  void draw_direction(Oracle& oracle) {
    const auto size = static_cast<std::size_t>(u_.size());
    fill_normals(oracle.choices(), next_block_, {u_.data(), size});
    next_block_ += (size + 1) / 2; // a block makes two
  }
  void run(Oracle& oracle, const Vector<double>& x, Vector<double>& y) const {
    oracle.descend({.x = x, .step = s_.alpha, .steps = static_cast<Count>(s_.inner)}, y);
  }

  Schedule s_;
  std::uint64_t next_block_ = 0; ///< of the solver's own random bits
  Vector<double> x_, y_, last_, direction_, pull_, u_, beside_, response_;
};

Prediction predict(const Facts& facts, const Parameters& /*parameters*/) {
  if (const auto refused = needs_strong_convexity(facts)) {
    return *refused;
  }
  if (const auto refused = needs_no_noise(facts)) {
    return *refused;
  }
  return {.applicable = true,
          .reason = "directions err by (dx + 1)/Q of the implicit term, squared, at stationary "
                    "points too: beta ~ eps^2 Q/dx, T ~ eps^-4 steps of (Q + 1) N gradients",
          .exponents = {{"sfo", 4}, {"n_gy", 4}, {"n_fx", 4}, {"n_fy", 4}},
          .has_log = true,
          .log_free = {"n_fx", "n_fy"}};
}

Plan plan(const Facts& facts, const Parameters& parameters) {
  const Schedule s = schedule(facts, parameters);
  return {.values = {{"alpha", s.alpha},
                     {"beta", s.beta},
                     {"mu", s.radius},
                     {"N", s.inner},
                     {"Q", s.directions}},
          .calls_per_step = s.inner * (s.directions + 1) + 2,
          .steps = s.steps,
          .log_factor = s.log_factor};
}

} // namespace

SolverInfo pzobo() {
  return {
      .name = "pzobo",
      .title = "PZOBO",
      .source_key = "sow2022pzobo",
      .source = "arXiv 2110.07004, the algorithm for exact gradients",
      .convention = "Q",
      .claim = "cost proportional to dx: the estimate's variance is (dx + 1)/Q times the implicit "
               "term's square; O~(dx eps^-2) gradients of g to E||grad phi||^2 <= eps (derived)",
      .assumptions = {"g is mu-strongly convex in y; f and g smooth, grad^2 g Lipschitz",
                      "grad_y f is bounded", "gradients are exact"},
      .steps = {"y_N(x): N times y <- y - alpha grad_y g(x, y), from the last y",
                "u_j ~ N(0, I), d_j <- (y_N(x + mu u_j) - y_N(x))/mu, j = 1, ..., Q",
                "x <- x - beta (grad_x f + 1/Q sum_j <d_j, grad_y f> u_j), y <- y_N(x)"},
      .calls_per_iteration = "n_gy = N (Q + 1), n_fx = n_fy = 1",
      .samples = "none: every gradient is exact; directions are drawn afresh in every step",
      .unverified = "steps are read in code; the rate dx/eps of the literature is recollected and "
                    "not what the variance gives, which does not vanish where grad phi does: with "
                    "a step that averages it out it is dx eps^-2 (derived)",
      .parameters = {{"alpha", "auto", "step of y"},
                     {"beta", "auto", "step of x"},
                     {"mu", "auto", "length of the differences over that of u"},
                     {"N", "auto", "steps of y"},
                     {"Q", "auto", "directions; auto: dx + 1"},
                     aim_parameter()},
      .traits = {.roles = {.bias = "mu", .inner_steps = "N", .outer_step = "beta", .batch = "Q"},
                 .calls = {Call::fx, Call::fy, Call::gy},
                 .shared = {{Call::fx, Call::fy}},
                 .random = true,
                 .by_design = {{"laws/rotation_x", "directions are drawn along the axes: turning "
                                                   "them turns the path's law, not the path"},
                               {"laws/permutation", "directions are drawn along the axes: in "
                                                    "another order the path's law is the same, "
                                                    "not the path"}}},
      .predict = predict,
      .plan = plan,
      .make = [](const Facts& facts, const Parameters& parameters) -> AnySolver {
        return Pzobo(schedule(facts, parameters));
      },
  };
}

} // namespace assay::solver
