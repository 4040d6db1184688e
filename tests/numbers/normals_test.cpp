#include <assay/error.hpp>
#include <assay/numbers/normals.hpp>
#include <assay/numbers/precision.hpp>
#include <assay/numbers/real.hpp>

#include <catch2/catch.hpp>

#include "../support/goodness.hpp"
#include <bit>
#include <cmath>
#include <functional>
#include <limits>
#include <vector>

using namespace assay;

namespace {

std::vector<Width> widths() {
  return has_avx2() ? std::vector{Width::baseline, Width::avx2} : std::vector{Width::baseline};
}

/// (k + 1/2) 2^-52 for the upper 52 bits k.
double uniform_of(std::uint64_t bits) {
  return std::ldexp(static_cast<double>(2 * (bits >> 12U) + 1), -53);
}

/// |computed - exact| in units of the last place of the exact value.
double ulps(double computed, const Real& exact) {
  const double nearest = std::abs(static_cast<double>(exact));
  const double ulp = std::nextafter(nearest, std::numeric_limits<double>::infinity()) - nearest;
  return std::abs(static_cast<double>(Real(computed) - exact)) / ulp;
}

using Formula = std::function<std::array<double, 2>(std::uint64_t, std::uint64_t)>;

/// The worst error of a pair against Box and Muller with 60 digits; NaN is kept.
double worst_ulps(const Formula& pair, std::uint64_t radius, std::uint64_t angle) {
  const Real r = sqrt(Real(-2) * log(Real(uniform_of(radius))));
  const Real a = Real(2) * pi() * Real(uniform_of(angle));
  const auto got = pair(radius, angle);
  const double x = ulps(got[0], r * cos(a));
  const double y = ulps(got[1], r * sin(a));
  return x <= y ? y : x;
}

/// Everything a sample of pairs must satisfy, as the worst statistic over its bound. Those of
/// goodness.hpp exceed 1 with probability 2e-8 each, the others, eight standard errors of a mean of
/// n = 10^6 terms, with less: a single term that large would need |z| > 16.
double worst_statistic(const std::vector<double>& z) {
  std::vector<std::vector<double>> half(2);
  for (std::size_t i = 0; i < z.size(); ++i) {
    half[i % 2].push_back(z[i]);
  }
  const auto n = static_cast<double>(z.size());
  double third = 0;
  double fourth = 0;
  double squares = 0;
  double next = 0;
  double beyond = 0;
  for (std::size_t i = 0; i < z.size(); ++i) {
    third += z[i] * z[i] * z[i] / n;
    fourth += z[i] * z[i] * z[i] * z[i] / n;
    beyond += std::abs(z[i]) > 4 ? 1 : 0;
    if (i % 2 == 0) {
      squares += (z[i] * z[i] - 1) * (z[i + 1] * z[i + 1] - 1) / (n / 2);
      next += i >= 2 ? z[i] * z[i - 1] / (n / 2) : 0;
    }
  }
  double worst = 0;
  const auto see = [&worst](double statistic) {
    worst = statistic <= worst ? worst : statistic; // NaN is kept
  };
  see(goodness::kolmogorov_smirnov(half[0], goodness::normal_cdf));
  see(goodness::kolmogorov_smirnov(half[1], goodness::normal_cdf));
  see(goodness::mean(z));
  see(goodness::product(z, z, 1));
  see(goodness::product(half[0], half[1], 0));
  see(std::abs(third) / (8 * std::sqrt(15 / n)));
  see(std::abs(fourth - 3) / (8 * std::sqrt(96 / n)));
  see(std::abs(squares) / (8 * std::sqrt(4 / (n / 2))));
  see(std::abs(next) / (8 * std::sqrt(1 / (n / 2))));
  // 63.3 of 10^6 expected; Chernoff: outside 63.3 +- 62 with probability below 1e-9.
  see(std::abs(beyond / n * 1e6 - 63.34) / 62);
  return worst;
}

constexpr std::size_t sample_size = 1000000;

std::vector<double> sample_of(const Formula& pair, std::uint64_t seed) {
  const Stream stream(seed, 0, "planted");
  std::vector<double> z;
  for (std::uint64_t block = 0; block < sample_size / 2; ++block) {
    const auto both = pair(stream.bits(2 * block), stream.bits(2 * block + 1));
    z.insert(z.end(), both.begin(), both.end());
  }
  return z;
}

} // namespace

TEST_CASE("uniforms are the upper 52 bits of Random123's blocks, at either width", "[normals]") {
  const Stream stream(0x0123456789abcdefULL, 77, "uniform");
  int checked = 0;
  for (const Width width : widths()) {
    for (const std::uint64_t first : {0ULL, 0xfffffff0ULL, 1ULL << 40U, (1ULL << 63U) - 99}) {
      std::vector<double> u(150);
      fill_uniforms(stream, first, u, width);
      for (std::uint64_t i = 0; i < u.size(); ++i) {
        checked += u[i] == uniform_of(stream.bits(2 * first + i)) ? 1 : 0;
      }
    }
  }
  CHECK(checked == static_cast<int>(600 * widths().size()));
}

TEST_CASE("a number keeps its bits at any length, alignment, first block and width", "[normals]") {
  const Stream stream(5, 1, "same bits");
  std::vector<double> whole(400);
  fill_normals(stream, 1000, whole, Width::baseline);
  for (const Width width : widths()) {
    for (std::size_t offset = 0; offset < 5; ++offset) {
      for (std::size_t size = 0; size < 60; ++size) {
        const std::size_t skipped = size % 7;
        std::vector<double> part(offset + size + 1, -77.0);
        fill_normals(stream, 1000 + skipped, std::span(part).subspan(offset, size), width);
        bool same = part.back() == -77.0; // nothing beyond the end is touched
        for (std::size_t i = 0; i < size; ++i) {
          same = same && std::bit_cast<std::uint64_t>(part[offset + i]) ==
                             std::bit_cast<std::uint64_t>(whole[2 * skipped + i]);
        }
        REQUIRE(same);
      }
    }
  }
  const auto pair = normal_pair(stream.bits(2000), stream.bits(2001));
  CHECK(pair[0] == whole[0]);
  CHECK(pair[1] == whole[1]);
}

TEST_CASE("a million normals have the same bits with and without AVX2", "[normals]") {
  if (has_avx2()) {
    const Stream stream(6, 0, "widths");
    std::vector<double> narrow(1000000);
    std::vector<double> wide(narrow.size());
    fill_normals(stream, 0, narrow, Width::baseline);
    fill_normals(stream, 0, wide, Width::avx2);
    CHECK(narrow == wide);
  } else {
    std::vector<double> any(2);
    CHECK_THROWS_AS(fill_normals(Stream(1, 1, "x"), 0, any, Width::avx2), InvalidArgument);
  }
}

TEST_CASE("a normal is within 4 ulp of Box and Muller's formula", "[normals]") {
  const Precision digits(60);
  const Stream stream(2, 0, "accuracy");
  // The ends of the radius, the logarithm's seams at 1 and sqrt(1/2), and the angle's octants.
  std::vector<std::uint64_t> special;
  for (const std::uint64_t centre :
       {0ULL, ~0ULL, 1ULL << 63U, 1ULL << 62U, 1ULL << 61U, 7ULL << 61U, 0xb504f333f9de6484ULL,
        0x5a827999fcef3242ULL, 3ULL << 62U, 5ULL << 61U, 3ULL << 61U}) {
    for (const std::uint64_t step : {0ULL, 1ULL << 12U, 2ULL << 12U, ~0ULL << 12U, 1ULL << 30U}) {
      special.push_back(centre + step);
    }
  }
  const Formula ours = [](std::uint64_t r, std::uint64_t a) { return normal_pair(r, a); };
  double worst = 0;
  const auto see = [&](std::uint64_t radius, std::uint64_t angle) {
    const double error = worst_ulps(ours, radius, angle);
    worst = error <= worst ? worst : error;
  };
  for (const std::uint64_t radius : special) {
    for (const std::uint64_t angle : special) {
      see(radius, angle);
    }
  }
  for (std::uint64_t block = 0; block < 20000; ++block) {
    see(stream.bits(2 * block), stream.bits(2 * block + 1));
    see(stream.bits(2 * block) >> (block % 52), ~(stream.bits(2 * block + 1) >> (block % 48)));
    see(~(stream.bits(2 * block) >> (block % 52)), stream.bits(2 * block + 1) >> (block % 48));
  }
  CAPTURE(worst);
  CHECK(worst < 4);
  const Formula single = [](std::uint64_t r, std::uint64_t a) {
    const auto pair = normal_pair(r, a);
    return std::array{static_cast<double>(static_cast<float>(pair[0])), pair[1]};
  };
  CHECK(worst_ulps(single, special[7], special[9]) > 1000);
}

TEST_CASE("the tail reaches 8.5 and nothing is infinite; 32-bit uniforms fail this", "[normals]") {
  const auto reach = [](const Formula& pair) { return pair(0, 0)[0]; };
  CHECK(reach([](auto r, auto a) { return normal_pair(r, a); }) == Approx(8.5716).margin(1e-4));
  const Formula coarse = [](std::uint64_t r, std::uint64_t a) {
    return normal_pair(r | 0xffffffffU, a | 0xffffffffU);
  };
  CHECK(reach(coarse) < 6.9);
  for (const Width width : widths()) {
    for (const std::uint64_t r : {0ULL, ~0ULL}) {
      for (const std::uint64_t a : {0ULL, ~0ULL, 1ULL << 63U}) {
        const auto pair = normal_pair(r, a, width);
        CHECK(std::isfinite(pair[0]));
        CHECK(std::isfinite(pair[1]));
      }
    }
  }
}

TEST_CASE("normals pass the tests of their law, and broken ones do not", "[normals]") {
  std::vector<double> z(sample_size);
  for (const std::uint64_t seed : {1, 2, 3}) {
    fill_normals(Stream(seed, 0, "law"), 0, z);
    CHECK(worst_statistic(z) < 1);
  }
  CHECK(worst_statistic(sample_of([](auto r, auto a) { return normal_pair(r, a); }, 1)) < 1);
  // The angle from the bits of the radius; an angle that misses a quadrant; a radius from 8 bits.
  CHECK(worst_statistic(sample_of([](auto r, auto) { return normal_pair(r, r); }, 1)) > 1);
  CHECK(worst_statistic(sample_of([](auto r, auto a) { return normal_pair(r, a / 4 * 3); }, 1)) >
        1);
  CHECK(worst_statistic(
            sample_of([](auto r, auto a) { return normal_pair(r | ~(255ULL << 56U), a); }, 1)) > 1);
}

TEST_CASE("signs are the bits of their blocks, one for one", "[normals]") {
  const Stream stream(9, 3, "signs");
  std::vector<double> signs(1000);
  fill_signs(stream, 50, signs);
  int agree = 0;
  for (std::size_t i = 0; i < signs.size(); ++i) {
    const std::uint64_t bit = stream.bits(100 + i / 64) >> (i % 64) & 1U;
    agree += signs[i] == (bit == 0 ? 1.0 : -1.0) ? 1 : 0;
  }
  CHECK(agree == 1000);
}
