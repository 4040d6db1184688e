#include <assay/error.hpp>
#include <assay/oracles/binomial.hpp>

#include <boost/random/binomial_distribution.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace assay {
namespace {

/// The stream's bits from one position on, as a standard generator.
class Bits {
public:
  using result_type = std::uint64_t;
  Bits(const Stream& stream, std::uint64_t position) : stream_(stream), position_(position) {}
  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }
  result_type operator()() { return stream_.bits(position_++); }

private:
  const Stream& stream_;
  std::uint64_t position_;
};

/// Sums the law's terms until they pass a uniform number. The first is (1-p)^n by log1p: Boost's
/// own inversion rounds 1-p first, which is wrong by n 2^-53.
std::int64_t by_inversion(std::int64_t trials, double p, Bits& bits) {
  double left = static_cast<double>(bits() >> 11U) * 0x1p-53;
  double term = std::exp(static_cast<double>(trials) * std::log1p(-p));
  const double odds = p / (1 - p);
  std::int64_t successes = 0;
  while (left >= term && successes < trials) {
    left -= term;
    ++successes;
    term *= odds * static_cast<double>(trials - successes + 1) / static_cast<double>(successes);
    if (term < 0x1p-60 && static_cast<double>(successes) > 11) {
      break; // what rounding left over, beyond every probability that 53 bits can tell
    }
  }
  return successes;
}

std::int64_t one_portion(std::int64_t trials, double p, Bits& bits) {
  if (p > 0.5) {
    return trials - one_portion(trials, 1 - p, bits);
  }
  if (static_cast<double>(trials) * p < 11) {
    return by_inversion(trials, p, bits);
  }
  return boost::random::binomial_distribution<std::int64_t, double>(trials, p)(bits);
}

} // namespace

std::int64_t
binomial(std::int64_t trials, double probability, const Stream& stream, std::uint64_t index) {
  need(trials >= 0, "a batch has at least 0 trials");
  need(probability >= 0 && probability <= 1, "a probability lies in [0, 1]");
  constexpr std::int64_t portion = std::int64_t{1} << 40;
  Bits bits(stream, index << 16U);
  std::int64_t successes = 0;
  for (std::int64_t left = trials; left > 0; left -= portion) {
    successes += one_portion(std::min(left, portion), probability, bits);
  }
  return successes;
}

} // namespace assay
