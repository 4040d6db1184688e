// AID-CG: approximate implicit differentiation, its linear system by conjugate gradients.
// Deterministic.
//
// Ji, Yang, Liang: "Bilevel optimization: convergence analysis and enhanced design", ICML 2021,
// arXiv 2010.07962, Algorithm 1 (AID-BiO). One iteration:
//   y <- y - alpha grad_y g(x, y)                                        D times
//   v <- N steps of conjugate gradients on H v = grad_y f(x, y),  H = grad^2_yy g(x, y)
//   x <- x - beta (grad_x f(x, y) - grad^2_xy g(x, y) v)
// y and v start from their last values (v from 0 with warm=no).
#include <assay/solvers/aid.hpp>
#include <assay/solvers/solver.hpp>
#include <assay/solvers/steps.hpp>

namespace assay::solver {
namespace {

struct Schedule {
  AidSchedule aid;
  double system = 1; ///< N
  bool warm = true;
};

Schedule schedule(const Facts& given, const Parameters& parameters) {
  const Facts facts = aimed(given, parameters);
  Schedule s;
  s.warm = parameters.word("warm", "yes", {"yes", "no"}) == "yes";
  s.aid = aid_schedule(facts, parameters, s.warm);
  // 2 sqrt(kappa) ((sqrt(kappa) - 1)/(sqrt(kappa) + 1))^N of the error of v is left: a quarter from
  // its last value; from 0, whose error is at most C_f/mu, what moves the direction by eps/4.
  const double root = std::sqrt(facts.lower_curvature / facts.mu);
  const double rate = 2 / (root + 1);
  const double whole = facts.coupling * facts.upper_slope / facts.mu;
  s.system = count_of(parameters, "N",
                      s.warm ? depth_to(8 * root, 1, rate)
                             : depth_to(2 * root * whole, facts.epsilon / 4, rate));
  return s;
}

class AidCg {
public:
  explicit AidCg(Schedule s) : s_(s) {}

  void start(Oracle& oracle) {
    x_ = oracle.x0();
    y_ = oracle.y0();
    v_.setZero(oracle.dy());
    direction_.setZero(oracle.dx());
  }

  void step(Oracle& oracle) {
    oracle.descend({.x = x_, .step = s_.aid.alpha, .steps = static_cast<Count>(s_.aid.inner)}, y_);
    const Batch xi = oracle.upper();
    oracle.grad_y_f(x_, y_, xi, pull_);
    const auto steps = static_cast<Count>(s_.system);
    if (s_.warm) {
      solve_(oracle, x_, y_, pull_, steps, v_);
    } else {
      solve_.from_zero(oracle, x_, y_, pull_, steps, v_);
    }
    oracle.grad_x_f(x_, y_, xi, direction_);
    oracle.jvp(x_, y_, v_, oracle.lower(), product_);
    direction_ -= product_;
    x_ -= s_.aid.beta * direction_;
  }

  [[nodiscard]] const Vector<double>& x() const { return x_; }
  [[nodiscard]] const Vector<double>& estimate() const { return direction_; }
  [[nodiscard]] const Vector<double>& y() const { return y_; }

private:
  Schedule s_;
  ConjugateGradients solve_;
  Vector<double> x_, y_, v_, direction_, pull_, product_;
};

Prediction predict(const Facts& facts, const Parameters& parameters) {
  if (const auto refused = needs_strong_convexity(facts)) {
    return *refused;
  }
  if (const auto refused = needs_no_noise(facts)) {
    return *refused;
  }
  const bool warm = parameters.word("warm", "yes", {"yes", "no"}) == "yes";
  return {.applicable = true,
          .reason = "eps^-2 steps of O(kappa) gradients and O(sqrt(kappa)) products",
          .exponents = implicit_exponents(2, true),
          .has_log = !warm,
          .log_free = {"sfo", "n_fx", "n_fy", "n_gy", "n_jvp"}};
}

Plan plan(const Facts& facts, const Parameters& parameters) {
  const Schedule s = schedule(facts, parameters);
  const Facts asked = aimed(facts, parameters);
  return {
      .values = {{"alpha", s.aid.alpha}, {"beta", s.aid.beta}, {"D", s.aid.inner}, {"N", s.system}},
      .calls_per_step = s.aid.inner + s.system + (s.warm ? 4 : 3),
      .steps = s.aid.steps,
      .log_factor = s.warm ? 1
                           : log_at_least_1(8 * asked.coupling * asked.upper_slope /
                                            (asked.mu * asked.epsilon))};
}

} // namespace

SolverInfo aid_cg() {
  return {
      .name = "aid_cg",
      .title = "AID-BiO with conjugate gradients",
      .source_key = "ji2021stocbio",
      .source = "arXiv 2010.07962, Algorithm 1 (AID-BiO) and its theorem",
      .convention = "Q",
      .claim = "O(kappa^3/eps) gradients of f and JVPs, O(kappa^4/eps) gradients of g, "
               "O(kappa^(7/2)/eps) HVPs to ||grad phi||^2 <= eps, without noise",
      .assumptions = {"g is mu-strongly convex in y; f and g smooth, grad^2 g Lipschitz",
                      "grad_y f is bounded", "gradients and products are exact"},
      .steps = {"D times y <- y - alpha grad_y g(x, y)",
                "v <- N steps of conjugate gradients on grad^2_yy g v = grad_y f",
                "x <- x - beta (grad_x f - grad^2_xy g v)"},
      .calls_per_iteration = "n_gy = D, n_fy = n_fx = n_jvp = 1, n_hvp = N + 1 (N with warm=no)",
      .samples = "none: every call is exact",
      .unverified = "the totals are those of a comparison table; constants of the schedule are "
                    "derived: with y and v warm-started a quarter of their errors may stay",
      .parameters = {{"alpha", "auto", "step of y"},
                     {"beta", "auto", "step of x"},
                     {"D", "auto", "steps of y"},
                     {"N", "auto", "steps of conjugate gradients"},
                     {"warm", "yes", "does v start from its last value (yes) or from 0 (no)"},
                     aim_parameter()},
      .traits = {.roles = {.inner_steps = "D", .outer_step = "beta"},
                 .calls = implicit_calls(),
                 .shared = {{Call::fx, Call::fy}},
                 .independent = fresh_products(),
                 .by_design = {{"noise/*", "conjugate gradients are for exact products: the answer "
                                           "is not linear in their noise"}}},
      .predict = predict,
      .plan = plan,
      .make = [](const Facts& facts, const Parameters& parameters) -> AnySolver {
        return AidCg(schedule(facts, parameters));
      },
  };
}

} // namespace assay::solver
