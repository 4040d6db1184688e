// SLIP: one loop of normalised momentum, for upper levels of unbounded smoothness.
//
// Gong, Hao, Liu: "A nearly optimal single loop algorithm for stochastic bilevel optimization under
// unbounded smoothness", ICML 2024, arXiv 2412.20017, Algorithm 1. After a warm start of y by T_0
// steps of SGD, iteration t, all of it at (x_t, y_t):
//   h <- grad_x f(x, y; xi) - grad^2_xy g(x, y; zeta) v
//   y <- y - alpha grad_y g(x, y; zeta')
//   m <- beta m + (1 - beta) h
//   x <- x - eta m/||m||
// v is the Neumann sum eta_v sum_{q<=Q} (I - eta_v grad^2_yy g)^q grad_y f(x, y; xi), or, with
// system=recursion, the variable of v <- v - nu (grad^2_yy g v - grad_y f).
#include <assay/solvers/constants.hpp>
#include <assay/solvers/normalised_momentum.hpp>
#include <assay/solvers/solver.hpp>
#include <assay/solvers/steps.hpp>

#include <algorithm>

namespace assay::solver {
namespace {

struct Schedule {
  NormalisedMomentum outer;
  double alpha = 0;
  double warm = 0; ///< T_0
  bool neumann = true;
  double series = 0; ///< eta_v
  double depth = 0;  ///< Q
  double nu = 0;
  double steps = 0, log_factor = 1;
};

/// Variance of grad_x f - J v with v of the recursion.
double recursion_variance(const Facts& facts) {
  return square(facts.sigma_fx) + 2 * square(facts.sigma_jvp * facts.upper_slope / facts.mu);
}

Schedule schedule(const Facts& given, const Parameters& parameters) {
  const Facts facts = aimed(given, parameters);
  const double share = facts.epsilon / 16;
  Schedule s;
  s.neumann = parameters.word("system", "neumann", {"neumann", "recursion"}) == "neumann";
  s.series = positive(parameters, "eta_v", neumann_step(facts));
  s.depth = depth_of(parameters, "Q", neumann_depth(facts, s.series, share / 2));
  s.alpha = positive(parameters, "alpha", tracking_step(facts));
  s.nu = positive(parameters, "nu", system_step(facts));
  // y and v lag by slope eta/(alpha mu) and drift eta/(nu mu).
  const double y = limit(share * s.alpha * facts.mu, response(facts) * facts.solution_slope);
  const double v = limit(share * s.nu * facts.mu, s.neumann ? 0 : system_drift(facts));
  const double variance = s.neumann ? neumann_variance(facts, s.series) : recursion_variance(facts);
  s.outer = normalised_momentum(facts, parameters, variance, std::min(y, v));
  const double away = response(facts) * facts.start_distance / share;
  s.warm = count_of(parameters, "T0", away > 1 ? std::log(away) / (s.alpha * facts.mu) : 1);
  s.steps = normalised_steps(facts, s.outer.eta);
  s.log_factor =
      s.neumann ? log_at_least_1(2 * facts.coupling * facts.upper_slope / (facts.mu * share)) : 1;
  return s;
}

class Slip {
public:
  explicit Slip(Schedule s) : s_(s), estimate_(s.series) {}

  void start(Oracle& oracle) {
    x_ = oracle.x0();
    y_ = oracle.y0();
    v_.setZero(oracle.dy());
    momentum_.setZero(oracle.dx());
    fresh_ = true;
    oracle.descend({.x = x_, .step = s_.alpha, .steps = static_cast<Count>(s_.warm)}, y_);
  }

  void step(Oracle& oracle) {
    const HypergradientSamples samples =
        draw_samples(oracle, s_.neumann ? static_cast<std::size_t>(s_.depth) : 1);
    if (s_.neumann) {
      estimate_(oracle, x_, y_, samples, h_);
    } else {
      recursion(oracle, samples);
    }
    oracle.grad_y_g(x_, y_, oracle.lower(), part_);
    y_ -= s_.alpha * part_;
    const double a = fresh_ ? 1 : s_.outer.a; // m_0 = h_0
    fresh_ = false;
    momentum_ = (1 - a) * momentum_ + a * h_;
    normalised_step(x_, momentum_, s_.outer.eta);
  }

  [[nodiscard]] const Vector<double>& x() const { return x_; }
  [[nodiscard]] const Vector<double>& estimate() const { return momentum_; }
  [[nodiscard]] const Vector<double>& y() const { return y_; }
  [[nodiscard]] const Vector<double>& v() const { return v_; } ///< of the recursion

private:
  void recursion(Oracle& oracle, const HypergradientSamples& samples) {
    oracle.hvp(x_, y_, v_, samples.factors.front(), part_);
    oracle.grad_y_f(x_, y_, samples.xi, h_);
    v_ -= s_.nu * (part_ - h_);
    oracle.grad_x_f(x_, y_, samples.xi, h_);
    oracle.jvp(x_, y_, v_, samples.zeta, part_);
    h_ -= part_;
  }

  Schedule s_;
  NeumannEstimate estimate_;
  bool fresh_ = true;
  Vector<double> x_, y_, v_, h_, momentum_, part_;
};

Prediction predict(const Facts& facts, const Parameters& parameters) {
  if (const auto refused = needs_strong_convexity(facts)) {
    return *refused;
  }
  const double exponent = facts.noisy() ? 4 : 2;
  const bool products =
      parameters.word("system", "neumann", {"neumann", "recursion"}) == "recursion" ||
      makes_products(facts, parameters, positive(parameters, "eta_v", neumann_step(facts)));
  return {.applicable = true,
          .reason = facts.noisy() ? "steps of eps^3, one sample each"
                                  : "without noise beta = 0 and steps of eps",
          .exponents = implicit_exponents(exponent, products),
          .has_log = true,
          .log_free = {"sfo", "n_fx", "n_fy", "n_gy", "n_jvp"}};
}

Plan plan(const Facts& facts, const Parameters& parameters) {
  const Schedule s = schedule(facts, parameters);
  std::map<std::string, double> values{
      {"eta", s.outer.eta}, {"beta", 1 - s.outer.a}, {"alpha", s.alpha}, {"T0", s.warm}};
  if (s.neumann) {
    values.insert({{"eta_v", s.series}, {"Q", s.depth}});
  } else {
    values.insert({"nu", s.nu});
  }
  return {.values = std::move(values),
          .calls_per_step = 4 + (s.neumann ? s.depth : 1),
          .steps = s.steps,
          .log_factor = s.log_factor};
}

} // namespace

SolverInfo slip() {
  return {
      .name = "slip",
      .title = "SLIP",
      .source_key = "gong2024slip",
      .source = "arXiv 2412.20017, Algorithm 1",
      .convention = "N",
      .claim = "O~(eps^-4) gradients or Hessian-vector products to E||grad phi|| <= eps, also with "
               "high probability",
      .assumptions = {"g is mu-strongly convex in y, smooth, with Lipschitz Hessian",
                      "f is (L_0, L_1)-smooth; grad_y f is bounded at y*(x)",
                      "unbiased gradients and second derivatives of bounded variance"},
      .steps = {"once: T_0 times y <- y - alpha grad_y g(x_0, y)",
                "h <- grad_x f - grad^2_xy g v at (x, y), v the Neumann sum (or a recursion)",
                "y <- y - alpha grad_y g(x, y)", "m <- beta m + (1 - beta) h; the first m is h",
                "x <- x - eta m/||m||"},
      .calls_per_iteration = "n_gy = n_fx = n_fy = n_jvp = 1, n_hvp = Q (recursion: 1); once T0 "
                             "calls of grad_y g",
      .samples = "one xi for grad_x f and grad_y f; fresh zeta for y, for J and for each factor",
      .unverified = "outline from the abstract; details, and whether the paper solves the linear "
                    "system by a series or a recursion, are derived: both are here",
      .parameters = {{"system", "neumann", "the linear system: neumann or recursion"},
                     {"eta", "auto", "length of a step of x"},
                     {"beta", "auto", "what momentum keeps, in [0, 1)"},
                     {"alpha", "auto", "step of y"},
                     {"T0", "auto", "steps of y before the first iteration"},
                     {"eta_v", "auto", "step of the Neumann series"},
                     {"Q", "auto", "Hessian-vector products of the series"},
                     {"nu", "auto", "step of the recursion"},
                     aim_parameter()},
      .traits = {
          .roles = {.series = "Q", .outer_step = "eta"},
          .roles_of =
              [](const Parameters& given) {
                const bool series = !given.has("system") || given.given().at("system") == "neumann";
                return Roles{.series = series ? "Q" : "", .outer_step = "eta"};
              },
          .calls = implicit_calls(),
          .shared = {{Call::fx, Call::fy}},
          .independent = fresh_products(),
          .normalised = true,
          .momentum = true,
          .momentum_of = [](const Parameters& given) { return given.number("beta", 1) > 0; }},
      .predict = predict,
      .plan = plan,
      .make = [](const Facts& facts, const Parameters& parameters) -> AnySolver {
        return Slip(schedule(facts, parameters));
      },
  };
}

} // namespace assay::solver
