#include <assay/error.hpp>
#include <assay/numbers/scalar.hpp>

#include <limits>
#include <sstream>
#include <support/property.hpp>
#include <utility>

using namespace assay;

namespace {

Real nan_real() { return Real(std::numeric_limits<double>::quiet_NaN()); }
Real infinity() { return Real(std::numeric_limits<double>::infinity()); }

/// `value` rounded to the working precision.
Real rounded(const Real& value) { return value + Real(0); }

/// The function at 50 digits equals the same function at 120 digits, rounded to 50. (A hard case
/// for the table maker would need 230 bits of agreement with a tie: probability 2^-200.)
template <class Function> void is_correctly_rounded(const Function& function, const char* at) {
  const Precision working(50);
  const Real x = exact<Real>(at);
  const Real coarse = function(x);
  const Real fine = [&] {
    const Precision doubled(120);
    return function(x);
  }();
  INFO("at " << at);
  CHECK(mpfr_get_prec(fine.raw()) > mpfr_get_prec(coarse.raw()));
  CHECK(coarse == rounded(fine));
}

} // namespace

TEST_CASE("Real(0.1) is the double, exact<Real>(\"0.1\") is 1/10 correctly rounded", "[numbers]") {
  const Precision working(50);
  CHECK(Real(0.1).to_rational() == Rational(0.1));
  CHECK(Real(0.1) != exact<Real>("0.1"));
  const Rational error = abs(exact<Real>("0.1").to_rational() - ratio(1, 10));
  CHECK(error != 0);
  // 1/10 lies in [2^-4, 2^-3): half a unit in the last place is 2^(-3 - bits - 1).
  CHECK(error <= power(Rational(2), static_cast<int>(-4 - Precision::bits())));
}

TEST_CASE("each function agrees with itself at more than twice the precision", "[numbers]") {
  for (const char* at : {"0.3", "1", "2.75", "1e-20", "17.5"}) {
    is_correctly_rounded([](const Real& x) { return sqrt(x); }, at);
    is_correctly_rounded([](const Real& x) { return exp(x); }, at);
    is_correctly_rounded([](const Real& x) { return expm1(x); }, at);
    is_correctly_rounded([](const Real& x) { return log(x); }, at);
    is_correctly_rounded([](const Real& x) { return log1p(x); }, at);
    is_correctly_rounded([](const Real& x) { return log10(x); }, at);
    is_correctly_rounded([](const Real& x) { return sin(x); }, at);
    is_correctly_rounded([](const Real& x) { return cos(x); }, at);
    is_correctly_rounded([](const Real& x) { return tanh(x); }, at);
    is_correctly_rounded([](const Real& x) { return erfc(x); }, at);
    is_correctly_rounded([](const Real& x) { return pow(x, 7); }, at);
    is_correctly_rounded([](const Real& x) { return pow(x, -3); }, at);
    is_correctly_rounded([](const Real& x) { return pow(x, x); }, at);
    is_correctly_rounded([](const Real& x) { return Real(1) / x; }, at);
    is_correctly_rounded([](const Real& x) { return pi() * x / pi(); }, "0"); // 0 stays 0
  }
}

TEST_CASE("functions satisfy the identities that tell them apart", "[numbers]") {
  const Precision working(60);
  const Real x = exact<Real>("0.7");
  const Real small = Real(100) * machine_epsilon();
  CHECK(abs(exp(log(x)) - x) <= small);
  CHECK(abs(sin(x) * sin(x) + cos(x) * cos(x) - Real(1)) <= small);
  CHECK(abs(tanh(x) - expm1(Real(2) * x) / (exp(Real(2) * x) + Real(1))) <= small);
  CHECK(abs(erfc(x) + erfc(-x) - Real(2)) <= small);
  CHECK(abs(log10(x) * log(Real(10)) - log(x)) <= small);
  CHECK(abs(sin(pi())) <= small);
  CHECK(ceil(x) == Real(1));
  CHECK(floor(-x) == Real(-1));
}

TEST_CASE("machine_epsilon is the gap above 1", "[numbers]") {
  const Precision working(40);
  CHECK(Real(1) + machine_epsilon() != Real(1));
  CHECK(Real(1) + machine_epsilon() / Real(2) == Real(1));
}

TEST_CASE("a copy keeps its precision, an operation takes the guard's", "[numbers]") {
  const Precision outer(30);
  const Real fine = [] {
    const Precision inner(200);
    return Real(1) / Real(3);
  }();
  const Real copy = fine;
  Real assigned = 7;
  assigned = fine;
  CHECK(mpfr_get_prec(copy.raw()) == mpfr_get_prec(fine.raw()));
  CHECK(copy == fine);
  CHECK(assigned == fine);
  CHECK(mpfr_get_prec((fine + Real(1)).raw()) == Precision::bits());
  Real updated = fine;
  updated *= Real(2);
  CHECK(mpfr_get_prec(updated.raw()) == Precision::bits());
  CHECK(updated == fine * Real(2));
}

TEST_CASE("self-assignment, moves and aliased updates keep the value", "[numbers]") {
  const Precision working(50);
  Real a = Real(1) / Real(7);
  const Real before = a;
  Real& alias = a;
  a = alias;
  CHECK(a == before);
  a = std::move(alias);
  CHECK(a == before);
  Real taken = std::move(a);
  CHECK(taken == before);
  a = taken; // a moved-from Real may be assigned to
  CHECK(a == before);
  a += a;
  CHECK(a == before * Real(2));
  a -= a;
  CHECK(a == Real(0));
  taken /= taken;
  CHECK(taken == Real(1));
  std::swap(a, taken);
  CHECK(a == Real(1));
}

TEST_CASE("comparisons with NaN are false, and NaN has no sign", "[numbers]") {
  const Real one = 1;
  CHECK_FALSE(nan_real() == nan_real());
  CHECK_FALSE(nan_real() < one);
  CHECK_FALSE(nan_real() >= one);
  CHECK(nan_real() != one);
  CHECK(nan_real().sign() == 0);
  CHECK(isnan(nan_real()));
  CHECK(isinf(infinity()));
  CHECK_FALSE(infinity().is_finite());
  CHECK_FALSE(isfinite(nan_real()));
  CHECK(one < infinity());
}

TEST_CASE("only a finite Real is a rational", "[numbers]") {
  CHECK_THROWS_AS(nan_real().to_rational(), InvalidArgument);
  CHECK_THROWS_AS(infinity().to_rational(), InvalidArgument);
}

TEST_CASE("to_rational is exact", "[numbers]") {
  testing::holds("to_rational inverts conversion of dyadic numbers", [] {
    const auto mantissa = *rc::gen::arbitrary<long>();
    const int exponent = *rc::gen::inRange(-300, 300);
    const Precision working(30);
    const Rational q = Rational(mantissa) * power(Rational(2), exponent);
    RC_ASSERT(Real(q).to_rational() == q);
    RC_ASSERT(Real(mantissa).to_rational() == Rational(mantissa));
  });
}

TEST_CASE("text shows the asked digits, correctly rounded", "[numbers]") {
  const Precision working(50);
  CHECK(exact<Real>("0.1").to_string(5) == "1.0000e-01");
  CHECK((Real(2) / Real(3)).to_string(3) == "6.67e-01");
  CHECK(Real(-1234567).to_string(1) == "-1e+06");
  CHECK(Real(0).to_string(2) == "0.0e+00");
  CHECK(nan_real().to_string(3) == "nan");
  CHECK(infinity().to_string(3) == "inf");
  CHECK_THROWS_AS(Real(1).to_string(0), InvalidArgument);
  std::ostringstream out;
  const Precision narrow(15);
  out << Real(3);
  CHECK(out.str() == "3.00000000000000e+00");
}
