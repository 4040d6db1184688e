#pragma once
#include <assay/numbers/linalg.hpp>
#include <assay/numbers/stream.hpp>

#include <cmath>

/// What K steps of constant-step SGD on a quadratic leave, as a law: no step is made.
///
///     y <- y - eta (H (y - y*) + noise),   noise Gaussian, isotropic, E||noise||^2 = sigma^2
///     mean       y* + (I - eta H)^K (y0 - y*)
///     variance   eta s (1 - q^(2K)) / (h (2 - eta h))   along an eigenvector of H, q = 1 - eta h
///
/// Legend  h: an eigenvalue of H; s = sigma^2 / d: the noise in one coordinate; K: steps, a number
///         of the scalar type, because it may exceed 64 bits.
/// Error   a few roundings, also for eta h far below the rounding unit: every power is formed by
///         log1p and expm1, never as 1 - (1 - eta h)^2. Laws: tests/oracles/exact_law_test.cpp.
/// Beware  the basis is an *orthonormal* one of H. The W of reduce_pair has W'AW = I: it
/// diagonalises
///         H too, but isotropic noise is not isotropic in its coordinates.
/// Throws  InvalidArgument unless 0 < eta h < 2 for every h, and K is a whole number >= 0.
namespace assay {

/// log|1 - z| for 0 < z < 2, without cancellation at either end.
template <class T> T log_contraction(const T& z) {
  using std::log1p;
  need(z > T(0) && z < T(2), "constant-step SGD contracts only if 0 < eta h < 2");
  return z < T(1) ? log1p(-z) : log1p(z - T(2));
}

/// (1 - z)^K. K >= 0 is a whole number, or any real if z <= 1 (a schedule solves for it).
template <class T> T contraction(const T& z, const T& steps) {
  using std::exp;
  using std::floor;
  need(steps >= T(0) && (z <= T(1) || floor(steps) == steps),
       "the number of steps is a whole number >= 0");
  if (steps == T(0)) {
    return T(1);
  }
  if (z == T(1)) {
    return T(0);
  }
  const T size = exp(steps * log_contraction(z));
  const bool negative = z > T(1) && floor(steps / T(2)) * T(2) != steps;
  return negative ? T(-size) : size;
}

/// The variance that K steps leave along an eigenvector; `noise` is the variance of one coordinate.
template <class T> T step_variance(const T& eta, const T& h, const T& steps, const T& noise) {
  using std::expm1;
  const T z = eta * h;
  const T lost =
      z == T(1) ? T(steps == T(0) ? 0 : 1) : T(-expm1(T(2) * steps * log_contraction(z)));
  return eta * noise * lost / (h * (T(2) - z));
}

/// The same for K -> infinity.
template <class T> T stationary_variance(const T& eta, const T& h, const T& noise) {
  (void)log_contraction(T(eta * h));
  return eta * noise / (h * (T(2) - eta * h));
}

/// A Gaussian law, its covariance basis diag(variances) basis'.
template <class T> struct Gaussian {
  Vector<T> mean;
  Vector<T> variances;
  Matrix<T> basis; ///< orthonormal, in columns

  [[nodiscard]] Matrix<T> covariance() const {
    return (basis * variances.asDiagonal() * basis.transpose()).eval();
  }
  /// (v - mean) in the basis, each coordinate over its own standard deviation: standard normal and
  /// independent exactly if v follows this law.
  [[nodiscard]] Vector<T> standardised(const Vector<T>& v) const {
    using std::sqrt;
    Vector<T> z = (basis.transpose() * (v - mean)).eval();
    for (Eigen::Index i = 0; i < z.size(); ++i) {
      z(i) = z(i) / sqrt(variances(i));
    }
    return z;
  }
};

/// One draw of the law. The state after 10^15 steps costs what one step costs.
Vector<double> draw(const Gaussian<double>& law, Stream& stream);

/// Constant-step SGD with step eta, started at `start`, on 1/2 (y - minimiser)' H (y - minimiser).
template <class T> struct Descent {
  Spectrum<T> hessian; ///< symmetric_eigen(H)
  Vector<T> minimiser;
  Vector<T> start;
  T noise; ///< E||noise||^2 of one stochastic gradient, all coordinates together
};

template <class T> Gaussian<T> law_after(const Descent<T>& descent, const T& eta, const T& steps) {
  const Spectrum<T>& spectrum = descent.hessian;
  const Eigen::Index d = spectrum.values.size();
  Vector<T> gap = (spectrum.vectors.transpose() * (descent.start - descent.minimiser)).eval();
  Vector<T> variances(d);
  for (Eigen::Index i = 0; i < d; ++i) {
    const T& h = spectrum.values(i);
    gap(i) = gap(i) * contraction<T>(eta * h, steps);
    variances(i) = step_variance<T>(eta, h, steps, descent.noise / T(static_cast<int>(d)));
  }
  return {(descent.minimiser + spectrum.vectors * gap).eval(), variances, spectrum.vectors};
}

} // namespace assay
