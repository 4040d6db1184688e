#include <assay/error.hpp>
#include <assay/numbers/literal.hpp>
#include <assay/numbers/quantity.hpp>

#include <limits>
#include <support/property.hpp>

using namespace assay;

namespace {

const Quantity inf = Quantity::infinity();
const Quantity minus_inf = Quantity::minus_infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinite = std::numeric_limits<double>::infinity();

std::string down(const Rational& q, int digits) { return to_decimal(q, digits, Rounding::down); }
std::string up(const Rational& q, int digits) { return to_decimal(q, digits, Rounding::up); }
std::string near(const Rational& q, int digits) { return to_decimal(q, digits, Rounding::nearest); }

} // namespace

TEST_CASE("quantities are ordered exactly, with the infinite ends outside", "[numbers]") {
  CHECK(minus_inf < Quantity(-1000000));
  CHECK(Quantity(1000000) < inf);
  CHECK(minus_inf < inf);
  CHECK_FALSE(inf < inf);
  CHECK(inf == inf);
  CHECK(inf <= inf);
  CHECK(inf >= inf);
  CHECK_FALSE(inf == minus_inf);
  CHECK_FALSE(inf == Quantity(0));
  CHECK(Quantity(0.1) > Quantity(ratio(1, 10))); // the double lies above 1/10
  CHECK(Quantity(infinite) == inf);
  CHECK(Quantity(Real(-infinite)) == minus_inf);
  testing::holds("finite quantities compare as their rationals", [] {
    const auto [a, b] = *testing::fraction(20);
    const auto [c, d] = *testing::fraction(20);
    const Rational p = ratio(a, b);
    const Rational q = ratio(c, d);
    RC_ASSERT((Quantity(p) < Quantity(q)) == (p < q));
    RC_ASSERT((Quantity(p) <= Quantity(q)) == (p <= q));
    RC_ASSERT((Quantity(p) == Quantity(q)) == (p == q));
    RC_ASSERT(Quantity(p) + Quantity(q) == Quantity(Rational(p + q)));
    RC_ASSERT(Quantity(p) - Quantity(q) == Quantity(Rational(p - q)));
  });
}

TEST_CASE("NaN and inf - inf are no quantities", "[numbers]") {
  CHECK_THROWS_AS(Quantity(not_a_number), InvalidArgument);
  CHECK_THROWS_AS(Quantity(Real(not_a_number)), InvalidArgument);
  CHECK_THROWS_AS(inf - inf, InvalidArgument);
  CHECK_THROWS_AS(inf + minus_inf, InvalidArgument);
  CHECK_THROWS_AS(inf.rational(), InvalidArgument);
  CHECK(inf + Quantity(1) == inf);
  CHECK(Quantity(1) - inf == minus_inf);
  CHECK(inf - minus_inf == inf);
}

TEST_CASE("a number that has the asked digits prints as itself, rounded any way", "[numbers]") {
  for (const char* text : {"0.1", "1", "-2.5", "123456", "0.0001", "1e-9", "-3.25e-30", "9.99",
                           "1e7", "1.5e12", "0.30103"}) {
    const Rational value = parse_rational(text);
    CHECK(down(value, 6) == text);
    CHECK(up(value, 6) == text);
    CHECK(near(value, 6) == text);
  }
}

TEST_CASE("decimals round once, in the asked direction", "[numbers]") {
  CHECK(down(ratio(1, 3), 3) == "0.333");
  CHECK(up(ratio(1, 3), 3) == "0.334");
  CHECK(down(ratio(-1, 3), 3) == "-0.334");
  CHECK(up(ratio(-1, 3), 3) == "-0.333");
  CHECK(near(ratio(2, 3), 3) == "0.667");
  CHECK(up(ratio(9999, 10), 3) == "1000");
  CHECK(up(parse_rational("9.9999e-8"), 3) == "1e-7");
  CHECK(near(Rational(999999999), 3) == "1e9");
  CHECK(near(ratio(5, 2), 1) == "2"); // ties to even
  CHECK(near(ratio(7, 2), 1) == "4");
  // A value beyond a tie by less than any fixed precision sees.
  CHECK(near(ratio(5, 2) + power(Rational(10), -400), 1) == "3");
  CHECK(near(ratio(7, 2) - power(Rational(10), -400), 1) == "3");
  CHECK(up(Rational(1) + power(Rational(10), -400), 3) == "1.01");
  CHECK(near(Rational(0), 5) == "0");
  CHECK(to_decimal(inf, 3, Rounding::down) == "inf");
  CHECK(to_decimal(minus_inf, 3, Rounding::up) == "-inf");
  CHECK_THROWS_AS(near(Rational(1), 0), InvalidArgument);
}

TEST_CASE("decimal text encloses its value, within one unit of its last digit", "[numbers]") {
  testing::holds("down <= value <= up, nearest between", [] {
    const Rational value = Rational(*rc::gen::arbitrary<std::int64_t>()) /
                           Rational(*rc::gen::nonZero<std::int64_t>()) *
                           power(Rational(10), *rc::gen::inRange(-40, 40));
    RC_PRE(value != 0);
    const int digits = *rc::gen::inRange(1, 20);
    const Rational low = parse_rational(down(value, digits));
    const Rational high = parse_rational(up(value, digits));
    const Rational middle = parse_rational(near(value, digits));
    RC_ASSERT(low <= value && value <= high);
    RC_ASSERT(middle == low || middle == high);
    RC_ASSERT(abs(middle - value) * 2 <= high - low);
    RC_ASSERT(high - low <= abs(value) * power(Rational(10), 1 - digits));
    RC_ASSERT((high == low) == (low == value));
  });
}

TEST_CASE("fits_double is true of doubles and of nothing else", "[numbers]") {
  CHECK(fits_double(Quantity(0.1)));
  CHECK_FALSE(fits_double(Quantity(ratio(1, 10))));
  CHECK(fits_double(Quantity(power(Rational(2), -1074))));
  CHECK_FALSE(fits_double(Quantity(power(Rational(2), -1075))));
  CHECK_FALSE(fits_double(Quantity(Rational(Integer(1) << 53) + 1)));
  CHECK_FALSE(fits_double(Quantity(power(Rational(2), 1024))));
  CHECK_FALSE(fits_double(inf));
  CHECK(inf.to_double() == infinite);
  CHECK(Quantity(ratio(1, 10)).to_double() == 0.1);
}
