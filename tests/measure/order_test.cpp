#include <assay/error.hpp>
#include <assay/measure/order.hpp>
#include <assay/numbers/stream.hpp>

#include <catch2/catch.hpp>

#include <functional>

using namespace assay;

namespace {

struct Ladder {
  std::vector<Real> log_step;
  std::vector<Real> log_error;
};

/// nu = 2^-first, ..., 2^-(first + rungs - 1), with the error law given.
Ladder ladder(int rungs, const std::function<Real(const Real&)>& error, int first = 5) {
  Ladder result;
  for (int i = 0; i < rungs; ++i) {
    const Real nu = pow(Real(2), -(first + i));
    result.log_step.push_back(log(nu));
    result.log_error.push_back(log(error(nu)));
  }
  return result;
}

OrderEstimate measured(const Ladder& l) { return measure_order(l.log_step, l.log_error); }

bool within(const OrderEstimate& e, double low, double high) {
  return e.slope.lower().to_double() >= low && e.slope.upper().to_double() <= high;
}

} // namespace

TEST_CASE("a power law with a correction gives its order to a thousandth, wholly inside") {
  const Precision guard(60);
  int checked = 0;
  for (int p = 1; p <= 12; ++p) {
    for (const double c : {0.0, 0.1, -3.0, 7.0}) {
      const auto e = measured(
          ladder(20, [&](const Real& nu) { return pow(nu, p) * abs(Real(1) + Real(c) * nu); }));
      REQUIRE(e.found);
      CHECK(within(e, p - 1e-3, p + 1e-3));
      CHECK(e.slope.contains(Rational(p)));
      ++checked;
    }
  }
  CHECK(checked == 48);
}

TEST_CASE("the interval excludes a false order") {
  const auto e = measured(ladder(20, [](const Real& nu) { return pow(nu, 3) * (Real(1) + nu); }));
  REQUIRE(e.found);
  CHECK(less(e.slope, Interval(4) - Interval(exact<Rational>("0.001"))) == Truth::yes);
  CHECK(less(Interval(2) + Interval(exact<Rational>("0.001")), e.slope) == Truth::yes);
}

TEST_CASE("a rounding floor at small steps is left out of the window") {
  const Precision guard(60);
  Stream noise(1, 0, "planted floor");
  const auto e = measured(ladder(30, [&](const Real& nu) {
    return abs(pow(nu, 4) * (Real(1) + Real(2) * nu) +
               Real(noise.uniform() - 0.5) * pow(Real(10), -26));
  }));
  REQUIRE(e.found);
  CHECK(e.last < 20);
  CHECK(e.slope.contains(Rational(4)));
  CHECK(within(e, 4 - 1e-2, 4 + 1e-2));
}

TEST_CASE("a pre-asymptotic top of the ladder is left out of the window") {
  const Precision guard(60);
  const auto e = measured(ladder(
      26,
      [](const Real& nu) {
        return abs(nu * nu * (Real(1) - Real(300) * nu + sin(Real(900) * nu)));
      },
      1));
  REQUIRE(e.found);
  CHECK(e.first > 4);
  CHECK(within(e, 2 - 1e-3, 2 + 1e-3));
}

TEST_CASE("a smooth change of law at the small end is seen, as with weights rounded to double") {
  const Precision guard(60);
  const auto e = measured(ladder(30, [](const Real& nu) { return pow(nu, 6) + Real(3e-17); }));
  REQUIRE(e.found);
  CHECK(within(e, -1e-3, 1e-3));
}

TEST_CASE("noise alone has no order") {
  int found = 0;
  for (std::uint32_t trial = 0; trial < 2000; ++trial) {
    Stream noise(7, trial, "noise");
    found += measured(ladder(24, [&](const Real&) { return Real(noise.uniform() + 1e-3); })).found
                 ? 1
                 : 0;
  }
  CHECK(found == 0);
}

TEST_CASE("too short a ladder is not measured, and says so") {
  const auto e = measured(ladder(6, [](const Real& nu) { return nu; }));
  CHECK_FALSE(e.found);
  CHECK(e.why == "only 6 steps, 7 are needed");
}

TEST_CASE("an error of exactly zero has no order") {
  CHECK_FALSE(measured(ladder(20, [](const Real&) { return Real(0); })).found);
}

TEST_CASE("steps that are not geometric are refused") {
  Ladder l = ladder(10, [](const Real& nu) { return nu; });
  l.log_step[4] = l.log_step[4] + Real(0.01);
  CHECK_THROWS_AS(measured(l), InvalidArgument);
  l.log_error.pop_back();
  CHECK_THROWS_AS(measured(l), InvalidArgument);
}
