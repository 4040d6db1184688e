#include <assay/error.hpp>
#include <assay/numbers/rational.hpp>

#include <limits>
#include <support/property.hpp>

using namespace assay;

TEST_CASE("factorials satisfy their recurrence and start at 1", "[numbers]") {
  CHECK(factorial(0) == 1);
  for (int n = 1; n <= 60; ++n) {
    CHECK(factorial(n) == factorial(n - 1) * n);
  }
  CHECK(factorial(20) == Integer("2432902008176640000"));
  CHECK_THROWS_AS(factorial(-1), InvalidArgument);
}

TEST_CASE("powers equal repeated products", "[numbers]") {
  testing::holds("power(q, n) is n factors q", [] {
    const auto [above, below] = *testing::fraction(50);
    const int exponent = *rc::gen::inRange(0, 40);
    const Rational base = ratio(above, below);
    Rational product = 1;
    for (int step = 0; step < exponent; ++step) {
      product *= base;
    }
    RC_ASSERT(power(base, exponent) == product);
    if (base != 0) {
      RC_ASSERT(power(base, -exponent) * product == 1);
    }
  });
}

TEST_CASE("powers at the ends of int are right", "[numbers]") {
  CHECK(power(Rational(0), 0) == 1);
  CHECK(power(Rational(0), 5) == 0);
  CHECK(power(Rational(-1), std::numeric_limits<int>::min()) == 1);
  CHECK(power(Rational(-1), std::numeric_limits<int>::max()) == -1);
  CHECK_THROWS_AS(power(Rational(0), -1), InvalidArgument);
}

TEST_CASE("ratio keeps the sign in the numerator and the lowest terms", "[numbers]") {
  CHECK(ratio(6, -4) == ratio(-3, 2));
  CHECK(ratio(6, -4).str() == "-3/2");
  CHECK(ratio(0, -5) == 0);
}
