#pragma once
#include <assay/numbers/stream.hpp>
#include <assay/problems/separable.hpp>

#include <cstdint>

/// The stochastic gradient of the lower bound: it hides the chain's next link most of the time.
///
///     g_i(x, z) = grad_i f(x) (1 + 1{i > prog_{1/4}(x/lambda)} (z/p_z - 1)),  z ~ Bernoulli(p_z)
///
/// A batch of S calls is one draw of Binomial(S, p_z)/S, exactly its law, counted as S.
/// Shape   x, result: T.   Error   mean grad f, variance <= sigma^2/S: both certified in
///         theory/arjevani2023/oracle_moments.cpp. The same (seed, trial, number of the request)
///         gives the same answer.
/// Cost    one gradient of f and one binomial draw, whatever S.   Throws InvalidArgument for S < 1.
/// Source  arjevani2023, section 3: the probability-p zero-chain.
namespace assay {

namespace zero_chain {

/// The entries beyond the `progress`-th, multiplied by z/p_z (z: 0, 1 or the mean of a batch).
template <Field T> Vector<T> with_noise(Vector<T> gradient, int progress, const T& z_over_p) {
  for (Eigen::Index i = progress; i < gradient.size(); ++i) {
    gradient(i) = gradient(i) * z_over_p;
  }
  return gradient;
}

} // namespace zero_chain

class ZeroChainOracle {
public:
  ZeroChainOracle(const Separable& instance, std::uint64_t seed, std::uint32_t trial);

  /// The mean of `batch` stochastic gradients of f by x.
  Vector<double> gradient(const Vector<double>& x, std::int64_t batch = 1);
  /// Gradients drawn so far, batches counted in full (totals may exceed 64 bits).
  [[nodiscard]] const Integer& calls() const { return calls_; }

private:
  Separable instance_;
  double chance_;
  double lambda_;
  Stream stream_;
  std::uint64_t requests_ = 0;
  Integer calls_ = 0;
};

} // namespace assay
