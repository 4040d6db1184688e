// AccF2BA: F2BA with Nesterov's momentum in all its loops, restarted. Deterministic.
//
// Chen, Ma, Zhang: "Near-optimal nonconvex-strongly-convex bilevel optimization with fully
// first-order oracles", JMLR 26(109), 2025, arXiv 2306.14853, whose outer loop is the restarted
// accelerated descent of Li, Lin (ICML 2022). One iteration:
//   w <- x + (1 - theta) (x - x_before)
//   z <- K accelerated steps on g(w, .), y <- K on f(w, .) + lambda g(w, .), each from its last
//   x_before, x <- x, w - eta (grad_x f(w, y) + lambda (grad_x g(w, y) - grad_x g(w, z)))
//   after k steps since x_0 with k sum ||x_{i+1} - x_i||^2 > B^2: start again from x, at rest
//   after 1/theta steps without: the answer is the mean of w_0, ..., w_j, x_{j+1} - x_j the
//   shortest
//                                move of the second half; it starts again from there
// x() is w, where the estimate is made.
#include <assay/solvers/penalty.hpp>

#include <algorithm>

namespace assay::solver {
namespace {

/// Steps of accelerated gradient descent on a function of curvatures from `least` to `most`.
struct InnerLoop {
  double step = 0;     ///< 1/most
  double momentum = 0; ///< (sqrt(kappa) - 1)/(sqrt(kappa) + 1)
};

InnerLoop inner_loop(double step, double least) {
  const double root = 1 / std::sqrt(std::min(1.0, step * least));
  return {.step = step, .momentum = (root - 1) / (root + 1)};
}

/// K after which ||y_K - y*||^2 <= (1 + kappa) (1 - kappa^(-1/2))^K ||y_0 - y*||^2 brings `from`
/// below `share`.
double inner_steps(double step, double least, double from, double share) {
  const double kappa = 1 / std::min(1.0, step * least);
  return depth_to((1 + kappa) * from * from, share * share, 1 / std::sqrt(kappa));
}

struct Schedule {
  double lambda = 0, alpha = 0, tau = 0, eta = 0;
  double theta = 1, radius = 0; ///< B
  double inner = 0;             ///< K
  double epoch = 1;             ///< 1/theta
  double steps = 0;
  double log_factor = 1;
  InnerLoop lower, penalised;
};

/// theta, B and the number of steps for accuracy eps of the outer loop: an epoch that ends by B
/// lowers phi by eps^(3/2)/rho^(1/2), one that does not ends at ||grad phi|| <= 82 eps.
void set_outer(const Facts& facts, const Parameters& parameters, double epsilon, Schedule& s) {
  // Any rho above the Lipschitz constant of grad^2 phi will do; above L^2/(16 eps) theta would
  // exceed 1, and below eps^3/Delta^2 one epoch would lower phi by more than there is.
  const double least = std::pow(epsilon, 3) / (facts.gap * facts.gap);
  const double most = facts.smoothness * facts.smoothness / (16 * epsilon);
  const double rho =
      std::min(positive(parameters, "rho", std::min(std::max(facts.hessian_slope, least), most)),
               std::max(least, most));
  s.eta = positive(parameters, "eta", 1 / (4 * facts.smoothness));
  const double widest = 1 / (4 * facts.smoothness);
  s.theta = positive(parameters, "theta",
                     std::min(1.0, 4 * std::pow(epsilon * rho * widest * widest, 0.25)));
  need(s.theta <= 1, "acc_f2ba: theta is at most 1");
  s.radius = positive(parameters, "B", std::sqrt(epsilon / rho));
  s.epoch = std::ceil(1 / s.theta * (1 - 1e-12));
  s.steps = std::ceil((facts.gap * std::sqrt(rho) / std::pow(epsilon, 1.5) + 1) * s.epoch);
}

Schedule schedule(const Facts& given, const Parameters& parameters) {
  const Facts facts = aimed(given, parameters);
  Schedule s;
  // The proof replaces phi by quadratics whose gradients err by up to 2 eps: an estimate's error
  // of eps/8, half of it the penalty's bias, half of it unfinished inner loops, is a part of that.
  const double epsilon = facts.epsilon / 83;
  set_outer(facts, parameters, epsilon, s);
  s.lambda = multiplier_of(facts, parameters, "lambda", least_multiplier(facts, epsilon / 16));
  s.alpha = positive(parameters, "alpha", 1 / facts.lower_curvature);
  s.tau =
      positive(parameters, "tau", 1 / (s.lambda * facts.lower_curvature + facts.upper_curvature));
  const double curvature = s.lambda * facts.mu - facts.upper_curvature;
  s.lower = inner_loop(s.alpha, facts.mu);
  s.penalised = inner_loop(s.tau, curvature);
  // w moves by 3 B at most, and by eta ||grad phi|| where an epoch ends at once.
  const double step = 3 * s.radius + s.eta * std::sqrt(2 * facts.smoothness * facts.gap);
  const double error = unstarted_error(facts, s.lambda, step);
  s.log_factor = log_at_least_1(16 * error / epsilon);
  s.inner = count_of(parameters, "K",
                     std::max(inner_steps(s.alpha, facts.mu, error, epsilon / 16),
                              inner_steps(s.tau, curvature, error, epsilon / 16)));
  return s;
}

class AccF2ba {
public:
  explicit AccF2ba(Schedule s) : s_(s), penalty_(s.lambda) {}

  void start(Oracle& oracle) {
    x_ = w_ = oracle.x0();
    y_ = z_ = oracle.y0();
    gradient_.setZero(oracle.dx());
    begin_epoch();
  }

  void step(Oracle& oracle) {
    descend(oracle, 0, s_.lower, z_);
    descend(oracle, 1, s_.penalised, y_);
    penalty_(oracle, w_, y_, z_, oracle.upper(), gradient_);
    x_before_ = x_;
    x_ = w_ - s_.eta * gradient_;
    advance();
  }

  /// Where the next estimate is made; after an epoch that ran to its end, the method's answer.
  [[nodiscard]] const Vector<double>& x() const { return w_; }
  [[nodiscard]] const Vector<double>& estimate() const { return gradient_; }
  [[nodiscard]] const Vector<double>& y() const { return z_; }

private:
  /// On weight f + g (weight 0), or on f + lambda g (weight 1).
  void descend(Oracle& oracle, int weight, const InnerLoop& loop, Vector<double>& y) {
    ahead_ = y;
    for (auto left = static_cast<Count>(s_.inner); left > 0; --left) {
      oracle.grad_y_g(w_, ahead_, oracle.lower(), slope_);
      if (weight == 1) {
        slope_ *= s_.lambda;
        oracle.grad_y_f(w_, ahead_, oracle.upper(), pull_);
        slope_ += pull_;
      }
      ahead_ -= loop.step * slope_;
      slope_ = ahead_ - y; // the move
      y = ahead_;
      ahead_ += loop.momentum * slope_;
    }
  }

  void begin_epoch() {
    k_ = path_ = 0;
    shortest_ = std::numeric_limits<double>::infinity();
    sum_.setZero(x_.size());
    w_ = x_;
  }

  /// The rest of an iteration: restart, answer, or go on with momentum.
  void advance() {
    const double move = (x_ - x_before_).squaredNorm();
    sum_ += w_;
    path_ += move;
    ++k_;
    if (2 * k_ > s_.epoch && move < shortest_) {
      shortest_ = move;
      answer_ = sum_ / k_;
    }
    if (k_ * path_ > s_.radius * s_.radius) {
      begin_epoch();
    } else if (k_ >= s_.epoch) {
      if (s_.epoch > 1) { // the mean of one w is where it was
        x_ = answer_;
      }
      begin_epoch();
    } else {
      w_ = x_ + (1 - s_.theta) * (x_ - x_before_);
    }
  }

  Schedule s_;
  PenaltyGradient penalty_;
  double k_ = 0, path_ = 0, shortest_ = 0;
  Vector<double> x_, x_before_, w_, y_, z_, gradient_, sum_, answer_;
  Vector<double> ahead_, slope_, pull_;
};

Prediction predict(const Facts& facts, const Parameters& parameters) {
  if (const auto refused = needs_strong_convexity(facts)) {
    return *refused;
  }
  if (const auto refused = needs_no_noise(facts)) {
    return *refused;
  }
  const bool smooth =
      parameters.number("rho", facts.hessian_slope) < std::numeric_limits<double>::infinity();
  const double exponent = smooth ? 1.75 : 2;
  return {.applicable = true,
          .reason = smooth ? "eps^-3/2 epochs of eps^-1/4 steps, of O~(sqrt(kappa)) gradients each"
                           : "the instance declares no Lipschitz constant of grad^2 phi: theta = "
                             "1, and no acceleration",
          .exponents = first_order_exponents(exponent),
          .has_log = true,
          .log_free = {"n_fx", "n_gx"}};
}

Plan plan(const Facts& facts, const Parameters& parameters) {
  const Schedule s = schedule(facts, parameters);
  return {.values = {{"lambda", s.lambda},
                     {"alpha", s.alpha},
                     {"tau", s.tau},
                     {"eta", s.eta},
                     {"theta", s.theta},
                     {"B", s.radius},
                     {"K", s.inner}},
          .calls_per_step = 3 * s.inner + 3,
          .steps = s.steps,
          .log_factor = s.log_factor};
}

} // namespace

SolverInfo acc_f2ba() {
  return {
      .name = "acc_f2ba",
      .title = "AccF2BA",
      .source_key = "chen2025f2ba",
      .source = "arXiv 2306.14853, the accelerated method and its theorem",
      .convention = "N",
      .claim = "O~(eps^-7/4) first-order calls to ||grad phi|| <= eps, without noise",
      .assumptions = {"g is mu-strongly convex in y with Lipschitz gradient, Hessian and third "
                      "derivative",
                      "f is Lipschitz in y with Lipschitz gradient and Hessian, so that grad^2 phi "
                      "is Lipschitz",
                      "gradients are exact"},
      .steps = {"w <- x + (1 - theta) (x - x_before)",
                "K accelerated steps of z on g(w, .) and of y on f(w, .) + lambda g(w, .)",
                "x <- w - eta (grad_x f(w, y) + lambda (grad_x g(w, y) - grad_x g(w, z)))",
                "at rest again once k sum ||x_{i+1} - x_i||^2 > B^2; after 1/theta steps without, "
                "from a mean of w's, which is the answer"},
      .calls_per_iteration = "n_gy = 2K, n_fy = K, n_gx = 2, n_fx = 1",
      .samples = "none: every gradient is exact",
      .unverified =
          "the rate is that of the abstract, the steps and the 82 eps of an epoch's answer "
          "are recollected; constants of the schedule are derived; the exponent of kappa "
          "is not claimed",
      .parameters = {{"rho", "auto", "Lipschitz constant of grad^2 phi; auto: the instance's"},
                     {"lambda", "auto", "multiplier of the penalty"},
                     {"alpha", "auto", "step of z"},
                     {"tau", "auto", "step of y"},
                     {"eta", "auto", "step of x"},
                     {"theta", "auto", "1 - theta is the momentum of x"},
                     {"B", "auto", "radius of an epoch"},
                     {"K", "auto", "inner steps of each"},
                     aim_parameter()},
      .traits = {.roles = {.lambda = "lambda", .inner_steps = "K", .outer_step = "eta"},
                 .order = [](const Parameters&) { return 1; },
                 .leading = [](const Parameters&) { return 0.5; },
                 .calls = first_order_calls(),
                 .independent = fresh_gradients(),
                 .by_design = {{"steps/direction", "x keeps a part of its velocity"}}},
      .predict = predict,
      .plan = plan,
      .make = [](const Facts& facts, const Parameters& parameters) -> AnySolver {
        return AccF2ba(schedule(facts, parameters));
      },
  };
}

} // namespace assay::solver
