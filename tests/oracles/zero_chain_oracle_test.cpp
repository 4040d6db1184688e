#include <assay/error.hpp>
#include <assay/oracles/binomial.hpp>
#include <assay/oracles/zero_chain_oracle.hpp>

#include <catch2/catch.hpp>

using namespace assay;

namespace {

/// T = 8 and p_z = 1/4.
Separable instance() { return {.gap = 7296 * 8, .deviation = 92, .accuracy = 1}; }

/// prog_{1/4}(x/lambda) = 3: entries 4..8 are noisy.
Vector<double> point() {
  Vector<double> x(8);
  x << 900, -700, 400, 20, -40, 0, 0, 10;
  return x;
}

/// Probabilities of Binomial(n, p), by the recurrence from the most likely value outwards.
std::vector<double> binomial_law(int n, double p) {
  std::vector<double> law(static_cast<std::size_t>(n) + 1);
  for (int k = 0; k <= n; ++k) {
    law[static_cast<std::size_t>(k)] =
        std::exp(std::lgamma(n + 1.0) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1.0) +
                 k * std::log(p) + (n - k) * std::log1p(-p));
  }
  return law;
}

} // namespace

TEST_CASE("a binomial draw has the binomial law", "[binomial]") {
  // Hoeffding for each cumulative frequency: |F_N - F| > 0.0236 has probability < 3e-10 at
  // N = 20000; about 1300 of them: the test fails by chance with probability < 4e-7.
  constexpr int draws = 20000;
  int checked = 0;
  for (const auto& [n, p] : {std::pair{1, 0.3}, {20, 0.1}, {100, 0.05}, {40, 0.7}, {1000, 0.3}}) {
    const Stream stream(7, 0, "binomial test");
    std::vector<int> seen(static_cast<std::size_t>(n) + 1, 0);
    for (int k = 0; k < draws; ++k) {
      ++seen.at(static_cast<std::size_t>(binomial(n, p, stream, static_cast<std::uint64_t>(k))));
    }
    const std::vector<double> law = binomial_law(n, p);
    double expected = 0;
    double found = 0;
    for (std::size_t k = 0; k < law.size(); ++k) {
      expected += law[k];
      found += seen[k] / static_cast<double>(draws);
      CHECK(std::abs(found - expected) < 0.0236);
      ++checked;
    }
  }
  CHECK(checked == 2 + 21 + 101 + 41 + 1001);
}

TEST_CASE("a binomial draw of 10^15 trials has the right mean and spread", "[binomial]") {
  // Mean of 4000 standardised draws: normal with deviation 0.0158; 0.1 is 6.3 of it (3e-10).
  // Mean square: deviation 0.0224; 0.15 is 6.7 of it. 1 - p rounded to double would shift it.
  const Stream stream(3, 0, "binomial test");
  for (const auto& [trials, p] :
       {std::pair{std::int64_t{1000000000000000}, 0.25}, {std::int64_t{1000000000000}, 5e-12}}) {
    const double mean = static_cast<double>(trials) * p;
    const double deviation = std::sqrt(mean * (1 - p));
    double sum = 0;
    double squares = 0;
    for (std::uint64_t k = 0; k < 4000; ++k) {
      const double z = (static_cast<double>(binomial(trials, p, stream, k)) - mean) / deviation;
      sum += z;
      squares += z * z;
    }
    CHECK(std::abs(sum / 4000) < 0.1);
    CHECK(std::abs(squares / 4000 - 1) < 0.17);
  }
}

TEST_CASE("a binomial draw is a pure function of stream and index", "[binomial]") {
  const Stream stream(5, 2, "binomial test");
  const std::int64_t seventh = binomial(5000, 0.4, stream, 7);
  CHECK(binomial(5000, 0.4, stream, 8) != seventh);
  CHECK(binomial(5000, 0.4, stream, 7) == seventh);
  CHECK(binomial(0, 0.4, stream, 7) == 0);
  CHECK(binomial(9, 0.0, stream, 7) == 0);
  CHECK(binomial(9, 1.0, stream, 7) == 9);
  CHECK_THROWS_AS(binomial(-1, 0.4, stream, 0), InvalidArgument);
  CHECK_THROWS_AS(binomial(1, 1.5, stream, 0), InvalidArgument);
}

TEST_CASE("the oracle is unbiased, bounded in variance, exact up to its progress", "[oracle]") {
  // The factor z/p is 0 or 4: by Hoeffding its mean over N = 20000 is within 0.104 of 1 except with
  // probability 2e^{-2 N (0.104/4)^2} = 4e-12, and so is its mean square of deviation, in {1, 9},
  // within 0.208 of (1-p)/p = 3.
  constexpr int draws = 20000;
  const Vector<double> truth = instance().grad_x_f(point(), zeros<double>(1));
  ZeroChainOracle oracle(instance(), 1, 0);
  double mean = 0;
  double variance = 0;
  int wrong = 0;
  for (int k = 0; k < draws; ++k) {
    const Vector<double> g = oracle.gradient(point());
    for (int i = 0; i < 8; ++i) {
      const bool right =
          i < 3 ? g(i) == truth(i) : g(i) == 0 || std::abs(g(i) / truth(i) - 4) < 1e-12;
      wrong += right ? 0 : 1;
    }
    mean += g(3) / truth(3) / draws;
    variance += (g - truth).squaredNorm() / draws;
  }
  CHECK(std::abs(mean - 1) < 0.104);
  CHECK(std::abs(variance / (truth(3) * truth(3)) - 3) < 0.208);
  CHECK(variance < 92.0 * 92.0);
  CHECK(wrong == 0);
  CHECK(oracle.calls() == draws);
}

TEST_CASE("a batch counts in full and divides the variance", "[oracle]") {
  // 2000 batches of 400: the mean square of the standardised factor has deviation 0.032; 0.2
  // is 6.3.
  const Vector<double> truth = instance().grad_x_f(point(), zeros<double>(1));
  ZeroChainOracle oracle(instance(), 1, 1);
  double squares = 0;
  for (int k = 0; k < 2000; ++k) {
    const double factor = oracle.gradient(point(), 400)(3) / truth(3);
    squares += (factor - 1) * (factor - 1) / (3.0 / 400) / 2000;
  }
  CHECK(std::abs(squares - 1) < 0.2);
  CHECK(oracle.calls() == 800000);
  CHECK_THROWS_AS(oracle.gradient(point(), 0), InvalidArgument);
}

TEST_CASE("the same seed, trial and request give the same gradient", "[oracle]") {
  ZeroChainOracle first(instance(), 4, 9);
  ZeroChainOracle second(instance(), 4, 9);
  ZeroChainOracle other(instance(), 4, 10);
  bool differs = false;
  for (int k = 0; k < 50; ++k) {
    const Vector<double> g = first.gradient(point(), 3);
    CHECK(g == second.gradient(point(), 3));
    differs = differs || g != other.gradient(point(), 3);
  }
  CHECK(differs);
}
