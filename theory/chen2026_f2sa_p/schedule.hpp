#pragma once
#include <string>
#include <vector>

/// The parameters of F2SA-p as Theorem 3.1 prescribes them, written once for the claims about them.
/// Source  chen2026f2sap, Theorem 3.1; the caps (nu at R/kappa, eta_y at 1/(2 L1)) are inactive as
///         eps goes to 0 with the other constants fixed.
namespace theory::chen2026_f2sa_p {

inline std::vector<std::string> full_schedule() {
  return {"nu = (eps / (Lbar kappa^(2p+1)))^(1/p)",
          "mu = L1 / kappa",
          "eta_x = eps / (L1 kappa^3)",
          "eta_y = nu^2 eps^2 / (L1 kappa sigma^2)",
          "S = sigma^2 / (nu^2 eps^2)",
          "K = log / (mu eta_y)",
          "T = Delta / (eta_x eps)"};
}

/// The same with every constant but eps fixed.
inline std::vector<std::string> schedule_in_eps() {
  return {"nu = eps^(1/p)", "S = 1 / (nu^2 eps^2)", "K = 1 / (nu^2 eps^2) log", "T = eps^-2"};
}

} // namespace theory::chen2026_f2sa_p
