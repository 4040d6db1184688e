#include <assay/error.hpp>
#include <assay/numbers/normals.hpp>
#include <assay/oracles/binomial.hpp>

#include <boost/math/special_functions/log1p.hpp>
#include <boost/random/binomial_distribution.hpp>

#include <array>
#include <cmath>
#include <limits>

namespace assay {
namespace {

constexpr double few = 11; // expected successes below which their law is summed term by term

/// The stream's bits from an even position on, as a standard generator.
class Bits {
public:
  using result_type = std::uint64_t;
  Bits(const Stream& stream, std::uint64_t position) : stream_(stream), position_(position) {}
  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }
  result_type operator()() {
    if (position_ % 2 == 0) { // two numbers come from one block
      block_ = stream_.block(position_ / 2);
    }
    const std::size_t half = 2 * (position_++ % 2);
    return (static_cast<std::uint64_t>(block_[half]) << 32U) | block_[half + 1];
  }

private:
  const Stream& stream_;
  std::uint64_t position_;
  std::array<std::uint32_t, 4> block_{};
};

/// Sums the law's terms until they pass a uniform number. The first is (1-p)^n by log1p: Boost's
/// own inversion rounds 1-p first, which is wrong by n 2^-53.
Count by_inversion(Count trials, double p, Bits& bits) {
  const auto n = static_cast<double>(trials);
  double left = static_cast<double>(bits() >> 11U) * 0x1p-53;
  double term = std::exp(n * std::log1p(-p));
  const double odds = p / (1 - p);
  double successes = 0;
  while (left >= term && successes < n) {
    left -= term;
    ++successes;
    term *= odds * (n - successes + 1) / successes;
    if (term < 0x1p-60 && successes > few) {
      break; // what rounding left over, beyond every probability that 53 bits can tell
    }
  }
  return static_cast<Count>(successes);
}

/// A Gamma(shape) number and its distance from `shape`, which keeps its digits when that is huge.
struct Gamma {
  double value;
  double deviation;
};

/// Marsaglia and Tsang 2000, "A simple method for generating gamma variables", for shape >= 1: the
/// cube d (1 + c x)^3 of a normal x, accepted by a logarithm that is written without cancellation.
Gamma gamma(double shape, Bits& bits) {
  const double d = shape - 1.0 / 3;
  const double c = 1 / (3 * std::sqrt(d));
  for (;;) {
    const std::uint64_t radius = bits();
    const double x = normal_pair(radius, bits())[0];
    const double step = c * x;
    const double u = (static_cast<double>(bits() >> 12U) + 0.5) * 0x1p-52;
    if (step <= -1) {
      continue;
    }
    const double w = step * (3 + step * (3 + step)); // (1 + step)^3 - 1
    // Their squeeze: what it accepts the logarithms accept too.
    if (u < 1 - 0.0331 * (x * x) * (x * x) ||
        std::log(u) < x * x / 2 + d * boost::math::log1pmx(w)) {
      return {d * (1 + w), d * w - 1.0 / 3};
    }
  }
}

/// An order statistic of n uniform numbers, as its rank i and where it lies beside p.
struct Split {
  Count rank;
  double ahead;  ///< p - B
  double below;  ///< B
  double beyond; ///< 1 - B
};

/// With i about (n+1) p >= 1. Both i/(n+1) - p and B - i/(n+1) are of the order of the deviation or
/// less, and each is found to full relative accuracy.
Split split(Count trials, double p, Bits& bits) {
  const Count all = trials + 1;
  const auto upper = static_cast<double>(all);
  const auto lower = static_cast<double>(static_cast<__int128>(all) - static_cast<__int128>(upper));
  const double product = upper * p;
  const double whole = std::floor(product);
  // (n+1) p - i, where the fused product is exact whatever the machine.
  const double rest = (product - whole) + (std::fma(upper, p, -product) + lower * p);
  const auto rank = static_cast<Count>(whole);
  const auto i = whole;
  const auto j = static_cast<double>(all - rank);
  const Gamma left = gamma(i, bits);
  const Gamma right = gamma(j, bits);
  const double sum = upper + (left.deviation + right.deviation);
  const double drift = (left.deviation * (j / upper) - right.deviation * (i / upper)) / sum;
  return {rank, rest / upper - drift, left.value / sum, right.value / sum};
}

Count by_splitting(Count trials, double p, Bits& bits) {
  __int128 successes = 0;
  __int128 sign = 1; // of what is open: its successes count for or against
  for (;;) {
    if (p > 0.5) { // 1 - p is exact
      successes += sign * static_cast<__int128>(trials);
      sign = -sign;
      p = 1 - p;
    }
    if (static_cast<double>(trials) * p < few) {
      return static_cast<Count>(successes +
                                sign * static_cast<__int128>(by_inversion(trials, p, bits)));
    }
    const Split at = split(trials, p, bits);
    if (at.ahead >= 0) { // the first `rank` are successes, the others lie in (B, 1)
      successes += sign * static_cast<__int128>(at.rank);
      trials -= at.rank;
      p = at.ahead / at.beyond;
    } else { // the failures among the rank - 1 below B lie in (p, B)
      trials = at.rank - 1;
      successes += sign * static_cast<__int128>(trials);
      sign = -sign;
      p = -at.ahead / at.below;
    }
  }
}

Count by_rejection(std::int64_t trials, double p, Bits& bits) {
  const bool flip = p > 0.5;
  const double rarer = flip ? 1 - p : p;
  const auto n = static_cast<Count>(trials);
  const Count drawn =
      static_cast<double>(trials) * rarer < few
          ? by_inversion(n, rarer, bits)
          : static_cast<Count>(
                boost::random::binomial_distribution<std::int64_t, double>(trials, rarer)(bits));
  return flip ? n - drawn : drawn;
}

Bits checked_bits(Count trials, double probability, const Stream& stream, std::uint64_t index) {
  if (trials > most_binomial_trials) { // no text is made where none is needed: asked at every call
    throw InvalidArgument("a batch has at most 2^100 trials");
  }
  if (!(probability >= 0 && probability <= 1)) {
    throw InvalidArgument("a probability lies in [0, 1]");
  }
  return {stream, index << 16U};
}

} // namespace

Count binomial(Count trials, double probability, const Stream& stream, std::uint64_t index) {
  Bits bits = checked_bits(trials, probability, stream, index);
  return trials <= (Count{1} << 20)
             ? by_rejection(static_cast<std::int64_t>(trials), probability, bits)
             : by_splitting(trials, probability, bits);
}

Count binomial_by_splitting(Count trials,
                            double probability,
                            const Stream& stream,
                            std::uint64_t index) {
  Bits bits = checked_bits(trials, probability, stream, index);
  return by_splitting(trials, probability, bits);
}

} // namespace assay
