// F2SA-p: finite differences of the penalised value function as hyper-gradients.
//
// Chen, Li, Chayti, Zhang: "Faster gradient methods for highly-smooth stochastic bilevel
// optimization", ICLR 2026, arXiv 2509.02937v2, Algorithm 1 (even p; odd p by its node set).
// One iteration, for every node j of non-zero weight (its own y_j, warm-started, its own samples):
//   y_j <- y_j - eta (j nu grad_y f(x, y_j; xi) + grad_y g(x, y_j; zeta))        K times
//   Phi <- mean over S samples of sum_j alpha_j (j grad_x f(x, y_j) + grad_x g(x, y_j)/nu)
//   x   <- x - eta_x Phi/||Phi||
#include <assay/differences/stencil.hpp>
#include <assay/numbers/literal.hpp>
#include <assay/solvers/constants.hpp>
#include <assay/solvers/f2sa_p_schedule.hpp>
#include <assay/solvers/solver.hpp>
#include <assay/solvers/steps.hpp>

#include <algorithm>
#include <utility>

namespace assay::solver {
namespace {

class F2saP {
public:
  explicit F2saP(F2saSchedule s) : s_(std::move(s)), nodes_(s_.nodes) {}

  void start(Oracle& oracle) {
    x_ = oracle.x0();
    y_.assign(nodes_.size(), oracle.y0());
  }

  void step(Oracle& oracle) {
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      oracle.descend({.x = x_,
                      .shift = nodes_[i].j * s_.nu,
                      .step = s_.eta,
                      .steps = static_cast<Count>(s_.inner)},
                     y_[i]);
    }
    if (s_.shared) {
      estimate_shared(oracle);
    } else {
      estimate_independent(oracle);
    }
    normalised_step(x_, phi_, s_.eta_x);
  }

  [[nodiscard]] const Vector<double>& x() const { return x_; }
  [[nodiscard]] const Vector<double>& estimate() const { return phi_; }
  [[nodiscard]] const Vector<double>& y() const { return y_.front(); }

private:
  [[nodiscard]] double weight_f(std::size_t i) const { return nodes_[i].alpha * nodes_[i].j; }
  [[nodiscard]] double weight_g(std::size_t i) const { return nodes_[i].alpha / s_.nu; }
  [[nodiscard]] Count batch() const { return static_cast<Count>(s_.batch); }

  void estimate_shared(Oracle& oracle) {
    in_f_.clear();
    in_g_.clear();
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      if (nodes_[i].j != 0) {
        in_f_.push_back({y_[i], weight_f(i)});
      }
      in_g_.push_back({y_[i], weight_g(i)});
    }
    oracle.sum_grad_x(x_, {in_f_, oracle.upper(batch())}, {in_g_, oracle.lower(batch())}, phi_);
  }

  void estimate_independent(Oracle& oracle) {
    phi_.setZero(oracle.dx());
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      const Batch xi = oracle.upper(batch());
      if (nodes_[i].j != 0) {
        oracle.grad_x_f(x_, y_[i], xi, part_);
        phi_ += weight_f(i) * part_;
      }
      oracle.grad_x_g(x_, y_[i], oracle.lower(batch()), part_);
      phi_ += weight_g(i) * part_;
    }
  }

  F2saSchedule s_;
  std::vector<F2saNode> nodes_;
  std::vector<WeightedPoint> in_f_, in_g_;
  std::vector<Vector<double>> y_;
  Vector<double> x_, phi_, part_;
};

Prediction predict(const Facts& facts, const Parameters& parameters) {
  if (const auto refused = needs_strong_convexity(facts)) {
    return *refused;
  }
  if (const auto unknown = unknown_bias(facts, parameters)) {
    return {.applicable = false, .reason = *unknown};
  }
  const int p = f2sa_order(parameters);
  const bool theorem = follows_theorem(parameters);
  const bool flat = facts.exact_stencil && p >= 2 && !theorem;
  const double exponent = !facts.noisy() ? 2 : flat ? 4 : 4 + 2.0 / p;
  return {.applicable = true,
          .reason = theorem ? "Theorem 3.1, its hidden constants 1: runs need not reach eps"
                    : flat  ? "the stencil is exact here, so nu stays at its cap"
                            : "Theorem 3.1",
          .exponents = {{"sfo", exponent}},
          .has_log = true};
}

Plan plan(const Facts& facts, const Parameters& parameters) {
  const F2saSchedule s = f2sa_schedule(facts, parameters);
  const auto n = static_cast<double>(s.nodes.size());
  const double with_f = static_cast<double>(std::count_if(
      s.nodes.begin(), s.nodes.end(), [](const F2saNode& node) { return node.j != 0; }));
  return {
      .values = {{"nu", s.nu}, {"eta", s.eta}, {"eta_x", s.eta_x}, {"K", s.inner}, {"S", s.batch}},
      .calls_per_step = (n + with_f) * (s.inner + s.batch),
      .steps = s.steps,
      .log_factor = s.log_factor};
}

AnySolver make(const Facts& facts, const Parameters& parameters) {
  return F2saP(f2sa_schedule(facts, parameters));
}

} // namespace

SolverInfo f2sa_p() {
  return {
      .name = "f2sa_p",
      .title = "F2SA-p",
      .source_key = "chen2026f2sap",
      .source = "arXiv 2509.02937v2, Algorithm 1, Theorem 3.1",
      .convention = "N",
      .claim = "O~(p kappa^(9+2/p) eps^(-4-2/p)) SFO to E||grad phi|| <= eps",
      .assumptions =
          {"g is mu-strongly convex in y",
           "f is Lipschitz in y; gradients of f and g, second derivatives of g Lipschitz",
           "f and g smooth in y to order p", "unbiased gradients of bounded variance"},
      .steps = {"for every node j of non-zero weight: K times y_j <- y_j - eta (j nu grad_y f + "
                "grad_y g) at (x, y_j)",
                "Phi <- (1/S) sum_i sum_j alpha_j (j grad_x f + grad_x g/nu) at (x, y_j)",
                "x <- x - eta_x Phi/||Phi||"},
      .calls_per_iteration = "even p: n_gy = n_fy = pK, n_gx = n_fx = pS; odd p: n_gy = (p+1)K, "
                             "n_fy = pK, n_gx = (p+1)S, n_fx = pS",
      .samples = "inner: fresh for every step and node; outer: the same S for all nodes "
                 "(samples=independent: each node its own)",
      .unverified = "the odd-p algorithm is read from the paper's node set",
      .parameters =
          {{"p", "2", "order of the stencil, 1 to 64"},
           {"samples", "shared", "outer samples: shared by all nodes, or independent"},
           {"schedule", "explicit",
            "explicit: each part of the error below its share of eps, from the instance's "
            "constants; theorem: the paper's, every hidden constant 1"},
           {"nu", "auto", "distance of the nodes"},
           {"eta", "auto", "inner step"},
           {"eta_x", "auto", "outer step"},
           {"K", "auto", "inner steps"},
           {"S", "auto", "outer batch"},
           aim_parameter()},
      .traits =
          {.roles = {.bias = "nu", .inner_steps = "K", .outer_step = "eta_x", .batch = "S"},
           .order = f2sa_order,
           .leading =
               [](const Parameters& given) {
                 return exact<double>(facts(f2sa_stencil(f2sa_order(given))).leading);
               },
           .calls = first_order_calls(),
           .independent = fresh_gradients(),
           .normalised = true,
           .of_pure_numbers = follows_theorem,
           .by_design =
               {{"laws/rescaling_levels",
                 "nu is kept below 1, which means another distance where g has other units"}}},
      .predict = predict,
      .plan = plan,
      .make = make,
  };
}

} // namespace assay::solver
