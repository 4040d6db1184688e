#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <vector>

/// Goodness of fit with an error probability that is proved, not tuned: each statistic below is
/// divided by a bound it exceeds with probability at most 2e-8 if the law is right, so a value
/// above 1 rejects it. A test that looks at 40 of them errs with probability below 1e-6.
namespace assay::goodness {

/// P(statistic > its bound) <= 2 exp(-level).
constexpr double level = 18.5; // 2 exp(-18.5) = 1.9e-8

inline double normal_cdf(double z) { return std::erfc(-z / std::numbers::sqrt2) / 2; }
/// Chi-squared with 3 degrees of freedom.
inline double chi3_cdf(double x) {
  return std::erf(std::sqrt(x / 2)) - std::sqrt(2 * x / std::numbers::pi) * std::exp(-x / 2);
}

/// Kolmogorov-Smirnov distance over its bound sqrt(level/2n) (Massart 1990: P <= 2 exp(-2 n D^2)).
template <class Cdf> double kolmogorov_smirnov(std::vector<double> sample, const Cdf& cdf) {
  std::sort(sample.begin(), sample.end());
  const auto n = static_cast<double>(sample.size());
  double distance = 0;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const double f = cdf(sample[i]);
    distance =
        std::max({distance, f - static_cast<double>(i) / n, static_cast<double>(i + 1) / n - f});
  }
  return distance / std::sqrt(level / (2 * n));
}

/// Mean of standard normals over sqrt(2 level/n).
inline double mean(const std::vector<double>& z) {
  double sum = 0;
  for (const double value : z) {
    sum += value;
  }
  const auto n = static_cast<double>(z.size());
  return std::abs(sum / n) / std::sqrt(2 * level / n);
}

/// |mean of u v - expected| for standard normals, u = v or independent of it, over the bound of
/// Laurent and Massart (2000), 2 sqrt(t/n) + 2t/n: a product is a difference of two chi-squares.
inline double product(const std::vector<double>& u, const std::vector<double>& v, double expected) {
  double sum = 0;
  for (std::size_t i = 0; i < u.size(); ++i) {
    sum += u[i] * v[i];
  }
  const auto n = static_cast<double>(u.size());
  return std::abs(sum / n - expected) / (2 * std::sqrt(level / n) + 2 * level / n);
}

/// The worst of all statistics for samples that should be standard normal and independent in three
/// coordinates: mean, variance and distribution of each, correlations, and the Mahalanobis
/// distance. One random direction alone is not enough: it misses a law built from H's diagonal.
inline double standard_normal3(const std::vector<std::vector<double>>& z) {
  double worst = 0;
  const auto see = [&worst](double statistic) {
    worst = statistic <= worst ? worst : statistic; // NaN is kept
  };
  std::vector<double> squared(z[0].size(), 0.0);
  for (std::size_t i = 0; i < 3; ++i) {
    see(mean(z[i]));
    see(kolmogorov_smirnov(z[i], normal_cdf));
    for (std::size_t j = 0; j <= i; ++j) {
      see(product(z[i], z[j], i == j ? 1.0 : 0.0));
    }
    for (std::size_t k = 0; k < squared.size(); ++k) {
      squared[k] += z[i][k] * z[i][k];
    }
  }
  see(kolmogorov_smirnov(squared, chi3_cdf));
  return worst;
}

} // namespace assay::goodness
