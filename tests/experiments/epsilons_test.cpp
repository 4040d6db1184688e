// Accuracies: the same doubles on every machine, however they are written.
#include <assay/error.hpp>
#include <assay/experiments/epsilons.hpp>

#include <catch2/catch.hpp>

#include "support/property.hpp"
#include <cmath>

using namespace assay;

TEST_CASE("a geometric grid has these very numbers") {
  // 0.5 (0.06)^(i/8) to six digits, computed with decimal arithmetic in another language.
  CHECK(parse_epsilons("0.5..0.03:9") == std::vector<double>{0.5, 0.351754, 0.247462, 0.174091,
                                                             0.122474, 0.0861618, 0.0606155,
                                                             0.0426435, 0.03});
  CHECK(geometric(1, 0.01, 3) == std::vector<double>{1, 0.1, 0.01});
}

TEST_CASE("the ends of a grid are exactly what was written, in either direction") {
  const auto grid = parse_epsilons("0.123456789..0.01:5");
  CHECK(grid.front() == 0.123456789);
  CHECK(grid.back() == 0.01);
  CHECK(parse_epsilons("0.01..0.123456789:5") == grid);
}

TEST_CASE("lists, ranges and blanks mix, and fall") {
  CHECK(parse_epsilons("0.2, 0.5 ,1..0.01:3") == std::vector<double>{1, 0.5, 0.2, 0.1, 0.01});
}

TEST_CASE("an accuracy that is no number, not positive, out of range or twice is refused") {
  for (const char* text : {"",
                           ",",
                           "0.5,",
                           "nan",
                           "inf",
                           "-0.1",
                           "0",
                           "1e-31",
                           "1e7",
                           "0.5,0.5",
                           "0.5,5e-1",
                           "0.5..0.1",
                           "0.5..0.1:1",
                           "0.5..0.1:x",
                           "0.5..0.1:1001",
                           "0.5..0.1:-3",
                           "0.5...0.1:3",
                           "0.5:3",
                           "..:3",
                           "0.5..0.5:2",
                           "0.5..0.4999999:9",
                           "1..nan:3",
                           "0,5",
                           "0.5 0.1",
                           "1e999"}) {
    INFO(text);
    CHECK_THROWS_AS(parse_epsilons(text), InvalidArgument);
  }
  CHECK_THROWS_AS(falling({}), InvalidArgument);
  CHECK_THROWS_AS(falling({0.1, std::nan("")}), InvalidArgument);
}

TEST_CASE("a grid is even in the logarithm to its rounding, whatever its ends") {
  testing::holds("even", [] {
    const double first = std::pow(10, *rc::gen::inRange(-5, 5)) * *rc::gen::inRange(1, 10);
    const double last = first / *rc::gen::inRange(2, 1000);
    const int points = *rc::gen::inRange(2, 40);
    const auto grid = geometric(first, last, points);
    RC_ASSERT(grid.size() == static_cast<std::size_t>(points));
    RC_ASSERT(grid == geometric(last, first, points));
    for (std::size_t i = 0; i < grid.size(); ++i) {
      const double exact = first * std::pow(last / first, static_cast<double>(i) / (points - 1));
      // Six significant digits leave a relative error of at most 5e-6.
      RC_ASSERT(std::abs(grid[i] / exact - 1) <= 5.001e-6);
      RC_ASSERT(i == 0 || i + 1 == grid.size() || rounded(grid[i], 6) == grid[i]);
    }
  });
}

TEST_CASE("rounding keeps so many digits") {
  CHECK(rounded(0.123456789, 3) == 0.123);
  CHECK(rounded(9.9996e20, 4) == 1e21);
  CHECK(rounded(-2.55e-7, 1) == -3e-7);
  CHECK_THROWS_AS(rounded(std::nan(""), 3), InvalidArgument);
}
