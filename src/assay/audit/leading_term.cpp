#include <assay/audit/leading_term.hpp>
#include <assay/problems/value_function.hpp>

#include <algorithm>
#include <cmath>

namespace assay::audit {

Vector<double> derivative_in_nu(const Quadratic<double>& problem, const Vector<double>& x, int k) {
  const Vector<double> y = problem.solution(x, 0.0);
  return derivative(value_gradient_series(problem, x, 0.0, y, k), k);
}

LeadingTerm leading_term(const std::vector<double>& nu,
                         std::vector<Vector<double>> errors,
                         int p,
                         double rounding) {
  constexpr std::size_t degree = 3;
  for (std::size_t i = 0; i < errors.size(); ++i) {
    errors[i] /= std::pow(nu[i], p);
  }
  LeadingTerm term;
  double amplified = rounding / std::pow(nu.back(), p);
  for (std::size_t k = 1; k <= degree; ++k) {
    const Vector<double> before = errors.back();
    for (std::size_t i = 0; i + k < nu.size(); ++i) {
      errors[i] = (nu[i] * errors[i + 1] - nu[i + k] * errors[i]) / (nu[i] - nu[i + k]);
    }
    errors.pop_back();
    term.radius = (errors.back() - before).norm();
    const double above = nu[nu.size() - 1 - k];
    amplified *= (above + nu.back()) / (above - nu.back());
  }
  term.value = errors.back();
  term.radius = std::max(term.radius, (term.value - errors[errors.size() - 2]).norm()) + amplified;
  return term;
}

} // namespace assay::audit
