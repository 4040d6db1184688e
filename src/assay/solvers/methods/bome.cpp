// BOME: descent on f that never stops lowering g - min g: a multiplier found in every step.
// Deterministic.
//
// Liu, Ye, Wright, Stone, Liu: "BOME! Bilevel optimization made easy: a simple first-order
// approach", NeurIPS 2022, arXiv 2209.08709. One iteration, all gradients in (x, y):
//   y_T <- T steps y_T - alpha grad_y g(x, y_T), from y
//   q  <- (grad_x g(x, y) - grad_x g(x, y_T), grad_y g(x, y))            of g - min g, y_T held
//   lambda <- max((eta ||q||^2 - <grad f, q>)/||q||^2, 0)                0 where q = 0
//   (x, y) <- (x, y) - xi (grad f + lambda q)
#include <assay/solvers/constants.hpp>
#include <assay/solvers/solver.hpp>

#include <algorithm>

namespace assay::solver {
namespace {

struct Schedule {
  double xi = 0, eta = 0, alpha = 0;
  double inner = 1; ///< T
  double steps = 0, log_factor = 1;
};

/// Lipschitz constant of grad f in (x, y): of its blocks, grad^2_xx f is what phi's curvature
/// leaves of it.
double upper_smoothness(const Facts& facts) {
  const double slope = facts.solution_slope;
  const double bend = facts.curvature_slope * square(1 + slope) / facts.mu; // of y*
  const double direct = facts.smoothness + 2 * facts.upper_coupling * slope +
                        facts.upper_curvature * square(slope) + facts.upper_slope * bend;
  return direct + facts.upper_coupling + facts.upper_curvature;
}

Schedule schedule(const Facts& given, const Parameters& parameters) {
  const Facts facts = with_pl_constant(aimed(given, parameters));
  const double mu = facts.mu;
  const double squared = square(facts.epsilon);
  Schedule s;
  s.alpha = positive(parameters, "alpha", 1 / facts.lower_curvature);
  const double stretch = 1 + square(facts.solution_slope);
  const double steep = facts.lower_curvature * stretch; // of g - min g, in (x, y)
  const double force = std::hypot(facts.upper_slope,    // ||grad f||
                                  std::sqrt(2 * facts.smoothness * facts.gap) +
                                      facts.coupling * facts.upper_slope / mu);
  // With d = grad f + lambda q, <d, q> >= eta ||q||^2 and S = mean ||d||^2:
  //   g - min g falls by 1 - 2 eta xi mu a step and gains xi^2 steep ||d||^2/2: its mean is at most
  //     what the start leaves + xi steep S/(4 eta mu)
  //   f falls by xi (3/4 ||d||^2 - eta force ||q|| - eta^2 ||q||^2),  ||q||^2 <= 2 steep (g - min
  //   g)
  // so S <= 2 (Delta + start)/(xi K) + 2 eta xi (force steep)^2/mu. Each may be eps^2/(8 stretch),
  // for ||grad phi|| <= stretch^(1/2) ||d|| + response ||y - y*|| + ...: a bound `tight`/eta on xi.
  // g - min g <= eps^2 and the term of y - y*, an eighth: a bound `loose` eta. A small eta serves
  // the first, a large one the second: the eta where they meet allows the longest xi ~ eps.
  const double tight = squared * mu / (16 * stretch * square(force * steep));
  const double loose =
      mu * stretch / steep * std::min(32.0, limit(mu, 8 * square(response(facts))));
  s.eta = positive(parameters, "eta", std::min(0.5, std::sqrt(tight / loose)));
  s.xi = positive(parameters, "xi",
                  std::min({1 / (2 * upper_smoothness(facts)), tight / s.eta, loose * s.eta,
                            mu / (4 * s.eta * square(steep))}));
  const double r = facts.start_distance;
  const double start =
      r * (facts.upper_slope + facts.upper_curvature * r / 2) + force * steep * r / mu;
  s.steps = std::ceil(16 * stretch * (facts.gap + start) / (s.xi * squared));
  // y_T stops short of y*: lambda ||q|| <= 2 force, and a share of it is missing from grad_x g.
  const double whole = 2 * force * facts.coupling / mu;
  s.log_factor = log_at_least_1(8 * whole / facts.epsilon);
  s.inner = count_of(parameters, "T", depth_to(whole, facts.epsilon / 8, s.alpha * mu));
  return s;
}

class Bome {
public:
  explicit Bome(Schedule s) : s_(s) {}

  void start(Oracle& oracle) {
    x_ = oracle.x0();
    y_ = lowest_ = oracle.y0();
    v_.setZero(oracle.dy());
  }

  void step(Oracle& oracle) {
    lowest_ = y_;
    oracle.descend({.x = x_, .step = s_.alpha, .steps = static_cast<Count>(s_.inner)}, lowest_);
    oracle.grad_x_g(x_, y_, oracle.lower(), qx_);
    oracle.grad_x_g(x_, lowest_, oracle.lower(), part_);
    qx_ -= part_;
    oracle.grad_y_g(x_, y_, oracle.lower(), qy_);
    const Batch xi = oracle.upper();
    oracle.grad_x_f(x_, y_, xi, fx_);
    oracle.grad_y_f(x_, y_, xi, fy_);
    const double size = qx_.squaredNorm() + qy_.squaredNorm();
    const double lambda =
        size > 0 ? std::max(0.0, s_.eta - (fx_.dot(qx_) + fy_.dot(qy_)) / size) : 0;
    v_ = lambda * (y_ - lowest_);
    x_ -= s_.xi * (fx_ + lambda * qx_);
    y_ -= s_.xi * (fy_ + lambda * qy_);
  }

  [[nodiscard]] const Vector<double>& x() const { return x_; }
  [[nodiscard]] const Vector<double>& y() const { return lowest_; } ///< y_T, which tends to y*
  /// lambda (y - y_T): the multiplier of grad_y g = 0, of the "plus" convention.
  [[nodiscard]] const Vector<double>& v() const { return v_; }

private:
  Schedule s_;
  Vector<double> x_, y_, lowest_, v_, qx_, qy_, fx_, fy_, part_;
};

Prediction predict(const Facts& facts, const Parameters& /*parameters*/) {
  if (const auto refused = needs_no_noise(facts)) {
    return *refused;
  }
  if (const auto refused = needs_pl_constant(facts)) {
    return *refused;
  }
  return {.applicable = true,
          .reason = "eta ~ xi ~ eps, K ~ eps^-3 steps with one minimiser below (derived; the "
                    "paper's K^-1/4 for squares would be eps^-8)",
          .exponents = first_order_exponents(3),
          .has_log = true,
          .log_free = {"n_fx", "n_fy", "n_gx"}};
}

Plan plan(const Facts& facts, const Parameters& parameters) {
  const Schedule s = schedule(facts, parameters);
  return {.values = {{"xi", s.xi}, {"eta", s.eta}, {"alpha", s.alpha}, {"T", s.inner}},
          .calls_per_step = s.inner + 5,
          .steps = s.steps,
          .log_factor = s.log_factor};
}

} // namespace

SolverInfo bome() {
  return {
      .name = "bome",
      .title = "BOME",
      .source_key = "liu2022bome",
      .source = "arXiv 2209.08709, the algorithm and its theorem for one minimiser",
      .convention = "own",
      .claim = "O~(K^-1/4) after K steps: the KKT residual ||grad f + lambda q||^2 + g - min g, "
               "where the lower minimiser is unique",
      .assumptions =
          {"g(x, .) has the PL property and one minimiser; f and g smooth and Lipschitz, "
           "f bounded",
           "gradients are exact"},
      .steps = {"y_T <- T gradient steps of alpha on g(x, .), from y",
                "q <- (grad_x g(x, y) - grad_x g(x, y_T), grad_y g(x, y))",
                "lambda <- max(eta - <grad f, q>/||q||^2, 0)",
                "(x, y) <- (x, y) - xi (grad f + lambda q)"},
      .calls_per_iteration = "n_gy = T + 1, n_gx = 2, n_fx = n_fy = 1",
      .samples = "none: every gradient is exact",
      .unverified = "steps are recollected and read in code, the rate is recollected; the schedule "
                    "and its eps^-3, for a residual in norms under strong convexity, are derived",
      .parameters = {{"xi", "auto", "step of x and y"},
                     {"eta", "auto", "g - min g is to fall at least at this rate"},
                     {"alpha", "auto", "step of y_T"},
                     {"T", "auto", "steps of y_T"},
                     aim_parameter()},
      .traits =
          {.calls = first_order_calls(),
           .shared = {{Call::fx, Call::fy}},
           .independent = {{Call::gy, Call::gx}},
           .by_design = {{"laws/idle_copy", "lambda weighs all of the lower gradient, a "
                                            "variable that f does not see included"},
                         {"laws/rescaling",
                          "x and y move with one step along one gradient: they have one unit"}}},
      .predict = predict,
      .plan = plan,
      .make = [](const Facts& facts, const Parameters& parameters) -> AnySolver {
        return Bome(schedule(facts, parameters));
      },
  };
}

} // namespace assay::solver
