#pragma once
#include <assay/problems/facts.hpp>
#include <assay/problems/parameters.hpp>

#include <optional>
#include <vector>

/// What F2SA-p's parameters are for an instance: the explicit schedule, every part of the error
/// kept below its share of eps, or the theorem's, every hidden constant of which is 1.
///
///     explicit   bias <= eps/8 fixes nu, below the cap that keeps g + j nu f strongly convex;
///     noise of
///                the inner loops <= eps^2/128 eta, what they leave <= eps/16 K, that of the outer
///                batch <= eps^2/128 S; eta_x = eps/(2 L_phi)
///     theorem    nu = min{R/kappa, (eps/(L kappa^(2p+1)))^(1/p)}, eta_x = eps/(L_1 kappa^3), eta =
///     nu^2
///                eps^2/(L_1 kappa sigma^2), S = sigma^2/(nu eps)^2, K = log(R L_1 kappa/(nu
///                eps))/(mu eta): whether a run reaches eps is then for the run to show
/// Legend  R = ||y0 - y*(x0)||, 1 where that is 0; L_1: largest Lipschitz constant of grad f, grad
/// g;
///         L = max(C_f, L_1, rho), kappa = L/mu; sigma^2: variance of the whole gradient of f or g.
///         The cap on nu and eta <= 1/(2 L_1), without which no step is stable, hold for both.
/// Source  chen2026f2sap, Theorem 3.1; constants of the explicit schedule derived here.
namespace assay {

struct F2saNode {
  double j, alpha;
};

struct F2saSchedule {
  int p = 2;
  std::vector<F2saNode> nodes; ///< of non-zero weight
  double nu = 0, eta = 0, eta_x = 0;
  double inner = 0; ///< K
  double batch = 0; ///< S
  double steps = 0; ///< T
  double log_factor = 1;
  bool shared = true;
};

/// The parameter p, 1 to 64.
int f2sa_order(const Parameters& parameters);
/// Is the theorem's schedule asked for?
bool follows_theorem(const Parameters& parameters);
/// Why no distance can be computed for this p on this instance: no bound on the bias is known, or
/// it is infinite. Nothing where the schedule needs none, or one is known.
std::optional<std::string> unknown_bias(const Facts& facts, const Parameters& parameters);
/// Throws InvalidArgument: unknown_bias, and parameters that are out of range.
F2saSchedule f2sa_schedule(const Facts& facts, const Parameters& parameters);

} // namespace assay
