#pragma once
#include <assay/oracles/estimator_law.hpp>

/// The explicit F2SA-p schedule of one hyper-gradient on a quadratic: the cheapest nu, eta, K and S
/// that keep each part of the error within its budget.
///
///     nu    largest with  ||finite-difference bias|| <= bias,  below the cap (p/2) nu L_f <= mu/2
///     eta   largest with  stationary inner variance <= inner^2,  at most 1/(largest curvature)
///     K     smallest with  sum_j ||unfinished part of node j|| <= unfinished
///     S     smallest with  variance of the outer batch <= outer^2;   calls = n (K + S)
///
/// Legend  n: nodes of non-zero weight; mu, L_f: extreme curvatures of g and of f in y. One call is
///         one sample's gradients of f and g at one point, as the paper counts.
/// Unit    the budgets are root mean squares, in the unit of the hyper-gradient.
/// Error   nu and eta are feasible and within 1e-20 of the optimum; K and S are whole numbers.
/// Throws  Undecidable if the working digits cannot tell the bias at nu from rounding.
/// Source  chen2026f2sap, Theorem 3.1, with the instance's true constants instead of orders.
namespace assay {

struct ErrorBudget {
  Real bias;
  Real unfinished;
  Real inner;
  Real outer;
};

/// epsilon/sqrt(3) each. The signs of the two biases unknown, E||Phi - grad phi||^2 <= 2 epsilon^2.
ErrorBudget even_budget(const Real& epsilon);

struct HypergradientPlan {
  Real nu;
  Real eta;
  Real steps; ///< K
  Real batch; ///< S
  Real calls; ///< n (K + S)
  /// The schedule's logarithm, log(c/(nu epsilon)) in K = log(c/(nu epsilon))/(mu eta): the
  /// e-foldings of a direction of curvature mu in K steps; at least 1.
  Real log_factor;
  bool at_cap = false; ///< strong convexity, not the bias, limits nu
};

class HypergradientSchedule {
public:
  HypergradientSchedule(Setting<Real> setting, Stencil stencil);

  /// mu/(p L_f), from (p/2) nu L_f <= mu/2 with p the stencil's order; infinite if L_f = 0.
  [[nodiscard]] const Real& curvature_cap() const { return cap_; }
  [[nodiscard]] const Setting<Real>& setting() const { return setting_; }
  [[nodiscard]] const Stencil& stencil() const { return stencil_; }
  /// Norm of the stencil's bias at nu, from one simultaneous reduction of (A, F): O(d dx) a node.
  [[nodiscard]] Real bias(const Real& nu) const;

  [[nodiscard]] HypergradientPlan plan(const ErrorBudget& budget, OuterSamples samples) const {
    return plan(budget, samples, cap_);
  }
  /// The same with a cap on nu of one's own.
  [[nodiscard]] HypergradientPlan
  plan(const ErrorBudget& budget, OuterSamples samples, const Real& cap) const;

private:
  struct Size {
    Real value;
    Real rounding; ///< a bound on the rounding of value, up to a small factor
  };
  [[nodiscard]] Size sized_bias(const Real& nu) const;
  [[nodiscard]] Real largest_nu(const Real& budget, const Real& cap) const;

  Setting<Real> setting_;
  Stencil stencil_;
  std::vector<Real> nodes_;   ///< the nodes of non-zero weight
  std::vector<Real> weights_; ///< and their weights
  Real lower_curvature_;      ///< mu
  Real cap_;
  Vector<Real> ratios_;        ///< eigenvalues of A^{-1} F
  Vector<Real> pull_, push_;   ///< W'(Bx + b), W'(K'x + h)
  Matrix<Real> lower_, upper_; ///< B'W and K W
  Vector<Real> rest_; ///< what the stencil must reproduce beyond the nodes: Px + q - grad phi
};

} // namespace assay
