#pragma once
#include <assay/numbers/linalg.hpp>
#include <assay/problems/quadratic.hpp>

#include <vector>

/// The leading term of a finite difference's bias, and what it is by theory.
///
/// A stencil of order p on grad_x l_nu, l_nu(x) = min_y nu f + g, is off by
///     leading nu^p d^{p+1}/dnu^{p+1} grad_x l_nu(x) + ...    at nu = 0,
/// where `leading` is the stencil's moment p+1 over (p+1)!, sign included: 1/2 of a forward
/// difference, and so of a penalty with multiplier 1/nu; 1/6 of F2SA-2.
/// Source  chen2026_f2sa_p, Lemma 3.1; theory/chen2026_f2sa_p/bias_leading_coefficient.cpp.
namespace assay::audit {

/// d^k/dnu^k grad_x l_nu(x) at nu = 0, from the power series of the lower-level solution: no
/// difference takes part.
Vector<double> derivative_in_nu(const Quadratic<double>& problem, const Vector<double>& x, int k);

struct LeadingTerm {
  Vector<double> value; ///< the limit of error / nu^p
  double radius = 0;    ///< length it may be off by: the extrapolation's last change, and rounding
};

/// From errors at decreasing nu, at least five: error / nu^p extrapolated to nu = 0 by polynomials
/// of degree 3 (Neville). `rounding`: length of what rounding adds to the last error.
LeadingTerm leading_term(const std::vector<double>& nu,
                         std::vector<Vector<double>> errors,
                         int p,
                         double rounding);

} // namespace assay::audit
