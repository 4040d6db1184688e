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
#include <assay/solvers/solver.hpp>
#include <assay/solvers/steps.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace assay::solver {
namespace {

struct Node {
  double j, alpha;
};

int order(const Parameters& parameters) { return parameters.whole("p", 2, 1, 64); }

std::vector<Node> nodes_of(int p) {
  std::vector<Node> nodes;
  const Stencil stencil = f2sa_stencil(p);
  for (std::size_t i = 0; i < stencil.nodes.size(); ++i) {
    if (stencil.weights[i] != 0) {
      nodes.push_back({exact<double>(stencil.nodes[i]), exact<double>(stencil.weights[i])});
    }
  }
  return nodes;
}

struct Schedule {
  double nu = 0, eta = 0, eta_x = 0;
  double inner = 0; ///< K
  double batch = 0; ///< S
  double log_factor = 1;
  bool shared = true;
};

/// Variance of the outer batch of one sample, all nodes together.
double outer_variance(const Facts& facts, const std::vector<Node>& nodes, double nu, bool shared) {
  if (shared) { // additive noise of g cancels, that of f enters with weight sum alpha_j j = 1
    return facts.sigma_fx * facts.sigma_fx;
  }
  double sum = 0;
  for (const Node& node : nodes) {
    const double f = node.alpha * node.j * facts.sigma_fx;
    const double g = node.alpha / nu * facts.sigma_gx;
    sum += f * f + g * g;
  }
  return sum;
}

/// What node j's lower variable moves of Phi.
double response(const Facts& facts, const Node& node, double nu) {
  return std::abs(node.alpha) / nu *
         (facts.coupling + std::abs(node.j) * nu * facts.upper_coupling);
}

double inner_variance(const Facts& facts, const std::vector<Node>& nodes, double nu, double eta) {
  double sum = 0;
  for (const Node& node : nodes) {
    const double shift = std::abs(node.j) * nu;
    const double h = facts.mu - (node.j < 0 ? shift * facts.upper_curvature : 0);
    const double noise =
        facts.sigma_gy * facts.sigma_gy + shift * shift * facts.sigma_fy * facts.sigma_fy;
    const double r = response(facts, node, nu);
    sum += r * r * eta * noise / (h * (2 - eta * h));
  }
  return sum;
}

double cap(const Facts& facts, int p) {
  // (p/2) nu L_f <= mu/2; odd p reaches (p+1)/2 only upwards, where g + j nu f is no less convex
  // if f is convex, and (p-1)/2 downwards.
  return facts.upper_curvature > 0 ? facts.mu / (p * facts.upper_curvature)
                                   : std::numeric_limits<double>::max();
}

Schedule schedule(const Facts& given, const Parameters& parameters) {
  const Facts facts = aimed(given, parameters);
  const int p = order(parameters);
  const double epsilon = facts.epsilon;
  const std::vector<Node> nodes = nodes_of(p);
  Schedule s;
  s.shared = parameters.word("samples", "shared", {"shared", "independent"}) == "shared";
  double nu_cap = std::min(cap(facts, p), 1.0);
  const double bias = epsilon / 8;
  s.nu = parameters.number("nu", largest(1e-300, nu_cap, [&](double nu) {
                             return !facts.stencil_bias || facts.stencil_bias(p, nu) <= bias;
                           }));
  need(s.nu > 0 && s.nu <= cap(facts, p) * 1.000001,
       "f2sa_p: nu must be positive and below " + std::to_string(cap(facts, p)) +
           ", so that g + j nu f stays strongly convex");
  const int below = p / 2; // how far nodes reach below 0; above it one further at most
  const double steepest = facts.lower_curvature + (below + 1) * s.nu * facts.upper_curvature;
  const double variance = epsilon * epsilon / 128;
  s.eta = positive(parameters, "eta", largest(1e-300, 1 / steepest, [&](double eta) {
                     return inner_variance(facts, nodes, s.nu, eta) <= variance;
                   }));
  s.eta_x = positive(parameters, "eta_x", epsilon / (2 * facts.smoothness));
  double spread = 0; // sum over the nodes of their part of Phi's error before the inner steps
  for (const Node& node : nodes) {
    const double away = facts.start_distance + facts.solution_slope * s.eta_x +
                        std::abs(node.j) * s.nu * facts.upper_slope / facts.mu;
    spread += response(facts, node, s.nu) * away;
  }
  s.log_factor = std::log(std::max(std::exp(1.0), 16 * spread / epsilon));
  const double slowest = facts.mu - below * s.nu * facts.upper_curvature;
  s.inner = count_of(parameters, "K", s.log_factor / (s.eta * slowest));
  s.batch = count_of(parameters, "S", outer_variance(facts, nodes, s.nu, s.shared) / variance);
  return s;
}

class F2saP {
public:
  F2saP(Schedule s, std::vector<Node> nodes) : s_(s), nodes_(std::move(nodes)) {}

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

  Schedule s_;
  std::vector<Node> nodes_;
  std::vector<WeightedPoint> in_f_, in_g_;
  std::vector<Vector<double>> y_;
  Vector<double> x_, phi_, part_;
};

Prediction predict(const Facts& facts, const Parameters& parameters) {
  if (const auto refused = needs_strong_convexity(facts)) {
    return *refused;
  }
  const int p = order(parameters);
  const bool flat = facts.exact_stencil && p >= 2;
  const double exponent = !facts.noisy() ? 2 : flat ? 4 : 4 + 2.0 / p;
  return {.applicable = true,
          .reason = flat ? "the stencil is exact here, so nu stays at its cap" : "Theorem 3.1",
          .exponents = {{"sfo", exponent}},
          .has_log = true};
}

Plan plan(const Facts& facts, const Parameters& parameters) {
  const Schedule s = schedule(facts, parameters);
  const int p = order(parameters);
  const auto nodes = nodes_of(p);
  const auto n = static_cast<double>(nodes.size());
  const double with_f = static_cast<double>(
      std::count_if(nodes.begin(), nodes.end(), [](const Node& node) { return node.j != 0; }));
  return {
      .values = {{"nu", s.nu}, {"eta", s.eta}, {"eta_x", s.eta_x}, {"K", s.inner}, {"S", s.batch}},
      .calls_per_step = (n + with_f) * (s.inner + s.batch),
      // avg ||grad phi|| <= Delta/(eta_x T) + 2 error + L eta_x/2: T = 8 Delta L/eps^2
      .steps = std::ceil(4 * facts.gap / (s.eta_x * aimed(facts, parameters).epsilon)) + 1,
      .log_factor = s.log_factor};
}

AnySolver make(const Facts& facts, const Parameters& parameters) {
  return F2saP(schedule(facts, parameters), nodes_of(order(parameters)));
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
      .parameters = {{"p", "2", "order of the stencil, 1 to 64"},
                     {"samples", "shared", "outer samples: shared by all nodes, or independent"},
                     {"nu", "auto", "distance of the nodes"},
                     {"eta", "auto", "inner step"},
                     {"eta_x", "auto", "outer step"},
                     {"K", "auto", "inner steps"},
                     {"S", "auto", "outer batch"},
                     aim_parameter()},
      .traits =
          {.roles = {.bias = "nu", .inner_steps = "K", .outer_step = "eta_x", .batch = "S"},
           .order = order,
           .leading =
               [](const Parameters& given) {
                 return exact<double>(facts(f2sa_stencil(order(given))).leading);
               },
           .calls = first_order_calls(),
           .independent = fresh_gradients(),
           .normalised = true,
           .by_design =
               {{"laws/rescaling_levels",
                 "nu is kept below 1, which means another distance where g has other units"}}},
      .predict = predict,
      .plan = plan,
      .make = make,
  };
}

} // namespace assay::solver
