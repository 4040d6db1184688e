// AID-FP: approximate implicit differentiation, its linear system by fixed-point iteration.
// Deterministic.
//
// Ji, Yang, Liang, ICML 2021, arXiv 2010.07962 (AID-BiO), with the fixed-point solver of Grazzi et
// al., ICML 2020. One iteration:
//   y <- y - alpha grad_y g(x, y)                                        D times, from the last y
//   v <- (I - eta H) v + eta grad_y f(x, y),  H = grad^2_yy g(x, y)      Q + 1 times, from v = 0
//   x <- x - beta (grad_x f(x, y) - grad^2_xy g(x, y) v)
// From 0 the first step makes no product, so that Q products make the Neumann sum of Q + 1 terms:
// the N steps of the paper are Q + 1 here.
#include <assay/solvers/aid.hpp>
#include <assay/solvers/solver.hpp>
#include <assay/solvers/steps.hpp>

namespace assay::solver {
namespace {

struct Schedule {
  AidSchedule aid;
  double eta = 0, depth = 0;
  double log_factor = 1;
};

Schedule schedule(const Facts& given, const Parameters& parameters) {
  const Facts facts = aimed(given, parameters);
  Schedule s;
  s.aid = aid_schedule(facts, parameters, false);
  s.eta = positive(parameters, "eta", 1 / facts.lower_curvature);
  s.depth = depth_of(parameters, "Q", neumann_depth(facts, s.eta, facts.epsilon / 4));
  s.log_factor =
      log_at_least_1(4 * facts.coupling * facts.upper_slope / (facts.mu * facts.epsilon));
  return s;
}

class AidFp {
public:
  explicit AidFp(Schedule s) : s_(s), h_(s.eta) {}

  void start(Oracle& oracle) {
    x_ = oracle.x0();
    y_ = oracle.y0();
    direction_.setZero(oracle.dx());
  }

  void step(Oracle& oracle) {
    oracle.descend({.x = x_, .step = s_.aid.alpha, .steps = static_cast<Count>(s_.aid.inner)}, y_);
    h_(oracle, x_, y_, draw_samples(oracle, static_cast<std::size_t>(s_.depth)), direction_);
    x_ -= s_.aid.beta * direction_;
  }

  [[nodiscard]] const Vector<double>& x() const { return x_; }
  [[nodiscard]] const Vector<double>& estimate() const { return direction_; }
  [[nodiscard]] const Vector<double>& y() const { return y_; }

private:
  Schedule s_;
  NeumannEstimate h_;
  Vector<double> x_, y_, direction_;
};

Prediction predict(const Facts& facts, const Parameters& parameters) {
  if (const auto refused = needs_strong_convexity(facts)) {
    return *refused;
  }
  if (const auto refused = needs_no_noise(facts)) {
    return *refused;
  }
  const double eta = positive(parameters, "eta", 1 / facts.lower_curvature);
  return {.applicable = true,
          .reason = "eps^-2 steps of O(kappa) gradients and O(kappa log 1/eps) products",
          .exponents = implicit_exponents(2, makes_products(facts, parameters, eta)),
          .has_log = true,
          .log_free = {"sfo", "n_fx", "n_fy", "n_gy", "n_jvp"}};
}

Plan plan(const Facts& facts, const Parameters& parameters) {
  const Schedule s = schedule(facts, parameters);
  return {.values = {{"alpha", s.aid.alpha},
                     {"beta", s.aid.beta},
                     {"D", s.aid.inner},
                     {"eta", s.eta},
                     {"Q", s.depth}},
          .calls_per_step = s.aid.inner + s.depth + 3,
          .steps = s.aid.steps,
          .log_factor = s.log_factor};
}

} // namespace

SolverInfo aid_fp() {
  return {
      .name = "aid_fp",
      .title = "AID-BiO with fixed-point iteration",
      .source_key = "ji2021stocbio",
      .source = "arXiv 2010.07962, Algorithm 1 (AID-BiO) with a fixed-point solver",
      .convention = "Q",
      .claim = "O(kappa^3/eps) gradients of f and JVPs, O~(kappa^4/eps) gradients of g and HVPs to "
               "||grad phi||^2 <= eps, without noise",
      .assumptions = {"g is mu-strongly convex in y; f and g smooth, grad^2 g Lipschitz",
                      "grad_y f is bounded", "gradients and products are exact"},
      .steps = {"D times y <- y - alpha grad_y g(x, y)",
                "from v = 0, Q + 1 times v <- (I - eta grad^2_yy g) v + eta grad_y f",
                "x <- x - beta (grad_x f - grad^2_xy g v)"},
      .calls_per_iteration = "n_gy = D, n_fy = n_fx = n_jvp = 1, n_hvp = Q",
      .samples = "none: every call is exact",
      .unverified = "the total of products is derived (the paper's table has conjugate gradients), "
                    "and so are the constants of the schedule",
      .parameters = {{"alpha", "auto", "step of y"},
                     {"beta", "auto", "step of x"},
                     {"D", "auto", "steps of y"},
                     {"eta", "auto", "step of the fixed-point iteration"},
                     {"Q", "auto", "Hessian-vector products of it"},
                     aim_parameter()},
      .traits = {.roles = {.inner_steps = "D", .series = "Q", .outer_step = "beta"},
                 .calls = implicit_calls(),
                 .shared = {{Call::fx, Call::fy}},
                 .independent = fresh_products()},
      .predict = predict,
      .plan = plan,
      .make = [](const Facts& facts, const Parameters& parameters) -> AnySolver {
        return AidFp(schedule(facts, parameters));
      },
  };
}

} // namespace assay::solver
