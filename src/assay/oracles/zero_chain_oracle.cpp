#include <assay/oracles/binomial.hpp>
#include <assay/oracles/zero_chain_oracle.hpp>
#include <assay/problems/zero_chain_kernel.hpp>

namespace assay {

ZeroChainOracle::ZeroChainOracle(const Separable& instance, std::uint64_t seed, std::uint32_t trial)
    : instance_(instance),
      chance_(exact<double>(instance.chance())),
      lambda_(exact<double>(instance.lambda())),
      stream_(seed, trial, "zero-chain oracle") {}

Vector<double> ZeroChainOracle::gradient(const Vector<double>& x, std::int64_t batch) {
  need(batch >= 1, "a batch has at least one gradient");
  calls_ += batch;
  const Count ones = binomial(static_cast<Count>(batch), chance_, stream_, requests_++);
  const Vector<double> exact_gradient = instance_.grad_x_f(x, zeros<double>(1));
  const std::size_t found = progress({x.data(), static_cast<std::size_t>(x.size())}, lambda_ / 4);
  return zero_chain::with_noise<double>(exact_gradient, static_cast<int>(found),
                                        static_cast<double>(ones) /
                                            (static_cast<double>(batch) * chance_));
}

} // namespace assay
