#include <assay/numbers/taylor.hpp>

#include <boost/math/differentiation/autodiff.hpp>

#include <support/property.hpp>

using namespace assay;

namespace {

constexpr int order = 8;

/// A function that uses every operation a series has.
template <class T> T composite(const T& t) {
  using std::exp;
  using std::log;
  using std::sqrt;
  const T inner = exp(t * t - t) / (T(2) + t) + sqrt(T(3) + t * T(2));
  return log(inner * inner + T(1)) - inner / (T(5) - t);
}

/// A series over the rationals with a constant term that is not 0.
Taylor<Rational> random_series(bool unit_constant) {
  std::vector<Rational> c;
  for (int k = 0; k <= 5; ++k) {
    const auto [above, below] = *testing::fraction(9);
    c.push_back(ratio(above, below));
  }
  if (unit_constant || c[0] == 0) {
    c[0] = 1;
  }
  return Taylor<Rational>(c);
}

/// The largest difference of two coefficients.
Real worst(const Taylor<Real>& a, const Taylor<Real>& b) {
  Real result = 0;
  for (int k = 0; k <= order; ++k) {
    if (!(abs(a[k] - b[k]) <= result)) {
      result = abs(a[k] - b[k]);
    }
  }
  return result;
}

} // namespace

TEST_CASE("coefficients agree with Boost's autodiff", "[numbers]") {
  for (const double at : {-0.7, 0.0, 0.3, 1.5}) {
    const auto theirs = composite(boost::math::differentiation::make_fvar<double, order>(at));
    const Taylor<double> ours = composite(Taylor<double>::variable(at, order));
    for (int k = 0; k <= order; ++k) {
      const double expected = theirs.derivative(static_cast<std::size_t>(k));
      INFO("derivative " << k << " at " << at);
      // A few hundred roundings on either side; the terms that cancel stay below 100 |result|.
      CHECK(std::abs(ours.derivative(k) - expected) <= 1e-11 * (1 + std::abs(expected)));
    }
  }
}

TEST_CASE("series at 60 digits agree with series in double", "[numbers]") {
  const Precision working(60);
  const auto fine = composite(Taylor<Real>::variable(exact<Real>("0.3"), order));
  const auto coarse = composite(Taylor<double>::variable(0.3, order));
  for (int k = 0; k <= order; ++k) {
    CHECK(std::abs(fine[k].to_double() - coarse[k]) <= 1e-13 * (1 + std::abs(coarse[k])));
  }
}

TEST_CASE("an enclosing series contains the coefficients of a rational one", "[numbers]") {
  const auto rational = [](const auto& t, auto one) { return (one + t * t) / (one + one - t); };
  const auto precise =
      rational(Taylor<Rational>::variable(ratio(1, 3), order), Taylor<Rational>(1));
  const auto enclosing =
      rational(Taylor<Interval>::variable(Interval(ratio(1, 3)), order), Taylor<Interval>(1));
  for (int k = 0; k <= order; ++k) {
    CHECK(enclosing[k].contains(precise[k]));
    CHECK(enclosing[k].is_finite());
  }
}

TEST_CASE("over the rationals series form a field, exactly", "[numbers]") {
  testing::holds("ring and field laws of truncated series", [] {
    const Taylor<Rational> a = random_series(false);
    const Taylor<Rational> b = random_series(false);
    const Taylor<Rational> c = random_series(false);
    RC_ASSERT((a / b) * b == a);
    RC_ASSERT(a * b == b * a);
    RC_ASSERT(a * (b + c) == a * b + a * c);
    RC_ASSERT((a * b) * c == a * (b * c));
    RC_ASSERT(a - a == Taylor<Rational>(0));
    RC_ASSERT(-a + a == Taylor<Rational>(0));
    Taylor<Rational> updated = a;
    updated *= updated;
    RC_ASSERT(updated == a * a);
    updated /= a;
    RC_ASSERT(updated == a);
  });
}

TEST_CASE("exp, log and sqrt of series invert each other", "[numbers]") {
  const Precision working(100); // exp(s) and exp(-s) have large coefficients that cancel
  for (const char* at : {"0.4", "1", "2"}) {
    const auto s = composite(Taylor<Real>::variable(exact<Real>(at), order)) + Taylor<Real>(4);
    const Real small = pow(Real(10), -60);
    CHECK(worst(exp(log(s)), s) <= small);
    CHECK(worst(log(exp(s)), s) <= small);
    CHECK(worst(sqrt(s) * sqrt(s), s) <= small);
    CHECK(worst(exp(s) * exp(-s), Taylor<Real>(1)) <= small);
    CHECK(worst(exp(s), s) > small);
  }
}

TEST_CASE("the exponential series is 1/k!", "[numbers]") {
  const Precision working(50);
  const auto e = exp(Taylor<Interval>::variable(Interval(0), order));
  for (int k = 0; k <= order; ++k) {
    CHECK(e[k].contains(Rational(1) / Rational(factorial(k))));
    CHECK(e.derivative(k).contains(Rational(1)));
  }
  CHECK(positive(e[order + 1]) == Truth::no); // beyond the stored ones: 0
}

TEST_CASE("nested series give mixed derivatives", "[numbers]") {
  using Inner = Taylor<Rational>;
  using Outer = Taylor<Inner>;
  // x^2 y^3 / (1 + x y) at (2, 3): outer variable x, inner variable y.
  const Outer x(std::vector<Inner>{Inner(2), Inner(1), Inner(0)});
  const Outer y(Inner::variable(3, 2));
  const Outer value = x * x * y * y * y / (Outer(1) + x * y);
  // d/dx d/dy of u^2 y / (1 + u), u = x y, by hand: h(u) = u^2/(1+u), value = y h(xy);
  // d/dy = h + x y h', d/dx of that = y h' + y h' + x y^2 h''.
  const Rational u = 6;
  const Rational first = (u * u + 2 * u) / ((1 + u) * (1 + u));
  const Rational second = Rational(2) / ((1 + u) * (1 + u) * (1 + u));
  CHECK(value[1][1] == 2 * 3 * first + 2 * 9 * second);
  CHECK(value[0][0] == 3 * u * u / (1 + u));
}

TEST_CASE("a constant takes the order of its partner, two orders do not mix", "[numbers]") {
  const auto cubic = Taylor<Rational>::variable(2, 3);
  CHECK((cubic * Taylor<Rational>(5)).order() == 3);
  CHECK((Taylor<Rational>(5) / cubic).order() == 3);
  CHECK((5 - cubic)[1] == -1);
  const auto dual = Taylor<Rational>::variable(2, 1);
  CHECK_THROWS_AS(cubic + dual, InvalidArgument);
  CHECK_THROWS_AS(cubic * dual, InvalidArgument);
  CHECK_THROWS_AS(cubic / dual, InvalidArgument);
  CHECK_THROWS_AS(Taylor<Rational>(std::vector<Rational>{}), InvalidArgument);
  CHECK_THROWS_AS(Taylor<Rational>::variable(1, -1), InvalidArgument);
}
