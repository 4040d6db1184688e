#include <assay/error.hpp>
#include <assay/oracles/binomial.hpp>

#include <catch2/catch.hpp>

#include "../support/goodness.hpp"
#include <cmath>
#include <functional>
#include <limits>

using namespace assay;

namespace {

using Draw = std::function<Count(Count trials, double p, const Stream&, std::uint64_t index)>;

/// The largest distance between the cumulative frequencies of `draws` draws and Binomial(n, p),
/// over its bound (Massart 1990, any law): above 1 with probability at most 2e-8.
double worst_distance(const Draw& draw, int n, double p) {
  constexpr int draws = 40000;
  const Stream stream(7, 0, "binomial test");
  std::vector<int> seen(static_cast<std::size_t>(n) + 1, 0);
  for (int k = 0; k < draws; ++k) {
    const Count drawn = draw(static_cast<Count>(n), p, stream, static_cast<std::uint64_t>(k));
    ++seen.at(static_cast<std::size_t>(drawn));
  }
  double expected = 0;
  double found = 0;
  double worst = 0;
  for (int k = 0; k <= n; ++k) {
    expected += std::exp(std::lgamma(n + 1.0) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1.0) +
                         k * std::log(p) + (n - k) * std::log1p(-p));
    found += seen[static_cast<std::size_t>(k)] / static_cast<double>(draws);
    const double distance = std::abs(found - expected);
    worst = distance <= worst ? worst : distance;
  }
  return worst / std::sqrt(goodness::level / (2.0 * draws));
}

/// The same for so many trials that the law is normal to 1e-4 or better, a hundredth of the bounds.
/// The mean is trials * numerator / 1024, exactly.
double worst_of_many(const Draw& draw, Count trials, int numerator) {
  const double p = numerator / 1024.0;
  const Count part = trials / 1024;
  const auto mean = static_cast<__int128>(part) * numerator;
  const double deviation = std::sqrt(static_cast<double>(trials) * p * (1 - p));
  const Stream stream(3, 0, "binomial test");
  std::vector<double> z;
  for (std::uint64_t k = 0; k < 40000; ++k) {
    const Count drawn = draw(part * 1024, p, stream, k);
    z.push_back(static_cast<double>(static_cast<__int128>(drawn) - mean) / deviation);
  }
  return std::max({goodness::kolmogorov_smirnov(z, goodness::normal_cdf), goodness::mean(z),
                   goodness::product(z, z, 1)});
}

const std::vector<std::pair<int, double>> moderate = {{1, 0.3},      {20, 0.1},  {100, 0.05},
                                                      {40, 0.7},     {50, 0.25}, {1000, 0.3},
                                                      {3000, 0.995}, {400, 0.5}};

} // namespace

TEST_CASE("a binomial draw has the binomial law, by either method", "[binomial]") {
  for (const auto& [n, p] : moderate) {
    CAPTURE(n, p);
    CHECK(worst_distance(binomial, n, p) < 1);
    CHECK(worst_distance(binomial_by_splitting, n, p) < 1);
  }
}

TEST_CASE("a draw of many trials has its mean, spread and shape", "[binomial]") {
  // The last is as far from a double as a number of its size can be: a ninth of a deviation.
  const Count one = 1;
  for (const Count trials : {one << 31, (one << 40) + 77 * 1024, one << 62, (one << 80) - 1024,
                             (one << 99) + (one << 46) - 1024}) {
    for (const int numerator : {512, 100, 1000}) {
      CAPTURE(to_string(trials), numerator);
      CHECK(worst_of_many(binomial, trials, numerator) < 1);
    }
  }
}

TEST_CASE("rare successes among very many trials follow Poisson's law", "[binomial]") {
  // 2^90 trials, 30 and 3 successes expected: beside the law of 10^5 trials, 3e-4 away at most.
  const Draw many = [](Count n, double p, const Stream& stream, std::uint64_t index) {
    const Count trials = Count{1} << 90;
    const Count drawn =
        binomial(trials, p * static_cast<double>(n) / static_cast<double>(trials), stream, index);
    return std::min(drawn, n);
  };
  CHECK(worst_distance(many, 100000, 3e-4) < 1);
  CHECK(worst_distance(many, 100000, 3e-5) < 1);
}

TEST_CASE("wrong binomial laws are rejected", "[binomial]") {
  const Draw off_by_one = [](auto n, double p, const Stream& stream, std::uint64_t index) {
    const Count drawn = binomial_by_splitting(n, p, stream, index);
    return drawn < n && stream.bits(index << 16U) % 2 == 0 ? drawn + 1 : drawn;
  };
  const Draw other_chance = [](auto n, double p, const Stream& stream, std::uint64_t index) {
    return binomial_by_splitting(n, p * 1.03, stream, index);
  };
  CHECK(worst_distance(off_by_one, 400, 0.5) > 1);
  CHECK(worst_distance(other_chance, 400, 0.5) > 1);
  // A chance off by 2^-40 of itself moves the mean of 2^80 trials by 2^39, one deviation.
  const Draw rounded = [](auto n, double p, const Stream& stream, std::uint64_t index) {
    return binomial(n, p * (1 + 0x1p-40), stream, index);
  };
  CHECK(worst_of_many(rounded, Count{1} << 80, 512) > 1);
  CHECK(worst_of_many(binomial, Count{1} << 80, 512) < 1);
  // Twice the draw of half the trials: the right mean, twice the variance.
  const Draw doubled = [](auto n, double p, const Stream& stream, std::uint64_t index) {
    const Count half = binomial_by_splitting(n / 2, p, stream, index);
    return 2 * half;
  };
  CHECK(worst_of_many(doubled, Count{1} << 62, 512) > 1);
}

TEST_CASE("a binomial draw is a pure function of stream and index", "[binomial]") {
  const Stream stream(5, 2, "binomial test");
  for (const Count trials : {Count{5000}, Count{1} << 70}) {
    const Count seventh = binomial(trials, 0.4, stream, 7);
    CHECK((binomial(trials, 0.4, stream, 8) != seventh));
    CHECK((binomial(trials, 0.4, stream, 7) == seventh));
    CHECK((binomial(trials, 0.0, stream, 7) == 0));
    CHECK((binomial(trials, 1.0, stream, 7) == trials));
    CHECK((binomial(trials, 0.4, stream, 7) <= trials));
  }
  CHECK((binomial(0, 0.4, stream, 7) == 0));
  CHECK_THROWS_AS(binomial((Count{1} << 100) + 1, 0.4, stream, 0), InvalidArgument);
  CHECK_THROWS_AS(binomial(1, 1.5, stream, 0), InvalidArgument);
  CHECK_THROWS_AS(binomial(1, std::numeric_limits<double>::quiet_NaN(), stream, 0),
                  InvalidArgument);
}
