#include <assay/numbers/linalg.hpp>

#include <limits>
#include <sstream>
#include <support/property.hpp>

using namespace assay;

namespace {

template <class T>
concept Comparable = requires(const T a, const T b) {
  a < b;
};
template <class T>
concept Equatable = requires(const T a, const T b) {
  a == b;
};
static_assert(!Comparable<Interval>, "intervals have no order");
static_assert(!Equatable<Interval>, "overlapping intervals are neither equal nor different");
static_assert(!Ordered<Interval> && Field<Interval> && Analytic<Interval>);
static_assert(Comparable<Real> && Equatable<Real>, "the concepts above can be satisfied");

Interval between(const Rational& low, const Rational& high) { return {low, high}; }
Interval unbounded() { return Interval(1) / between(-1, 1); }
Interval not_a_number() { return log(between(-1, 1)); }
bool same(const Interval& a, const Interval& b) {
  return a.lower() == b.lower() && a.upper() == b.upper();
}

} // namespace

TEST_CASE("an interval made from 1/10 contains 1/10", "[numbers]") {
  CHECK(Interval(ratio(1, 10)).contains(ratio(1, 10)));
  CHECK(exact<Interval>("0.1").contains(ratio(1, 10)));
  CHECK((Interval(1) / Interval(10)).contains(ratio(1, 10)));
  CHECK(Interval(ratio(1, 10)).width() > Real(0));
  CHECK_FALSE(Interval(0.1).contains(ratio(1, 10))); // a double is the number it is
  CHECK(Interval(0.1).contains(Rational(0.1)));
}

TEST_CASE("a matrix product over intervals encloses the rational product", "[numbers]") {
  Matrix<Rational> a(2, 2);
  a << ratio(1, 3), ratio(1, 7), ratio(-2, 3), ratio(5, 9);
  const Matrix<Interval> product = times(convert<Interval>(a), convert<Interval>(a));
  const Matrix<Rational> expected = (a * a).eval();
  for (int i = 0; i < 2; ++i) {
    for (int j = 0; j < 2; ++j) {
      CHECK(product(i, j).contains(expected(i, j)));
    }
  }
}

TEST_CASE("low <= high is required of an interval's ends", "[numbers]") {
  CHECK_THROWS_AS(Interval(Rational(1), Rational(0)), InvalidArgument);
  CHECK_THROWS_AS(Interval(Real(1), Real(0)), InvalidArgument);
  CHECK_THROWS_AS(Interval(Real(std::numeric_limits<double>::quiet_NaN()), Real(0)),
                  InvalidArgument);
}

namespace {

/// A random expression tree evaluated exactly, at one point, and in intervals.
struct Pair {
  Rational exact;
  Interval enclosure;
};

Pair random_leaf() {
  const auto [above, below] = *testing::fraction(30);
  const Rational value = ratio(above, below);
  const auto [left, right] = *rc::gen::pair(rc::gen::inRange(0, 3), rc::gen::inRange(0, 3));
  return {value, between(value - ratio(left, 7), value + ratio(right, 7))};
}

// NOLINTNEXTLINE(misc-no-recursion): the tree's depth is bounded
Pair random_tree(int depth) {
  if (depth == 0) {
    return random_leaf();
  }
  const Pair a = random_tree(depth - 1);
  switch (*rc::gen::inRange(0, 8)) {
  case 0:
    return {-a.exact, -a.enclosure};
  case 1:
    return {abs(a.exact), abs(a.enclosure)};
  case 2:
    return {a.exact * a.exact, square(a.enclosure)};
  case 3: {
    const int exponent = *rc::gen::inRange(0, 5);
    return {power(a.exact, exponent), pow(a.enclosure, exponent)};
  }
  default:
    break;
  }
  const Pair b = random_tree(depth - 1);
  switch (*rc::gen::inRange(0, 5)) {
  case 0:
    return {a.exact + b.exact, a.enclosure + b.enclosure};
  case 1:
    return {a.exact - b.exact, a.enclosure - b.enclosure};
  case 2:
    return {a.exact * b.exact, a.enclosure * b.enclosure};
  case 3:
    return {std::min(a.exact, b.exact), hull(a.enclosure, b.enclosure)};
  default:
    RC_PRE(b.exact != 0);
    return {a.exact / b.exact, a.enclosure / b.enclosure};
  }
}

} // namespace

TEST_CASE("an expression over intervals contains its exact rational value", "[numbers]") {
  testing::holds("containment through random expression trees", [] {
    const Precision working(*rc::gen::element(15, 30, 80));
    const Pair value = random_tree(*rc::gen::inRange(1, 5));
    RC_PRE(value.enclosure.is_valid());
    RC_ASSERT(value.enclosure.contains(value.exact));
  });
}

TEST_CASE("an enclosure made at low precision still contains its value", "[numbers]") {
  testing::holds("intersection and conversion never lose the value", [] {
    const auto [above, below] = *testing::fraction(1000);
    const Rational q = ratio(above, below);
    const Precision fine(200);
    const Interval narrow(q);
    const Precision coarse(15);
    RC_ASSERT((narrow + Interval(0)).contains(q));
    RC_ASSERT(intersect(narrow, Interval(q)).contains(q));
    RC_ASSERT(Interval(narrow.lower(), narrow.upper()).contains(q));
  });
}

TEST_CASE("operations on one object with itself enclose as on two", "[numbers]") {
  const Precision working(30);
  const Interval original = between(ratio(-1, 3), ratio(2, 7));
  Interval a = original;
  a *= a;
  CHECK(same(a, original * original));
  a = original;
  a -= a;
  CHECK(same(a, original - original));
  a = original;
  Interval& alias = a;
  a = alias;
  CHECK(same(a, original));
  a = std::move(alias);
  CHECK(same(a, original));
  const Interval taken = std::move(a);
  a = taken;
  CHECK(same(a, original));
}

TEST_CASE("what leaves the domain is unknown, never an answer", "[numbers]") {
  for (const Interval& lost :
       {log(between(-1, 1)), sqrt(between(-1, 1)), log(Interval(-1)), sqrt(Interval(-2)),
        Interval(0) / Interval(0), Interval(std::numeric_limits<double>::quiet_NaN()),
        pow(not_a_number(), 3), pow(not_a_number(), 2), erfc(not_a_number()),
        hull(not_a_number(), Interval(1)), not_a_number() + Interval(1)}) {
    CHECK_FALSE(lost.is_valid());
    CHECK_FALSE(lost.is_finite());
    CHECK_FALSE(lost.contains(Rational(0)));
    CHECK(less(lost, Interval(5)) == Truth::unknown);
    CHECK(less(Interval(-5), lost) == Truth::unknown);
    CHECK(positive(lost) == Truth::unknown);
    CHECK(overlap(lost, lost) == Truth::unknown);
    CHECK_THROWS_AS(intersect(lost, Interval(0)), Undecidable);
  }
}

TEST_CASE("division by an interval that holds 0 is unbounded, not wrong", "[numbers]") {
  for (const Interval& quotient :
       {unbounded(), Interval(1) / Interval(0), between(1, 2) / between(-3, 4)}) {
    CHECK(quotient.is_valid());
    CHECK_FALSE(quotient.is_finite());
    CHECK(quotient.contains(Rational(-1000000)));
    CHECK(quotient.contains(Rational(1000000)));
    CHECK(positive(quotient) == Truth::unknown);
  }
  // With 0 at an end the sign survives, however that 0 came about.
  const Interval zero_to_one = between(0, 1);
  for (const Interval& denominator :
       {zero_to_one, -between(-1, 0), abs(between(-1, 1)), square(between(-1, 1)),
        pow(between(-1, 1), 4), sqrt(zero_to_one), between(1, 2) - Interval(1),
        pow(zero_to_one, 3)}) {
    CHECK(less(Interval(0), Interval(1) / denominator) == Truth::yes);
    CHECK(less(Interval(-1) / denominator, Interval(0)) == Truth::yes);
  }
}

TEST_CASE("an unbounded interval has a member for a midpoint", "[numbers]") {
  CHECK(unbounded().midpoint() == Real(0));
  CHECK((Interval(2) / between(0, 1)).midpoint() == Real(2));
  CHECK((Interval(-2) / between(0, 1)).midpoint() == Real(-2));
  CHECK(isinf(unbounded().width()));
}

TEST_CASE("midpoint, width, magnitude and mignitude describe the interval", "[numbers]") {
  testing::holds("geometry of intervals", [] {
    const Precision working(*rc::gen::element(15, 60));
    const auto [above, below] = *testing::fraction(40);
    const Rational low = ratio(above, below);
    const Rational high = low + ratio(*rc::gen::inRange(0, 60), 17);
    const Interval a(low, high);
    RC_ASSERT(a.contains(a.midpoint()));
    RC_ASSERT(a.width().to_rational() >= a.upper().to_rational() - a.lower().to_rational());
    RC_ASSERT(a.width().to_rational() >= high - low);
    RC_ASSERT(a.magnitude().to_rational() >= std::max(abs(low), abs(high)));
    const Rational nearest =
        low <= 0 && high >= 0 ? Rational(0) : Rational(std::min(abs(low), abs(high)));
    RC_ASSERT(a.mignitude().to_rational() <= nearest);
  });
}

TEST_CASE("less, positive and overlap answer yes, no or unknown", "[numbers]") {
  CHECK(less(between(0, 1), between(2, 3)) == Truth::yes);
  CHECK(less(between(2, 3), between(0, 1)) == Truth::no);
  CHECK(less(between(1, 3), between(0, 1)) == Truth::no); // never less, at best equal
  CHECK(less(between(0, 1), between(1, 2)) == Truth::unknown);
  CHECK(less(Interval(1), Interval(1)) == Truth::no);
  CHECK(positive(between(1, 2)) == Truth::yes);
  CHECK(positive(between(0, 2)) == Truth::unknown);
  CHECK(positive(between(-2, 0)) == Truth::no);
  CHECK(overlap(between(0, 1), between(1, 2)) == Truth::yes);
  CHECK(overlap(between(0, 1), between(2, 3)) == Truth::no);
  CHECK(same(intersect(between(0, 2), between(1, 3)), between(1, 2)));
  CHECK_THROWS_AS(intersect(between(0, 1), between(2, 3)), Undecidable);
  CHECK(same(hull(Interval(0), Interval(3)), between(0, 3)));
}

TEST_CASE("a power of an interval is its exact range", "[numbers]") {
  CHECK(same(pow(between(-1, 2), 2), between(0, 4)));
  CHECK(same(pow(between(-1, 2), 3), between(-1, 8)));
  CHECK(same(pow(between(-3, -2), 4), between(16, 81)));
  CHECK(same(pow(between(2, 4), -2), between(ratio(1, 16), ratio(1, 4))));
  CHECK(same(pow(between(-1, 2), 0), Interval(1)));
  CHECK(same(pow(Interval(-1), std::numeric_limits<int>::min()), Interval(1)));
  CHECK(same(square(between(-1, 2)), between(0, 4)));
}

TEST_CASE("erfc decreases, from 2 to 0", "[numbers]") {
  const Precision working(40);
  Interval previous = erfc(Interval(-6));
  CHECK(less(previous, Interval(2)) == Truth::yes);
  for (int k = -11; k <= 40; ++k) {
    const Interval here = erfc(Interval(ratio(k, 2)));
    CHECK(less(here, previous) == Truth::yes);
    CHECK(positive(here) == Truth::yes);
    previous = here;
  }
  CHECK(erfc(Interval(0)).contains(Rational(1)));
  const Interval wide = erfc(between(-1, 1));
  CHECK(overlap(wide, erfc(Interval(-1))) == Truth::yes);
  CHECK(less(wide, Interval(2)) == Truth::yes);
  CHECK(erfc(unbounded()).contains(Rational(2)));
}

TEST_CASE("pi is enclosed between its classical bounds", "[numbers]") {
  CHECK(less(Interval(ratio(223, 71)), interval_pi()) == Truth::yes);
  CHECK(less(interval_pi(), Interval(ratio(22, 7))) == Truth::yes);
  CHECK(sin(interval_pi()).contains_zero());
  CHECK(interval_pi().contains(pi()));
  CHECK(interval_pi().width() > Real(0)); // no binary number is pi
}

TEST_CASE("an interval prints outward", "[numbers]") {
  const Precision working(15);
  std::ostringstream out;
  out << Interval(ratio(1, 3)) << ' ' << unbounded();
  CHECK(out.str() == "[3.33333333333333e-01, 3.33333333333334e-01] [-inf, inf]");
}
