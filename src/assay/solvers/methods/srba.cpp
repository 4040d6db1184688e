// SRBA: SARAH in the joint variable (y, v, x) of a finite-sum bilevel problem.
//
// Dagreou, Moreau, Vaiter, Ablin: "A lower bound and a near-optimal algorithm for bilevel empirical
// risk minimization", AISTATS 2024, arXiv 2302.08766, Algorithm 1. With the directions
//   D_y = grad_y g,   D_v = grad^2_yy g v + grad_y f,   D_x = grad^2_xy g v + grad_x f
// at u = (y, v, x), iteration k:
//   if q divides k: D <- all components at u_k
//   else:           D <- D + D_{i,j}(u_k) - D_{i,j}(u_{k-1}), i and j at random, the same at both
//   y <- y - rho D_y,   v <- v - rho D_v,   x <- x - gamma D_x
// v is of the plus convention, v* = -(grad^2_yy g)^{-1} grad_y f.
#include <assay/solvers/constants.hpp>
#include <assay/solvers/joint_sums.hpp>
#include <assay/solvers/solver.hpp>

#include <cmath>

namespace assay::solver {
namespace {

struct Schedule {
  JointSchedule joint;
  double period = 1; ///< q
};

Schedule schedule(const Facts& given, const Parameters& parameters) {
  const Facts facts = aimed(given, parameters);
  Schedule s;
  // A full pass costs as much as the period's other steps: q = (n + m)/2 at two points each.
  s.period = count_of(parameters, "q", components_of(facts));
  need(s.period <= 1e18, "srba: q is at most 10^18");
  // Differences of q independent components add up like one of age sqrt(q).
  s.joint = joint_schedule(facts, parameters, std::sqrt(s.period));
  return s;
}

class Srba {
public:
  explicit Srba(Schedule s) : s_(s) {}

  void start(Oracle& oracle) {
    at_ = {oracle.x0(), oracle.y0(), Vector<double>::Zero(oracle.dy())};
    x_.setZero(oracle.dx());
    k_ = 0;
  }

  void step(Oracle& oracle) {
    if (k_ % static_cast<std::uint64_t>(s_.period) == 0) {
      evaluate(oracle, at_, everything_of(oracle, Level::lower), of_g_);
      evaluate(oracle, at_, everything_of(oracle, Level::upper), of_f_);
      y_ = of_g_.y;
      v_ = of_g_.v + of_f_.v;
      x_ = of_g_.x + of_f_.x;
    } else {
      const Batch zeta = component_of(oracle, Level::lower, draw_component(oracle));
      const Batch xi = component_of(oracle, Level::upper, draw_component(oracle));
      add(oracle, at_, zeta, xi, 1);
      add(oracle, before_, zeta, xi, -1);
    }
    before_ = at_;
    at_.y -= s_.joint.rho * y_;
    at_.v -= s_.joint.rho * v_;
    at_.x -= s_.joint.gamma * x_;
    ++k_;
  }

  [[nodiscard]] const Vector<double>& x() const { return at_.x; }
  [[nodiscard]] const Vector<double>& estimate() const { return x_; }
  [[nodiscard]] const Vector<double>& y() const { return at_.y; }
  [[nodiscard]] const Vector<double>& v() const { return at_.v; }

private:
  void
  add(Oracle& oracle, const JointPoint& at, const Batch& zeta, const Batch& xi, double weight) {
    evaluate(oracle, at, zeta, of_g_);
    evaluate(oracle, at, xi, of_f_);
    y_ += weight * of_g_.y;
    v_ += weight * (of_g_.v + of_f_.v);
    x_ += weight * (of_g_.x + of_f_.x);
  }

  Schedule s_;
  std::uint64_t k_ = 0;
  JointPoint at_, before_;
  Vector<double> y_, v_, x_; ///< D
  LowerTerms of_g_;
  UpperTerms of_f_;
};

Prediction predict(const Facts& facts, const Parameters& /*parameters*/) {
  if (const auto refused = needs_strong_convexity(facts)) {
    return *refused;
  }
  if (const auto refused = needs_finite_sum(facts)) {
    return *refused;
  }
  return {.applicable = true,
          .reason = "constant steps of (n+m)^(-1/2), a full pass every n steps: (n+m)^(1/2) eps^-2 "
                    "calls, n+m at least",
          .exponents = implicit_exponents(2, true)};
}

Plan plan(const Facts& facts, const Parameters& parameters) {
  const Schedule s = schedule(facts, parameters);
  // one step in q asks for all components, the others for one at two points
  const double pass = components_of(facts);
  return {.values = {{"rho", s.joint.rho}, {"gamma", s.joint.gamma}, {"q", s.period}},
          .calls_per_step = 5 * (pass + 2 * (s.period - 1)) / s.period,
          .steps = s.joint.steps};
}

} // namespace

SolverInfo srba() {
  return {
      .name = "srba",
      .title = "SRBA",
      .source_key = "dagreou2024srba",
      .source = "arXiv 2302.08766, Algorithm 1, main theorem",
      .convention = "Q",
      .claim = "O((n+m)^(1/2) eps^-1) calls of every kind to E||grad phi||^2 <= eps, where that is "
               "more than n+m",
      .assumptions = {"g is the mean of n functions, f of m, which can be asked for one by one",
                      "g is mu-strongly convex in y; every component's gradient and second "
                      "derivatives Lipschitz; f and g smoother than for SABA"},
      .steps = {"every q iterations: D_y = grad_y g, D_v = grad^2_yy g v + grad_y f, D_x = "
                "grad^2_xy g v + grad_x f of all components",
                "else i, j at random: D += D_{i,j}(u_k) - D_{i,j}(u_{k-1}), u = (y, v, x)",
                "y <- y - rho D_y, v <- v - rho D_v, x <- x - gamma D_x"},
      .calls_per_iteration = "n_gy = n_hvp = n_jvp = 2 (1 - 1/q) + n/q, n_fx = n_fy = 2 (1 - 1/q) "
                             "+ m/q on average",
      .samples = "one component of g for grad_y g, HVP and JVP, one of f for both gradients, the "
                 "same at both points",
      .unverified = "steps are read in code, settings recollected; constants are derived, for "
                    "components of f that differ by linear functions; a projection of v on a ball, "
                    "as the analysis may need, is left out",
      .parameters = {{"rho", "auto", "step of y and v"},
                     {"gamma", "auto", "step of x"},
                     {"q", "auto", "iterations from one full pass to the next"},
                     aim_parameter()},
      .traits = {.roles = {.outer_step = "gamma"},
                 .calls = implicit_calls(),
                 .shared = {{Call::fx, Call::fy}, {Call::gy, Call::hvp}, {Call::gy, Call::jvp}},
                 .finite_sum = true,
                 .by_design =
                     {{"laws/rescaling",
                       "the step of x is no longer than that of y and v: x and y have one unit"}}},
      .predict = predict,
      .plan = plan,
      .make = [](const Facts& facts, const Parameters& parameters) -> AnySolver {
        return Srba(schedule(facts, parameters));
      },
  };
}

} // namespace assay::solver
