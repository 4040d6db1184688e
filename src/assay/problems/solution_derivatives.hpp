#pragma once
#include <assay/problems/bell.hpp>

#include <vector>

/// How fast y_nu* = argmin_y nu f + g can move with nu, from bounds on the derivatives of f and g
/// in y, by Faa di Bruno:
///
///     (H + nu F) y^(k) = - sum_{m>=2} (D^{m+1} g + nu D^{m+1} f) B_{k,m} - k sum_m D^{m+1} f
///     B_{k-1,m}
///
/// Legend  H, F: Hessians of g and f in y; B: Bell polynomials of y', y'', ...
/// Error   a bound wherever the given bounds hold, which the instances' tests compare with the
///         stencil's true error.
namespace assay {

struct LevelDerivatives {
  /// Of the k-th derivatives of f and g in y as multilinear forms, k = 2 and up (g: 3 and up), to
  /// two orders beyond the last that is asked for.
  std::vector<double> f, g;
  double convexity = 1; ///< H + nu F is at least this on the whole way
  double reach = 0;     ///< |nu| is at most this
  double first = 0;     ///< |y'| is at most this: |grad_y f|/convexity
};

/// a_k >= |y^(k)| for k = 1, ..., n; a_0 = 0 is no bound.
inline std::vector<double> solution_derivatives(const LevelDerivatives& of, int n) {
  std::vector<double> a(static_cast<std::size_t>(n) + 1, 0);
  a[1] = of.first;
  for (std::size_t k = 2; k < a.size(); ++k) {
    const auto bell = bell_polynomials(static_cast<int>(k), a);
    double sum = 0;
    for (std::size_t m = 2; m <= k; ++m) {
      sum += (of.g[m + 1] + of.reach * of.f[m + 1]) * bell[k][m];
    }
    for (std::size_t m = 1; m + 1 <= k; ++m) {
      sum += static_cast<double>(k) * of.f[m + 1] * bell[k - 1][m];
    }
    a[k] = sum / of.convexity;
  }
  return a;
}

} // namespace assay
