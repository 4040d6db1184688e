#include <assay/problems/generators.hpp>

#include <catch2/catch.hpp>

#include <set>

using namespace assay;

TEST_CASE("every generated case is valid, at every dimension and of every kind", "[problems]") {
  int checked = 0;
  for (int trial = 0; trial < 64; ++trial) {
    const auto [dx, dy] = spread_dimensions(trial, 8);
    Stream stream(3, static_cast<std::uint32_t>(trial), "test");
    REQUIRE(is_valid(good_case(dx, dy, stream)));
    const auto kind = static_cast<Nasty>(trial % nasty_kinds);
    REQUIRE(is_valid(nasty_case(kind, dx, dy, stream)));
    checked += 2;
  }
  CHECK(checked == 128);
}

TEST_CASE("dimensions run through all pairs before one comes again", "[problems]") {
  for (const int largest : {1, 4, 8}) {
    std::set<std::pair<int, int>> seen;
    for (int trial = 0; trial < largest * largest; ++trial) {
      const auto [dx, dy] = spread_dimensions(trial, largest);
      CHECK((1 <= dx && dx <= largest && 1 <= dy && dy <= largest));
      seen.emplace(dx, dy);
    }
    CHECK(seen.size() == static_cast<std::size_t>(largest * largest));
  }
}

TEST_CASE("the upper level of a good case is indefinite in y", "[problems]") {
  for (std::uint32_t trial = 0; trial < 20; ++trial) {
    Stream stream(1, trial, "test");
    const Matrix<Rational> f = good_case(2, 4, stream).problem.F;
    CHECK(is_positive_definite(f) == Truth::no);
    CHECK(is_positive_definite((-f).eval()) == Truth::no);
  }
}

TEST_CASE("a case that lost its convexity, its symmetry or its shape is not valid", "[problems]") {
  Stream stream(1, 0, "test");
  const QuadraticCase good = good_case(2, 3, stream);
  QuadraticCase indefinite = good;
  indefinite.problem.A(0, 0) = -1;
  CHECK_FALSE(is_valid(indefinite));
  QuadraticCase lopsided = good;
  lopsided.problem.F(0, 1) += 1;
  CHECK_FALSE(is_valid(lopsided));
  QuadraticCase misshapen = good;
  misshapen.problem.K = good.problem.B;
  CHECK_FALSE(is_valid(misshapen));
  QuadraticCase too_far = good;
  too_far.nu = 1000000;
  CHECK_FALSE(is_valid(too_far));
}

TEST_CASE("a simpler case is valid, and is another case", "[problems]") {
  Stream stream(1, 5, "test");
  const QuadraticCase start = good_case(3, 3, stream);
  int checked = 0;
  for (const Simpler step : simpler_steps) {
    for (const QuadraticCase& c : simpler(start, step)) {
      CHECK(is_valid(c));
      CHECK(describe(c) != describe(start));
      ++checked;
    }
  }
  CHECK(checked > 20);
}

TEST_CASE("a failing case shrinks to the least that still fails", "[problems]") {
  Stream stream(1, 63, "test");
  const QuadraticCase start = nasty_case(Nasty::long_fractions, 5, 6, stream);
  // "Fails" when F couples two coordinates of y: the least such case is 1 x 2 with one coupling.
  const auto couples = [](const QuadraticCase& c) {
    return c.problem.dy() >= 2 && c.problem.F(0, 1) != 0;
  };
  REQUIRE(couples(start));
  const QuadraticCase least = simplest(start, couples);
  CHECK(describe(least) == "dx = 1, dy = 2, A = [1 0; 0 1], F = [0 1; 1 0], nu = 1/2");
}

TEST_CASE("the same stream gives the same case, another trial another one", "[problems]") {
  Stream first(7, 1, "test");
  Stream again(7, 1, "test");
  Stream other(7, 2, "test");
  const std::string text = describe(good_case(3, 3, first));
  CHECK(text == describe(good_case(3, 3, again)));
  CHECK(text != describe(good_case(3, 3, other)));
}

TEST_CASE("a failure that needs dx = dy still shrinks", "[problems]") {
  Stream stream(1, 9, "test");
  const QuadraticCase start = good_case(6, 6, stream);
  const QuadraticCase least =
      simplest(start, [](const QuadraticCase& c) { return c.problem.dx() == c.problem.dy(); });
  CHECK(describe(least) == "dx = 1, dy = 1, A = 1, nu = 1");
}
