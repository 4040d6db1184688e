#pragma once
#include <functional>
#include <limits>
#include <string>
#include <vector>

/// What an instance declares of itself to a solver: the constants that schedules are made of, and
/// which assumptions of the theory hold.
///
/// Legend  curvature of h: extreme eigenvalues of grad^2_yy h; kappa = L_g/mu.
/// Error   every constant is a true bound on the set that runs visit, checked at sampled points in
///         tests/problems/facts_test.cpp. Infinite: no bound exists.
namespace assay {

struct Facts {
  int dx = 0, dy = 0;
  double epsilon = 0.1; ///< the accuracy asked of ||grad phi||; some instances scale with it

  double mu = 1;              ///< least curvature of g in y; 0 where g is not strongly convex
  double pl = 0;              ///< 1/2 ||grad_y g||^2 >= pl (g - min g), where mu is 0
  double lower_curvature = 1; ///< L_g: largest curvature of g in y
  double upper_curvature = 0; ///< L_f: largest |curvature| of f in y
  double coupling = 0;        ///< bound on ||grad^2_xy g||
  double upper_coupling = 0;  ///< bound on ||grad^2_xy f||
  double curvature_slope = 0; ///< rho: Lipschitz constant in y of grad^2_yy g and grad^2_xy g
  /// Lipschitz constants in y of v* = (grad^2_yy g)^{-1} grad_y f and of grad_x f - grad^2_xy g v*,
  /// both at (x, y). Infinite: none is declared, and solvers derive one from the other constants.
  double system_slope = std::numeric_limits<double>::infinity();
  double response = std::numeric_limits<double>::infinity();
  double upper_slope = 0;    ///< C_f: bound on ||grad_y f(x, y*(x))||
  double solution_slope = 0; ///< Lipschitz constant of y*
  double smoothness = 1;     ///< L_phi: Lipschitz constant of grad phi
  /// Lipschitz constant of grad^2 phi, at every eps; infinite: the instance declares none.
  double hessian_slope = std::numeric_limits<double>::infinity();
  double growth = 0;         ///< L_1: ||grad^2 phi|| <= L_phi + L_1 ||grad phi||
  double gap = 1;            ///< Delta: phi(x0) - inf phi
  double start_distance = 0; ///< ||y0 - y*(x0)||

  /// Deviations of one sample: root of E||noise||^2 (hvp, jvp: for a v of norm 1).
  double sigma_fx = 0, sigma_fy = 0, sigma_gx = 0, sigma_gy = 0, sigma_hvp = 0, sigma_jvp = 0;
  /// Of the part of grad_x g's noise that depends on y: its deviation; and what one sample's moves
  /// by from y to y' is at most slope_gx ||y - y'||. 0: a sample disturbs grad_x g by the same at
  /// every y.
  double varying_gx = 0, slope_gx = 0;

  /// A bound on the bias of the p-th order stencil in nu with exact inner solves, near
  /// stationarity; empty where none is known.
  std::function<double(int p, double nu)> stencil_bias;
  /// Does that bias vanish identically (p >= 2), so that nu stays at its cap?
  bool exact_stencil = false;

  bool strongly_convex = true;      ///< g in y
  bool convex_pl = true;            ///< g is convex in y with the PL property
  bool smooth_to_any_order = true;  ///< f and g in y, with the bounds that F2SA-p asks for
  bool mean_squared_smooth = true;  ///< of the noise; false for the Bernoulli oracle
  bool bernoulli = false;           ///< grad_x f hides the chain's next link
  bool stochastic_products = false; ///< HVP and JVP are noisy
  bool unbounded_smoothness = false;
  int components = 0; ///< of a finite sum; 0: an expectation
  /// T ~ eps^-2 outer steps are forced (a chain), so that rates show what one step costs.
  bool chain = false;

  [[nodiscard]] double kappa() const { return lower_curvature / (mu > 0 ? mu : pl); }
  [[nodiscard]] bool noisy() const {
    return sigma_fx > 0 || sigma_fy > 0 || sigma_gx > 0 || sigma_gy > 0 || sigma_hvp > 0 ||
           sigma_jvp > 0;
  }
};

} // namespace assay
