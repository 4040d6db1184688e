#include <assay/error.hpp>
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

} // namespace

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
