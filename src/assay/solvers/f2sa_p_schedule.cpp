#include <assay/differences/stencil.hpp>
#include <assay/error.hpp>
#include <assay/numbers/literal.hpp>
#include <assay/solvers/constants.hpp>
#include <assay/solvers/f2sa_p_schedule.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace assay {
namespace {

using Nodes = std::vector<F2saNode>;

Nodes nodes_of(int p) {
  Nodes nodes;
  const Stencil stencil = f2sa_stencil(p);
  for (std::size_t i = 0; i < stencil.nodes.size(); ++i) {
    if (stencil.weights[i] != 0) {
      nodes.push_back({exact<double>(stencil.nodes[i]), exact<double>(stencil.weights[i])});
    }
  }
  return nodes;
}

double cap(const Facts& facts, int p) {
  // (p/2) nu L_f <= mu/2; odd p reaches (p+1)/2 only upwards, where g + j nu f is no less convex
  // if f is convex, and (p-1)/2 downwards.
  return facts.upper_curvature > 0 ? facts.mu / (p * facts.upper_curvature)
                                   : std::numeric_limits<double>::max();
}

/// Least curvature of g + j nu f.
double convexity(const Facts& facts, const F2saNode& node, double nu) {
  return facts.mu - (node.j < 0 ? std::abs(node.j) * nu * facts.upper_curvature : 0);
}

/// What node j's lower variable moves of Phi.
double response(const Facts& facts, const F2saNode& node, double nu) {
  return std::abs(node.alpha) / nu *
         (facts.coupling + std::abs(node.j) * nu * facts.upper_coupling);
}

/// `factor` times the variance that the inner noise leaves in node j's lower variable.
double floor_of(const Facts& facts, const F2saNode& node, double nu, double eta, double factor) {
  const double shift = std::abs(node.j) * nu;
  const double h = convexity(facts, node, nu);
  const double noise =
      facts.sigma_gy * facts.sigma_gy + shift * shift * facts.sigma_fy * facts.sigma_fy;
  return factor * eta * noise / (h * (2 - eta * h));
}

double inner_variance(const Facts& facts, const Nodes& nodes, double nu, double eta) {
  double sum = 0;
  for (const F2saNode& node : nodes) {
    const double r = response(facts, node, nu);
    sum += floor_of(facts, node, nu, eta, r * r);
  }
  return sum;
}

/// ||y_j - y*_{j nu}|| before the inner steps, at most.
double unstarted(const Facts& facts, const F2saNode& node, const F2saSchedule& s) {
  return facts.start_distance + facts.solution_slope * s.eta_x +
         std::abs(node.j) * s.nu * facts.upper_slope / facts.mu;
}

/// Variance of one shared sample's sum. Noise of g that is the same at every y cancels, as sum
/// alpha_j = 0, and that of f enters with sum alpha_j j = 1. What of g's depends on y: a sample
/// differs by slope ||y_j - y*|| from what cancels; or, where that is no use since it decorrelates
/// over less than that, by no more than itself at each node.
double shared_variance(const Facts& facts, const F2saSchedule& s) {
  if (facts.varying_gx == 0) {
    return facts.sigma_fx * facts.sigma_fx;
  }
  double moved = 0;
  double whole = 0;
  for (const F2saNode& node : s.nodes) {
    const double away = std::abs(node.j) * s.nu * facts.upper_slope / convexity(facts, node, s.nu) +
                        unstarted(facts, node, s) * std::exp(-s.log_factor);
    const double floor = floor_of(facts, node, s.nu, s.eta, 1);
    const double far = floor >= 0 ? std::sqrt(away * away + floor)
                                  : std::numeric_limits<double>::infinity(); // eta h > 2: no floor
    moved += std::abs(node.alpha) * facts.slope_gx * far;
    whole += std::abs(node.alpha) * facts.varying_gx;
  }
  return facts.sigma_fx * facts.sigma_fx + square(std::min(moved, whole) / s.nu);
}

/// Variance of the outer batch of one sample, all nodes together.
double outer_variance(const Facts& facts, const F2saSchedule& s) {
  if (s.shared) {
    return shared_variance(facts, s);
  }
  double sum = 0;
  for (const F2saNode& node : s.nodes) {
    const double f = node.alpha * node.j * facts.sigma_fx;
    const double g = node.alpha / s.nu * facts.sigma_gx;
    sum += f * f + g * g;
  }
  return sum;
}

double bias_of(const Facts& facts, int p, double nu) {
  if (facts.stencil_bias) {
    return facts.stencil_bias(p, nu);
  }
  return p == 1 ? first_order_bias(facts, nu) : std::numeric_limits<double>::infinity();
}

/// The largest distance that the bias allows; nothing where no bound on the bias is known.
std::optional<double> known_distance(const Facts& facts, int p) {
  const auto allowed = [&](double nu) { return bias_of(facts, p, nu) <= facts.epsilon / 8; };
  const double nu = largest(1e-300, std::min(cap(facts, p), 1.0), allowed);
  return allowed(nu) ? std::optional(nu) : std::nullopt;
}

/// What the parameters say of nu, NaN where it is to be computed.
double given_distance(const Parameters& parameters) {
  return parameters.number("nu", std::numeric_limits<double>::quiet_NaN());
}

void set_distance(const Facts& facts,
                  const Parameters& parameters,
                  double computed,
                  F2saSchedule& s) {
  s.nu = parameters.number("nu", computed);
  need(s.nu > 0 && s.nu <= cap(facts, s.p) * 1.000001,
       "f2sa_p: nu must be positive and below " + std::to_string(cap(facts, s.p)) +
           ", so that g + j nu f stays strongly convex");
}

void set_explicit(const Facts& facts, const Parameters& parameters, F2saSchedule& s) {
  const auto unknown = unknown_bias(facts, parameters);
  need(!unknown, "f2sa_p: " + unknown.value_or(""));
  const double epsilon = facts.epsilon;
  set_distance(facts, parameters,
               std::isnan(given_distance(parameters)) ? *known_distance(facts, s.p) : 0, s);
  const int below = s.p / 2; // how far nodes reach below 0; above it one further at most
  const double steepest = facts.lower_curvature + (below + 1) * s.nu * facts.upper_curvature;
  const double variance = epsilon * epsilon / 128;
  s.eta = positive(parameters, "eta", largest(1e-300, 1 / steepest, [&](double eta) {
                     return inner_variance(facts, s.nodes, s.nu, eta) <= variance;
                   }));
  s.eta_x = positive(parameters, "eta_x", epsilon / (2 * facts.smoothness));
  double spread = 0; // sum over the nodes of their part of Phi's error before the inner steps
  for (const F2saNode& node : s.nodes) {
    spread += response(facts, node, s.nu) * unstarted(facts, node, s);
  }
  s.log_factor = std::log(std::max(std::exp(1.0), 16 * spread / epsilon));
  const double slowest = facts.mu - below * s.nu * facts.upper_curvature;
  s.inner = count_of(parameters, "K", s.log_factor / (s.eta * slowest));
  s.batch = count_of(parameters, "S", outer_variance(facts, s) / variance);
  // avg ||grad phi|| <= Delta/(eta_x T) + 2 error + L eta_x/2: T = 8 Delta L/eps^2
  s.steps = std::ceil(4 * facts.gap / (s.eta_x * epsilon)) + 1;
}

void set_theorem(const Facts& facts, const Parameters& parameters, F2saSchedule& s) {
  const double epsilon = facts.epsilon;
  const double first = std::max(
      {facts.lower_curvature, facts.upper_curvature, facts.coupling, facts.upper_coupling}); // L_1
  const double all = std::max({first, facts.upper_slope, facts.curvature_slope});
  const double kappa = all / facts.mu;
  const double start = facts.start_distance > 0 ? facts.start_distance : 1;
  const double variance = std::max(square(facts.sigma_fx) + square(facts.sigma_fy),
                                   square(facts.sigma_gx) + square(facts.sigma_gy));
  const double of_bias = std::pow(epsilon / (all * std::pow(kappa, 2 * s.p + 1)), 1.0 / s.p);
  set_distance(facts, parameters, std::min({start / kappa, of_bias, cap(facts, s.p)}), s);
  const double target = square(s.nu * epsilon);
  s.eta = positive(parameters, "eta",
                   std::min(1 / (2 * first), limit(target, first * kappa * variance)));
  s.eta_x = positive(parameters, "eta_x", epsilon / (first * kappa * kappa * kappa));
  s.log_factor = std::log(std::max(std::exp(1.0), start * first * kappa / (s.nu * epsilon)));
  s.inner = count_of(parameters, "K", s.log_factor / (facts.mu * s.eta));
  s.batch = count_of(parameters, "S", variance / target);
  s.steps = std::ceil(facts.gap / (s.eta_x * epsilon)) + 1;
}

} // namespace

int f2sa_order(const Parameters& parameters) { return parameters.whole("p", 2, 1, 64); }

bool follows_theorem(const Parameters& parameters) {
  return parameters.word("schedule", "explicit", {"explicit", "theorem"}) == "theorem";
}

std::optional<std::string> unknown_bias(const Facts& given, const Parameters& parameters) {
  const int p = f2sa_order(parameters);
  if (follows_theorem(parameters) || !std::isnan(given_distance(parameters)) ||
      known_distance(aimed(given, parameters), p)) {
    return std::nullopt;
  }
  return "no constant of the bias is known for p = " + std::to_string(p) + " on this instance";
}

F2saSchedule f2sa_schedule(const Facts& given, const Parameters& parameters) {
  const Facts facts = aimed(given, parameters);
  F2saSchedule s;
  s.p = f2sa_order(parameters);
  s.nodes = nodes_of(s.p);
  s.shared = parameters.word("samples", "shared", {"shared", "independent"}) == "shared";
  if (follows_theorem(parameters)) {
    set_theorem(facts, parameters, s);
  } else {
    set_explicit(facts, parameters, s);
  }
  return s;
}

} // namespace assay
