#include <assay/error.hpp>
#include <assay/solvers/constants.hpp>

#include <algorithm>
#include <limits>

namespace assay {

Facts aimed(Facts facts, const Parameters& parameters) {
  const double aim = parameters.number("aim", 1);
  need(aim > 0, "aim must be positive");
  facts.epsilon *= aim;
  return facts;
}

double system_slope(const Facts& facts) {
  const double derived =
      (facts.upper_curvature + facts.curvature_slope * facts.upper_slope / facts.mu) / facts.mu;
  return std::min(facts.system_slope, derived);
}

double response(const Facts& facts) {
  const double derived = facts.upper_coupling + facts.coupling * system_slope(facts) +
                         facts.curvature_slope * facts.upper_slope / facts.mu;
  return std::min(facts.response, derived);
}

double direct_smoothness(const Facts& facts) {
  return facts.smoothness + response(facts) * facts.solution_slope;
}

double first_order_bias(const Facts& facts, double nu) {
  if (facts.stencil_bias) {
    return facts.stencil_bias(1, nu);
  }
  // (H + nu F)(y_nu - y*) = -nu grad_y f, up to rho ||y_nu - y*||^2/2 in H and in J.
  const double m = facts.mu - nu * facts.upper_curvature;
  if (!(m > 0)) {
    return std::numeric_limits<double>::infinity();
  }
  const double away = facts.upper_slope / m; // ||y_nu - y*|| <= nu away
  return nu * away *
         (facts.upper_coupling + facts.coupling * facts.upper_curvature / facts.mu +
          facts.curvature_slope * away * (1 + facts.coupling / facts.mu) / 2);
}

double half_convex(const Facts& facts) { return limit(facts.mu / 2, facts.upper_curvature); }

double neumann_step(const Facts& facts) {
  const double noise = facts.sigma_hvp * facts.sigma_hvp;
  // (1 - eta mu)^2 + eta^2 noise <= 1 - eta mu.
  return std::min(1 / facts.lower_curvature, facts.mu / (facts.mu * facts.mu + noise));
}

double neumann_depth(const Facts& facts, double eta, double bias) {
  const double whole = facts.coupling * facts.upper_slope / facts.mu;
  const double z = eta * facts.mu;
  if (!(whole > bias) || z >= 1) {
    return 0;
  }
  return std::max(0.0, std::ceil(std::log(bias / whole) / std::log1p(-z)) - 1);
}

bool makes_products(const Facts& facts, const Parameters& parameters, double eta) {
  return parameters.number("Q", neumann_depth(facts, eta, 0)) > 0;
}

double terms_of(const Facts& facts,
                const Parameters& parameters,
                const std::string& name,
                double eta,
                double bias) {
  const double terms = count_of(parameters, name, neumann_depth(facts, eta, bias) + 1);
  need(terms <= 1e6, "parameter " + name + " is at most 10^6");
  return terms;
}

bool random_terms(const Facts& facts,
                  const Parameters& parameters,
                  const std::string& name,
                  double eta) {
  return parameters.number(name, neumann_depth(facts, eta, 0) + 1) > 1;
}

std::map<std::string, double> first_order_exponents(double exponent) {
  std::map<std::string, double> result;
  for (const char* counter : {"sfo", "n_fx", "n_fy", "n_gx", "n_gy"}) {
    result[counter] = exponent;
  }
  return result;
}

std::map<std::string, double> implicit_exponents(double exponent, bool products) {
  std::map<std::string, double> result;
  for (const char* counter : {"sfo", "n_fx", "n_fy", "n_gy", "n_jvp"}) {
    result[counter] = exponent;
  }
  if (products) {
    result["n_hvp"] = exponent;
  }
  return result;
}

double neumann_variance(const Facts& facts, double eta) {
  const double mu = facts.mu;
  const double pull = square(facts.upper_slope) + square(facts.sigma_fy);
  // A factor's error eta xi v_q reaches the sum through eta sum (I - eta H)^j <= 1/mu, and
  // E||v_q||^2 <= (1 - eta mu)^q ||v_0||^2 sums to 1/(eta mu).
  const double sum =
      (square(facts.sigma_fy) + eta * square(facts.sigma_hvp) * pull / mu) / (mu * mu);
  return square(facts.sigma_fx) + (square(facts.coupling) + square(facts.sigma_jvp)) * sum +
         square(facts.sigma_jvp * facts.upper_slope / mu);
}

double neumann_term_spread(const Facts& facts, double eta, double b) {
  return std::min(b * eta / facts.mu, b * eta * b * eta);
}

double neumann_term_variance(const Facts& facts, double eta, double b) {
  const double spread = neumann_term_spread(facts, eta, b);
  const double slope = square(facts.upper_slope);
  const double random = (b > 1 ? spread * slope : 0) + spread * square(facts.sigma_fy);
  return square(facts.sigma_fx) + square(facts.coupling) * random +
         square(facts.sigma_jvp) * spread * (slope + square(facts.sigma_fy));
}

UnrolledError unrolled_error(const Facts& facts, double away) {
  const double lift = facts.coupling / facts.mu;
  return {.whole = lift * facts.upper_slope +
                   (facts.upper_coupling + lift * facts.upper_curvature) * away,
          .path = facts.curvature_slope * away * (1 + lift) *
                  (facts.upper_slope + facts.upper_curvature * away)};
}

double unrolled_depth(const UnrolledError& error, const Facts& facts, double share, double rate) {
  // alpha D q^(D-1) <= 2/(e mu) q^(D/2-1).
  const double path = error.path / (facts.mu * std::max(1e-300, 1 - rate));
  return std::max(depth_to(error.whole, share, rate),
                  path > 0 ? 2 * depth_to(path, share, rate) : 1);
}

Facts with_pl_constant(Facts facts) {
  if (!facts.strongly_convex) {
    facts.mu = facts.pl;
  }
  need(facts.mu > 0, "the instance declares no PL constant");
  return facts;
}

double depth_to(double whole, double share, double rate) {
  if (!(whole > share) || rate >= 1) {
    return 1;
  }
  return std::max(1.0, std::ceil(std::log(share / whole) / std::log1p(-rate)));
}

double limit(double numerator, double denominator) {
  return denominator > 0 ? numerator / denominator : std::numeric_limits<double>::infinity();
}

double log_at_least_1(double z) { return std::log(std::exp(1.0) + z); }

double count_of(const Parameters& parameters, const std::string& name, double computed) {
  const double count = parameters.number(name, std::max(1.0, std::ceil(computed)));
  need(count >= 1 && count <= 1e37 && count == std::floor(count),
       "parameter " + name + " is a whole number from 1 to 10^37");
  return count;
}

double positive(const Parameters& parameters, const std::string& name, double computed) {
  const double value = parameters.number(name, computed);
  need(value > 0 && std::isfinite(value), "parameter " + name + " must be positive and finite");
  return value;
}

double depth_of(const Parameters& parameters, const std::string& name, double computed) {
  const double depth = parameters.number(name, computed);
  need(depth >= 0 && depth <= 1e6 && depth == std::floor(depth),
       "parameter " + name + " is a whole number from 0 to 10^6");
  return depth;
}

} // namespace assay
