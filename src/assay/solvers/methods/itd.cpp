// ITD-BiO: iterative differentiation, the derivative of f(x, y_D(x)) through D gradient steps.
// Deterministic.
//
// Ji, Yang, Liang: "Bilevel optimization: convergence analysis and enhanced design", ICML 2021,
// arXiv 2010.07962, Algorithm 1 (ITD-BiO). One iteration:
//   y_{t+1} <- y_t - alpha grad_y g(x, y_t)                              t = 0, ..., D - 1
//   h <- grad_x f(x, y_D),  p <- grad_y f(x, y_D)
//   h <- h - alpha grad^2_xy g(x, y_t) p,  p <- p - alpha grad^2_yy g(x, y_t) p
//                                                                        t = D - 1, ..., 0
//   x <- x - beta h
// y_0 is the last y_D (the start, with warm=no), taken as free of x, so that the last p is not
// needed: D - 1 Hessian-vector products. The D y's are kept.
#include <assay/solvers/constants.hpp>
#include <assay/solvers/solver.hpp>

#include <algorithm>

namespace assay::solver {
namespace {

struct Schedule {
  double alpha = 0, beta = 0;
  double inner = 1; ///< D
  double steps = 0, log_factor = 1;
  bool warm = true;
};

Schedule schedule(const Facts& given, const Parameters& parameters) {
  const Facts facts = aimed(given, parameters);
  const double epsilon = facts.epsilon;
  Schedule s;
  s.warm = parameters.word("warm", "yes", {"yes", "no"}) == "yes";
  s.alpha = positive(parameters, "alpha", 1 / facts.lower_curvature);
  s.beta = positive(parameters, "beta", 1 / facts.smoothness);
  // mean ||grad phi||^2 <= 2 Delta/(beta T) + error^2: half of eps^2, and error <= eps/2.
  s.steps = std::ceil(4 * facts.gap / (s.beta * epsilon * epsilon));
  // y* moves by slope times a step of x, as long as sqrt(2 L Delta) beta on the way down; from the
  // start, by slope times all of them: ||x - x0||^2 <= T sum ||step||^2 <= 4 T beta Delta.
  const double slope = facts.solution_slope;
  const double way = s.warm ? s.beta * std::sqrt(2 * facts.smoothness * facts.gap)
                            : std::sqrt(4 * s.steps * s.beta * facts.gap);
  const UnrolledError error = unrolled_error(facts, facts.start_distance + slope * way);
  s.inner =
      count_of(parameters, "D", unrolled_depth(error, facts, epsilon / 4, s.alpha * facts.mu));
  need(s.inner <= 1e6, "itd: D is at most 10^6, for every y is kept");
  s.log_factor = log_at_least_1(4 * error.whole / epsilon);
  return s;
}

class Itd {
public:
  explicit Itd(Schedule s) : s_(s) {}

  void start(Oracle& oracle) {
    x_ = oracle.x0();
    y_ = oracle.y0();
    direction_.setZero(oracle.dx());
  }

  void step(Oracle& oracle) {
    if (!s_.warm) {
      y_ = oracle.y0();
    }
    path_.clear();
    for (double t = 0; t < s_.inner; ++t) {
      path_.push_back(y_);
      oracle.grad_y_g(x_, y_, oracle.lower(), product_);
      y_ -= s_.alpha * product_;
    }
    const Batch xi = oracle.upper();
    oracle.grad_x_f(x_, y_, xi, direction_);
    oracle.grad_y_f(x_, y_, xi, pull_);
    for (std::size_t t = path_.size(); t-- > 0;) {
      oracle.jvp(x_, path_[t], pull_, oracle.lower(), through_);
      direction_ -= s_.alpha * through_;
      if (t > 0) {
        oracle.hvp(x_, path_[t], pull_, oracle.lower(), product_);
        pull_ -= s_.alpha * product_;
      }
    }
    x_ -= s_.beta * direction_;
  }

  [[nodiscard]] const Vector<double>& x() const { return x_; }
  [[nodiscard]] const Vector<double>& estimate() const { return direction_; }
  [[nodiscard]] const Vector<double>& y() const { return y_; }

private:
  Schedule s_;
  std::vector<Vector<double>> path_;
  Vector<double> x_, y_, direction_, pull_, product_, through_;
};

Prediction predict(const Facts& facts, const Parameters& parameters) {
  if (const auto refused = needs_strong_convexity(facts)) {
    return *refused;
  }
  if (const auto refused = needs_no_noise(facts)) {
    return *refused;
  }
  // A single step reaches y* where kappa = 1, and makes no product.
  const double rate = positive(parameters, "alpha", 1 / facts.lower_curvature) * facts.mu;
  const double least = depth_to(unrolled_error(facts, 0).whole, 0, rate);
  return {.applicable = true,
          .reason = "eps^-2 steps of O(kappa log 1/eps) calls of every lower oracle",
          .exponents = implicit_exponents(2, parameters.number("D", least) > 1),
          .has_log = true,
          .log_free = {"n_fx", "n_fy"}};
}

Plan plan(const Facts& facts, const Parameters& parameters) {
  const Schedule s = schedule(facts, parameters);
  return {.values = {{"alpha", s.alpha}, {"beta", s.beta}, {"D", s.inner}},
          .calls_per_step = 3 * s.inner + 1,
          .steps = s.steps,
          .log_factor = s.log_factor};
}

} // namespace

SolverInfo itd() {
  return {
      .name = "itd",
      .title = "ITD-BiO",
      .source_key = "ji2021stocbio",
      .source = "arXiv 2010.07962, Algorithm 1 (ITD-BiO) and its theorem",
      .convention = "Q",
      .claim = "O(kappa^3/eps) gradients of f, O~(kappa^4/eps) gradients of g, JVPs and HVPs to "
               "||grad phi||^2 <= eps, without noise",
      .assumptions = {"g is mu-strongly convex in y; f and g smooth, grad^2 g Lipschitz",
                      "grad_y f is bounded", "gradients and products are exact"},
      .steps = {"y_{t+1} <- y_t - alpha grad_y g(x, y_t), t = 0, ..., D-1",
                "h <- d f(x, y_D(x))/dx, backwards through the D steps, y_0 held",
                "x <- x - beta h"},
      .calls_per_iteration = "n_gy = n_jvp = D, n_hvp = D - 1, n_fx = n_fy = 1",
      .samples = "none: every call is exact",
      .unverified = "the totals are those of a comparison table; constants of the schedule are "
                    "derived",
      .parameters = {{"alpha", "auto", "step of y"},
                     {"beta", "auto", "step of x"},
                     {"D", "auto", "steps of y, all differentiated"},
                     {"warm", "yes", "does y start from its last value (yes) or from y0 (no)"},
                     aim_parameter()},
      .traits = {.roles = {.inner_steps = "D", .series = "D", .outer_step = "beta"},
                 .calls = implicit_calls(),
                 .shared = {{Call::fx, Call::fy}},
                 .independent = fresh_products()},
      .predict = predict,
      .plan = plan,
      .make = [](const Facts& facts, const Parameters& parameters) -> AnySolver {
        return Itd(schedule(facts, parameters));
      },
  };
}

} // namespace assay::solver
