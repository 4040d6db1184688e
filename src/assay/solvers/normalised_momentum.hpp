#pragma once
#include <assay/problems/facts.hpp>
#include <assay/problems/parameters.hpp>

/// The schedule that SLIP and BO-REP share: normalised steps along a momentum of hyper-gradient
/// estimates, for phi whose smoothness may grow with its gradient.
///
///     mean ||grad phi|| <= Delta/(eta T) + 2 mean E||m - grad phi|| + L eta/2
///
/// eps/8 and eps/16 for the first and last; of E||m - grad phi|| <= 13/32 eps:  4/32 noise
/// sqrt(a V/(2-a)), 4/32 drift L eta/a, 2/32 the lower level's noise, 2/32 its drift, 1/32 bias of
/// the linear system.   Legend  a = 1 - beta; V: variance of one estimate.
namespace assay {

struct NormalisedMomentum {
  double a = 1;   ///< 1 - beta
  double eta = 0; ///< length of a step
};

/// The parameters beta and eta, else the bounds above, and eta at most `lag`: the longest step that
/// the lower level can follow.
NormalisedMomentum
normalised_momentum(const Facts& facts, const Parameters& parameters, double variance, double lag);

/// Constant SGD step of the lower level: response^2 alpha sigma^2/mu <= (eps/16)^2, at most 1/L_g.
double tracking_step(const Facts& facts);
/// Step of v <- v - step (H_zeta v - grad_y f): |J|^2 E||v - v*||^2 <= (eps/16)^2.
double system_step(const Facts& facts);
/// |J| times what a step of x of length 1 moves v*.
double system_drift(const Facts& facts);
/// Outer steps: 8 Delta/(eta eps).
double normalised_steps(const Facts& facts, double eta);

} // namespace assay
