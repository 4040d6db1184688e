// SABA: SAGA in the joint variable (y, v, x) of a finite-sum bilevel problem.
//
// Dagreou, Ablin, Vaiter, Moreau: "A framework for bilevel optimization that enables stochastic and
// global variance reduction algorithms", NeurIPS 2022, arXiv 2201.13409, Algorithm 1 with the
// directions of section 3.3. A memory w_i (i <= n) and w'_j (j <= m) of joint points u = (y, v, x);
// for each of the five sums of terms t_i
//   S[t, w]_i = t_i(u) - t_i(w_i) + mean_i' t_i'(w_i')
// Iteration, i and j drawn at random, one each for all five:
//   D_y = S[grad_y g]_i;   D_v = S[grad^2_yy g v]_i + S[grad_y f]_j
//   D_x = S[grad^2_xy g v]_i + S[grad_x f]_j
//   w_i, w'_j <- u;   y <- y - rho D_y,   v <- v - rho D_v,   x <- x - gamma D_x
// v is of the plus convention, v* = -(grad^2_yy g)^{-1} grad_y f. The memory starts at u_0.
#include <assay/solvers/constants.hpp>
#include <assay/solvers/joint_sums.hpp>
#include <assay/solvers/solver.hpp>

namespace assay::solver {
namespace {

/// t_i(w_i) for every i, and their mean.
template <class Terms> class Memory {
public:
  /// Replaces what is kept of component i by `terms`, and turns `terms` into S[t, w]_i.
  void correct(std::size_t i, Terms& terms) {
    const auto one = [this](Vector<double>& now, Vector<double>& kept, Vector<double>& mean) {
      change_ = now - kept;
      kept = now;
      now = change_ + mean;
      mean += change_ / static_cast<double>(kept_.size());
    };
    if constexpr (requires { terms.y; }) {
      one(terms.y, kept_[i].y, mean_.y);
    }
    one(terms.v, kept_[i].v, mean_.v);
    one(terms.x, kept_[i].x, mean_.x);
  }

  void start(Oracle& oracle, const JointPoint& at, Level level) {
    const int n = components_of(oracle.facts());
    kept_.assign(static_cast<std::size_t>(n), {});
    for (int i = 0; i < n; ++i) {
      Terms& terms = kept_[static_cast<std::size_t>(i)];
      evaluate(oracle, at, component_of(oracle, level, i), terms);
      if (i == 0) {
        mean_ = terms;
        continue;
      }
      const double share = 1.0 / (i + 1);
      if constexpr (requires { terms.y; }) {
        mean_.y += share * (terms.y - mean_.y);
      }
      mean_.v += share * (terms.v - mean_.v);
      mean_.x += share * (terms.x - mean_.x);
    }
  }

private:
  std::vector<Terms> kept_;
  Terms mean_;
  Vector<double> change_;
};

/// A component is drawn with probability 1/n, so that what is kept of one is n steps old on
/// average: age^2 = 2 n^2, at most (n + m)^2.
double age(const Facts& facts) { return 2.0 * components_of(facts); }

class Saba {
public:
  explicit Saba(JointSchedule s) : s_(s) {}

  void start(Oracle& oracle) {
    at_ = {oracle.x0(), oracle.y0(), Vector<double>::Zero(oracle.dy())};
    direction_.setZero(oracle.dx());
    lower_.start(oracle, at_, Level::lower);
    upper_.start(oracle, at_, Level::upper);
  }

  void step(Oracle& oracle) {
    const int i = draw_component(oracle);
    const int j = draw_component(oracle);
    evaluate(oracle, at_, component_of(oracle, Level::lower, i), of_g_);
    evaluate(oracle, at_, component_of(oracle, Level::upper, j), of_f_);
    lower_.correct(static_cast<std::size_t>(i), of_g_);
    upper_.correct(static_cast<std::size_t>(j), of_f_);
    direction_ = of_g_.x + of_f_.x;
    at_.y -= s_.rho * of_g_.y;
    at_.v -= s_.rho * (of_g_.v + of_f_.v);
    at_.x -= s_.gamma * direction_;
  }

  [[nodiscard]] const Vector<double>& x() const { return at_.x; }
  [[nodiscard]] const Vector<double>& estimate() const { return direction_; }
  [[nodiscard]] const Vector<double>& y() const { return at_.y; }
  [[nodiscard]] const Vector<double>& v() const { return at_.v; }

private:
  JointSchedule s_;
  Memory<LowerTerms> lower_;
  Memory<UpperTerms> upper_;
  JointPoint at_;
  LowerTerms of_g_;
  UpperTerms of_f_;
  Vector<double> direction_;
};

JointSchedule schedule(const Facts& given, const Parameters& parameters) {
  const Facts facts = aimed(given, parameters);
  return joint_schedule(facts, parameters, age(facts));
}

Prediction predict(const Facts& facts, const Parameters& /*parameters*/) {
  if (const auto refused = needs_strong_convexity(facts)) {
    return *refused;
  }
  if (const auto refused = needs_finite_sum(facts)) {
    return *refused;
  }
  return {.applicable = true,
          .reason = "constant steps of 1/(n+m), one sample each: (n+m) eps^-2",
          .exponents = implicit_exponents(2, true)};
}

Plan plan(const Facts& facts, const Parameters& parameters) {
  const JointSchedule s = schedule(facts, parameters);
  return {.values = {{"rho", s.rho}, {"gamma", s.gamma}}, .calls_per_step = 5, .steps = s.steps};
}

} // namespace

SolverInfo saba() {
  return {
      .name = "saba",
      .title = "SABA",
      .source_key = "dagreou2022soba",
      .source = "arXiv 2201.13409, section 3.3, Theorem 3",
      .convention = "Q",
      .claim = "O((n+m) eps^-1) calls of every kind to E||grad phi||^2 <= eps",
      .assumptions = {"g is the mean of n functions, f of m, which can be asked for one by one",
                      "g is mu-strongly convex in y; f, and for every component of g its gradient "
                      "and second derivatives, Lipschitz"},
      .steps = {"i, j at random; S[t]_i = t_i(u) - t_i(w_i) + mean t(w), u = (y, v, x)",
                "D_y = S[grad_y g]_i, D_v = S[grad^2_yy g v]_i + S[grad_y f]_j, D_x = S[grad^2_xy "
                "g v]_i + S[grad_x f]_j",
                "w_i <- u, w_j <- u; y <- y - rho D_y, v <- v - rho D_v, x <- x - gamma D_x"},
      .calls_per_iteration = "n_gy = n_hvp = n_jvp = n_fx = n_fy = 1; once n calls each of grad_y "
                             "g, HVP and JVP and m each of grad_x f and grad_y f",
      .samples = "one component of g for grad_y g, HVP and JVP, one of f for both gradients",
      .unverified = "constants of the schedule are derived, for components of f that differ by "
                    "linear functions; on an expectation it is SOBA, of which nothing is claimed "
                    "here",
      .parameters = {{"rho", "auto", "step of y and v"},
                     {"gamma", "auto", "step of x"},
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
        return Saba(schedule(facts, parameters));
      },
  };
}

} // namespace assay::solver
