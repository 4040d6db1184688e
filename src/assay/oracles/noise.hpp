#pragma once
#include <assay/numbers/stream.hpp>
#include <assay/oracles/oracle.hpp>

#include <vector>

/// The mean of a batch of noises, drawn at once from its exact law.
///
/// Additive and decorrelating noise of a batch of S is one draw scaled by S^(-1/2); signs and the
/// Bernoulli chain are binomial; what has no such law (heavy tails, finite sums) is summed, sample
/// by sample, up to 2^20 of them. The same batch at another point is the same samples.
/// Cost    O(d), whatever S, where the law is known.
/// Throws  InvalidArgument for a larger batch where it is not.
namespace assay {

class NoiseSource {
public:
  NoiseSource(Noise parts, int dx, int dy, std::uint64_t seed, std::uint32_t trial);

  using V = Vector<double>;
  void add_fx(const V& x, const V& y, const Batch& xi, V& gradient);
  void add_fy(const V& x, const V& y, const Batch& xi, V& gradient);
  void add_gx(const V& x, const V& y, const Batch& zeta, V& gradient);
  void add_gy(const V& x, const V& y, const Batch& zeta, V& gradient);
  void add_hvp(const V& x, const V& y, const V& v, const Batch& zeta, V& product);
  void add_jvp(const V& x, const V& y, const V& v, const Batch& zeta, V& product);

  /// Is grad_y's noise additive and Gaussian, so that SGD on a quadratic has a Gaussian law?
  [[nodiscard]] bool gaussian_in_y() const { return gaussian_in_y_; }
  /// Variance of one coordinate of shift grad_y f + grad_y g, one sample.
  [[nodiscard]] double variance_in_y(double shift) const;
  /// The normals of the number-th loop that is executed by its law.
  void law_normals(std::uint64_t number, V& normals) const;

private:
  void add_normals(const Stream& stream, const Batch& batch, double deviation, int quiet, V& out);
  [[nodiscard]] double sign_mean(const Stream& stream, const Batch& batch, Eigen::Index i) const;

  Noise parts_;
  int dx_, dy_;
  bool gaussian_in_y_ = true;
  Stream fx_, fy_, gx_, gy_, hvp_, jvp_, curvature_, cross_, wave_, chain_, law_;
  V normals_;
};

} // namespace assay
