// The interval of a probability: known ends, and how often it misses.
#include <assay/error.hpp>
#include <assay/measure/proportion.hpp>

#include <catch2/catch.hpp>

#include <cmath>

using namespace assay;

namespace {

double binomial_mass(int n, int k, double p) {
  return std::exp(std::lgamma(n + 1.0) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1.0) +
                  k * std::log(p) + (n - k) * std::log1p(-p));
}

} // namespace

TEST_CASE("without successes the interval of a probability ends where (1 - p)^n is miss/2") {
  const Proportion none = proportion(0, 400, 1e-9);
  CHECK(none.lo == 0);
  CHECK(none.hi == Approx(1 - std::pow(0.5e-9, 1.0 / 400)).epsilon(1e-9));
  const Proportion all = proportion(400, 400, 1e-9);
  CHECK(all.hi == 1);
  CHECK(all.lo == Approx(1 - none.hi).epsilon(1e-9));
  const Proportion nothing = proportion(0, 0, 0.1);
  CHECK((nothing.lo == 0 && nothing.hi == 1));
}

TEST_CASE("the interval of a probability misses no more often than it says, summed exactly") {
  constexpr int n = 40;
  for (const double miss : {0.05, 1e-3}) {
    double most = 0;
    for (double p = 0.01; p < 1; p += 0.01) {
      double missed = 0;
      for (int k = 0; k <= n; ++k) {
        const Proportion seen = proportion(static_cast<std::size_t>(k), n, miss);
        REQUIRE((seen.lo <= seen.value && seen.value <= seen.hi));
        missed += seen.lo <= p && p <= seen.hi ? 0 : binomial_mass(n, k, p);
      }
      most = std::max(most, missed);
    }
    CHECK(most <= miss);
    CHECK(most > miss / 4); // and it is not as wide as it likes
  }
}

TEST_CASE("a probability is asked of trials that can be") {
  CHECK_THROWS_AS(proportion(2, 1, 0.1), InvalidArgument);
  CHECK_THROWS_AS(proportion(1, 2, 0), InvalidArgument);
  CHECK_THROWS_AS(proportion(1, 2, std::nan("")), InvalidArgument);
}
