#include <assay/numbers/linalg.hpp>

#include <cstring>
#include <limits>
#include <support/property.hpp>

using namespace assay;

static_assert(Field<double> && Field<Real> && Field<Rational> && Field<Interval>);
static_assert(Field<Taylor<Rational>> && Field<Taylor<Taylor<Interval>>>);
static_assert(Ordered<double> && Ordered<Real> && Ordered<Rational> && Ordered<Taylor<double>>);
static_assert(!Ordered<Taylor<Interval>>, "a series over intervals has no order either");
static_assert(Analytic<double> && Analytic<Real> && Analytic<Taylor<Interval>>);
static_assert(!Analytic<Rational> && !Analytic<Taylor<Rational>>);
static_assert(!Field<std::string>);

namespace {

using Limits = std::numeric_limits<double>;

/// Is `rounded` the double nearest to `value`, the even one of two? Decided by exact comparison
/// with the midpoints to its neighbours, without rounding anything.
bool is_nearest(double rounded, const Rational& value) {
  if (!std::isfinite(rounded)) {
    // Infinity is right from the midpoint between the largest double and 2^1024 on.
    const Rational limit = Rational(Limits::max()) + power(Rational(2), 970);
    return rounded > 0 ? value >= limit : value <= -limit;
  }
  const auto middle = [&](double neighbour) {
    return (Rational(rounded) + Rational(neighbour)) / 2;
  };
  const double above = std::nextafter(rounded, Limits::infinity());
  const double below = std::nextafter(rounded, -Limits::infinity());
  std::uint64_t bits = 0;
  std::memcpy(&bits, &rounded, sizeof bits);
  const bool even = bits % 2 == 0;
  const bool not_too_low =
      !std::isfinite(above) || value < middle(above) || (even && value == middle(above));
  const bool not_too_high =
      !std::isfinite(below) || value > middle(below) || (even && value == middle(below));
  return not_too_low && not_too_high;
}

} // namespace

TEST_CASE("a rational becomes the nearest double, subnormals included", "[numbers]") {
  testing::holds("exact<double> is correctly rounded", [] {
    const Rational mantissa(*rc::gen::arbitrary<std::int64_t>());
    const Rational denominator(*rc::gen::nonZero<std::int64_t>());
    const int exponent =
        *rc::gen::element(0, 5, -20, -960, -1010, -1060, -1074, -1080, -1140, 900, 960, 1020);
    const Rational value = mantissa / denominator * power(Rational(2), exponent);
    RC_ASSERT(is_nearest(exact<double>(value), value));
  });
}

TEST_CASE("ties between doubles go to the even one", "[numbers]") {
  testing::holds("midpoints, and points a hair beside them", [] {
    const double at = *rc::gen::element(1.0, 1.0 + Limits::epsilon(), 0.1, Limits::min(),
                                        7 * Limits::denorm_min(), 8 * Limits::denorm_min(),
                                        Limits::denorm_min(), 0.0, 1e300);
    const Rational middle = (Rational(at) + Rational(std::nextafter(at, Limits::infinity()))) / 2;
    const Rational hair = power(Rational(2), -*rc::gen::inRange(1100, 2000));
    for (const Rational& value : {middle, Rational(middle + hair), Rational(middle - hair)}) {
      RC_ASSERT(is_nearest(exact<double>(value), value));
      RC_ASSERT(is_nearest(exact<double>(Rational(-value)), Rational(-value)));
    }
  });
}

TEST_CASE("the check of rounding itself notices a wrong neighbour", "[numbers]") {
  CHECK(is_nearest(0.1, ratio(1, 10)));
  CHECK_FALSE(is_nearest(std::nextafter(0.1, 1.0), ratio(1, 10)));
  CHECK_FALSE(is_nearest(std::nextafter(0.1, 0.0), ratio(1, 10)));
}

TEST_CASE("rationals beyond double overflow and underflow as IEEE says", "[numbers]") {
  CHECK(exact<double>(power(Rational(2), 1024)) == Limits::infinity());
  CHECK(exact<double>(Rational(-power(Rational(2), 5000))) == -Limits::infinity());
  CHECK(exact<double>(Rational(Limits::max())) == Limits::max());
  CHECK(exact<double>(power(Rational(2), -1074)) == Limits::denorm_min());
  CHECK(exact<double>(power(Rational(2), -1075)) == 0.0); // a tie: 0 is even
  CHECK(exact<double>(Rational(power(Rational(2), -1075) + power(Rational(2), -1200))) ==
        Limits::denorm_min());
  CHECK(exact<double>(power(Rational(2), -5000)) == 0.0);
}

TEST_CASE("only numbers that are not 0 serve as pivots, whatever their size", "[numbers]") {
  const Precision working(30);
  const Real tiny = pow(Real(10), -5000);
  CHECK(pivot_quality(tiny) > 0);
  CHECK(pivot_quality(Real(2)) > pivot_quality(Real(1)));
  CHECK(pivot_quality(Real(1)) > pivot_quality(tiny));
  CHECK(pivot_quality(-tiny) == pivot_quality(tiny));
  CHECK(pivot_quality(Real(0)) == 0);
  CHECK(pivot_quality(Real(Limits::quiet_NaN())) == 0);
  CHECK(pivot_quality(Interval(Rational(-1), Rational(1))) == 0);
  CHECK(pivot_quality(log(Interval(-1))) == 0);
  CHECK(pivot_quality(Interval(tiny)) > 0);
  CHECK(pivot_quality(Taylor<Rational>::variable(0, 3)) == 0);
  CHECK(pivot_quality(Taylor<Rational>::variable(2, 3)) > 0);
}
