#pragma once
#include <assay/problems/facts.hpp>
#include <assay/problems/parameters.hpp>

#include <cmath>
#include <map>
#include <string>

/// Constants that schedules are made of, derived once from what an instance declares of itself.
///
/// The papers' schedules are orders of magnitude ("eta ~ eps^3"); here each is the largest step, or
/// the fewest samples, for which the part of the error it governs stays below its share of eps.
/// Every such bound is written beside the formula, so that no constant is tuned.
/// Legend  H = grad^2_yy g, J = grad^2_xy g, v* = H^{-1} grad_y f, Phi = grad_x f - J v*.
namespace assay {

/// The parameter that every schedule takes: it is made for accuracy aim * eps. A run with aim > 1
/// spends less on the same powers of eps; whether it reaches eps is then for the run to show.
inline Parameter aim_parameter() {
  return {"aim", "1", "the schedule is made for accuracy aim * epsilon"};
}
/// The facts with that accuracy in place of epsilon. Throws InvalidArgument unless aim > 0.
Facts aimed(Facts facts, const Parameters& parameters);

/// Lipschitz constant of v* in y: the instance's own, or (L_f + rho ||v*||)/mu where that is less.
double system_slope(const Facts& facts);
/// Lipschitz constant of Phi in y: the instance's own, or |grad^2_xy f| + |J| (slope of v*) + rho
/// ||v*|| where that is less.
double response(const Facts& facts);
/// Lipschitz constant of Phi in x at fixed y: ||grad phi|| moves by L_phi, of which y*(x) takes
/// response * slope.
double direct_smoothness(const Facts& facts);

/// Bias of the penalty with multiplier 1/nu, lower levels solved exactly: the instance's own bound,
/// else  nu C/m (|grad^2_xy f| + |J| L_f/mu + rho C/m (1 + |J|/mu)/2),  m = mu - nu L_f.
double first_order_bias(const Facts& facts, double nu);
/// The largest nu with g - nu f still mu/2-strongly convex; infinite if f is affine in y.
double half_convex(const Facts& facts);

/// Step of the Neumann series: 1/L_g, or shorter where HVPs are noisy, so that
/// E||(I - eta H_zeta) v||^2 <= (1 - eta mu) ||v||^2.
double neumann_step(const Facts& facts);
/// The least Q with |J| ||grad_y f||/mu (1 - eta mu)^(Q+1) <= bias, at least 0.
double neumann_depth(const Facts& facts, double eta, double bias);
/// Does a method whose series has "Q" factors make any product at some accuracy? None where kappa =
/// 1 or J v* = 0, which the series' first term solves; nor with Q = 0 given.
bool makes_products(const Facts& facts, const Parameters& parameters, double eta);
/// One exponent for every counter of a first-order method: sfo, n_fx, n_fy, n_gx and n_gy.
std::map<std::string, double> first_order_exponents(double exponent);
/// One exponent for every counter of a method that solves with H: sfo, n_fx, n_fy, n_gy, n_jvp, and
/// n_hvp where it makes products.
std::map<std::string, double> implicit_exponents(double exponent, bool products);
/// Terms of a random series, from 1 to 10^6: as many as leave the bias. Throws InvalidArgument.
double terms_of(const Facts& facts,
                const Parameters& parameters,
                const std::string& name,
                double eta,
                double bias);
/// Is such a series random at some accuracy? One term, the power 0, is not.
bool random_terms(const Facts& facts,
                  const Parameters& parameters,
                  const std::string& name,
                  double eta);
/// Variance of one sample of grad_x f - J eta sum (I - eta H)^q grad_y f, fresh samples everywhere.
double neumann_variance(const Facts& facts, double eta);
/// The same of grad_x f - J b eta (I - eta H)^p grad_y f, p uniform on {0, ..., b - 1}: no less
/// than what p alone makes of it without noise.
double neumann_term_variance(const Facts& facts, double eta, double b);
/// Bound on b eta^2 sum_{q<b} (1 - eta mu)^q: E||b eta (I - eta H)^p v||^2 over ||v||^2.
double neumann_term_spread(const Facts& facts, double eta, double b);

/// What derivatives through D steps of y err by, over powers of q = 1 - alpha mu, from ||y_0 - y*||
/// = away: q^D `whole` for the series and for y_D, alpha D q^(D-1) `path` for derivatives taken at
/// y_t, not y*.
struct UnrolledError {
  double whole = 0, path = 0;
};
UnrolledError unrolled_error(const Facts& facts, double away);
/// The least D known to bring each of the two below a share; rate = alpha mu.
double unrolled_depth(const UnrolledError& error, const Facts& facts, double share, double rate);

/// The facts with the PL constant for mu, where g is only PL. Throws InvalidArgument without any.
Facts with_pl_constant(Facts facts);

/// The largest value in [low, high] that satisfies a condition true for small values.
template <class Holds> double largest(double low, double high, const Holds& holds) {
  if (holds(high)) {
    return high;
  }
  for (int i = 0; i < 200; ++i) {
    const double middle = std::sqrt(low * high);
    (holds(middle) ? low : high) = middle;
  }
  return low;
}

/// The least D >= 1 with whole (1 - rate)^D <= share: steps of a loop that leaves 1 - rate each.
double depth_to(double whole, double share, double rate);

constexpr double square(double z) { return z * z; }
/// numerator/denominator, infinite where nothing limits (a zero denominator).
double limit(double numerator, double denominator);
/// log(e + z): a logarithm that is at least 1.
double log_at_least_1(double z);
/// A parameter that counts samples or steps: what is given must be a whole number from 1 to 10^37,
/// what is computed is rounded up to one. Throws InvalidArgument.
double count_of(const Parameters& parameters, const std::string& name, double computed);
/// A parameter that must be positive. Throws InvalidArgument.
double positive(const Parameters& parameters, const std::string& name, double computed);
/// The number of factors of a Neumann series: whole, from 0 to 10^6. Throws InvalidArgument.
double depth_of(const Parameters& parameters, const std::string& name, double computed);

} // namespace assay
