#pragma once
#include <vector>

/// Partial Bell polynomials B_{n,m}(a_1, ..., a_{n-m+1}): the coefficients of Faa di Bruno's
/// formula, by which bounds on the derivatives of a composition follow from those of its parts.
/// Cost    O(n^2 m) for all of them.
namespace assay {

/// table[i][m] = B_{i,m}(a[1], a[2], ...) for 0 <= m <= i <= n; a[0] is not read.
inline std::vector<std::vector<double>> bell_polynomials(int n, const std::vector<double>& a) {
  const auto size = static_cast<std::size_t>(n) + 1;
  std::vector<std::vector<double>> table(size, std::vector<double>(size, 0));
  table[0][0] = 1;
  for (std::size_t i = 1; i < size; ++i) {
    for (std::size_t m = 1; m <= i; ++m) { // B_{i,m} = sum_k C(i-1, k-1) a_k B_{i-k,m-1}
      double choose = 1;
      for (std::size_t k = 1; k + m <= i + 1; ++k) {
        table[i][m] += choose * a[k] * table[i - k][m - 1];
        choose *= static_cast<double>(i - k) / static_cast<double>(k);
      }
    }
  }
  return table;
}

/// C_p of the p-th order stencil of F2SA-p: ((p/2)!)^2/(p+1)!, or ((p-1)/2)! ((p+1)/2)!/(p+1)!.
inline double stencil_constant(int p) {
  double constant = 1;
  for (int k = 1; k <= p + 1; ++k) {
    constant /= k;
  }
  for (int k = 1; k <= p / 2; ++k) {
    constant *= k;
  }
  for (int k = 1; k <= (p + 1) / 2; ++k) {
    constant *= k;
  }
  return constant;
}

} // namespace assay
