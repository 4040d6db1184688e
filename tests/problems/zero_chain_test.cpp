#include <assay/problems/derivatives.hpp>
#include <assay/problems/separable.hpp>

#include <catch2/catch.hpp>

#include <limits>

using namespace assay;
namespace chain = assay::zero_chain;

namespace {

/// Points on both sides of 1/2 and of 0, none of them special.
std::vector<Rational> sample_points() {
  return {ratio(-37, 10),   ratio(-3, 5),  0,           ratio(1, 2),
          ratio(501, 1000), ratio(11, 20), ratio(3, 4), ratio(9, 10),
          ratio(13, 10),    ratio(29, 10)};
}

} // namespace

TEST_CASE("psi and phi take their known values", "[zero_chain]") {
  const Precision digits(50);
  const Real e = exp(Real(1));
  CHECK(chain::psi(Real(1)) == Real(1));
  CHECK(chain::psi(Real(ratio(1, 2))) == Real(0));
  CHECK(abs(chain::phi(Real(0)) - sqrt(pi() * e / Real(2))) < Real(1e-48));
  CHECK(chain::phi(Real(1), 1) == Real(1));
  CHECK(abs(chain::psi(exact<Real>("0.7604258"), 2) - exact<Real>("32.386635")) < Real(5e-7));
  CHECK(abs(chain::psi(exact<Real>("1.05424"), 2) - exact<Real>("-8.7593")) < Real(5e-5));
}

TEST_CASE("each derivative is the Taylor coefficient of the one before", "[zero_chain]") {
  const Precision digits(60);
  int checked = 0;
  for (const Rational& point : sample_points()) {
    const auto t = Taylor<Real>::variable(Real(point), 6);
    const Real u = Real(2) * Real(point) - Real(1);
    for (int k = 0; k <= 6; ++k) {
      const Real direct = chain::psi(Real(point), k);
      CHECK(abs(chain::psi(t).derivative(k) - direct) <= Real(1e-45) * (Real(1) + abs(direct)));
      if (u > Real(0)) { // the formula, through the series' own exp and division
        const auto s = exp(Taylor<Real>(1) - Taylor<Real>(1) / ((t + t - 1) * (t + t - 1)));
        CHECK(abs(s.derivative(k) - direct) <= Real(1e-40) * (Real(1) + abs(direct)));
      }
      const Real bell = chain::phi(Real(point), k);
      CHECK(abs(chain::phi(t).derivative(k) - bell) <= Real(1e-45) * (Real(1) + abs(bell)));
      if (k >= 1) {
        const auto exponent = (Taylor<Real>(1) - t * t) / Taylor<Real>(2);
        CHECK(abs(exp(exponent).derivative(k - 1) - bell) <= Real(1e-40) * (Real(1) + abs(bell)));
      }
      ++checked;
    }
  }
  CHECK(checked == 70);
}

TEST_CASE("interval jets enclose the real ones over every width", "[zero_chain]") {
  const Precision digits(40);
  int checked = 0;
  for (const Rational& point : sample_points()) {
    for (const Rational& radius : {ratio(0, 1), ratio(1, 1000), ratio(1, 10), ratio(3, 1)}) {
      const Interval wide(point - radius, point + radius);
      const auto psi = chain::psi_jet(wide, 5);
      const auto phi = chain::phi_jet(wide, 5);
      for (int step = -4; step <= 4; ++step) {
        const Interval inner(point + radius * ratio(step, 4));
        for (std::size_t k = 0; k <= 5; ++k) {
          const int order = static_cast<int>(k);
          CHECK(psi[k].is_finite());
          CHECK(overlap(psi[k], chain::psi(inner, order)) == Truth::yes);
          CHECK(overlap(phi[k], chain::phi(inner, order)) == Truth::yes);
          CHECK(psi[k].contains(chain::psi(inner, order).midpoint()));
          CHECK(phi[k].contains(chain::phi(inner, order).midpoint()));
          ++checked;
        }
      }
    }
  }
  CHECK(checked == 10 * 4 * 9 * 6);
}

TEST_CASE("an interval jet is finite over the whole line and NaN of NaN", "[zero_chain]") {
  const Real infinity = Real(1) / Real(0);
  const Interval line(-infinity, infinity);
  for (int k = 0; k <= 4; ++k) {
    CHECK(chain::psi(line, k).is_finite());
    CHECK(chain::phi(line, k).is_finite());
    CHECK_FALSE(chain::psi(log(Interval(-1)), k).is_valid());
    CHECK_FALSE(chain::phi(log(Interval(-1)), k).is_valid());
  }
  CHECK(chain::psi(line).magnitude() < exact<Real>("2.7182818284590452354"));
}

TEST_CASE("in double, psi next to 1/2 is 0 and not NaN", "[zero_chain]") {
  for (const double beyond : {0.0, 1e-16, 1e-12, 1e-8, 1e-4}) {
    for (int k = 0; k <= 3; ++k) {
      CHECK(chain::psi(0.5 + beyond, k) == 0.0);
    }
  }
  CHECK(std::isnan(chain::psi(std::numeric_limits<double>::quiet_NaN(), 0)));
}

TEST_CASE("the chain's gradient is the derivative of its value", "[zero_chain]") {
  const Precision digits(50);
  Stream stream(1, 0, "zero chain test");
  int checked = 0;
  for (int length = 1; length <= 6; ++length) {
    Vector<Real> x(length);
    for (int i = 0; i < length; ++i) {
      x(i) = Real(ratio(stream.integer(-200, 200), 100));
    }
    const Vector<Real> expected =
        gradient<Real>([](const auto& at) { return chain::value(at); }, x);
    const Vector<Real> found = chain::gradient(x);
    for (int i = 0; i < length; ++i) {
      CHECK(abs(found(i) - expected(i)) < Real(1e-45));
      ++checked;
    }
  }
  CHECK(checked == 21);
}

TEST_CASE("the separable instance has the length, scale and chance of its source", "[separable]") {
  const Separable instance{.gap = 7296 * 8, .deviation = 92, .accuracy = 1};
  CHECK(instance.length() == 8);
  CHECK(instance.lambda() == 304);
  CHECK(instance.chance() == ratio(1, 4));
  CHECK(Separable{.deviation = 1, .accuracy = 1}.chance() == 1);
  CHECK_THROWS_AS(Separable{.accuracy = 1}.length(), InvalidArgument);
  CHECK_THROWS_AS((Separable{.smoothness = 0}.length()), InvalidArgument);
}

TEST_CASE("the separable instance's gradients are those of f and g", "[separable]") {
  const Precision digits(50);
  const Separable instance{.smoothness = 3, .gap = 7296, .accuracy = ratio(1, 2), .convexity = 5};
  Vector<Real> x(instance.dx());
  for (int i = 0; i < x.size(); ++i) {
    x(i) = Real(ratio(40 * i - 90, 1));
  }
  Vector<Real> y(1);
  y(0) = Real(7);
  const Vector<Real> found = instance.grad_x_f(x, y);
  const auto constant = constant_series(y);
  const Vector<Real> expected =
      gradient<Real>([&](const auto& at) { return instance.f(at, constant); }, x);
  for (int i = 0; i < x.size(); ++i) {
    CHECK(abs(found(i) - expected(i)) < Real(1e-44));
  }
  CHECK(instance.grad_y_g(x, y)(0) == Real(35));
  CHECK(hypergradient(instance, x, y)(0) == found(0));
}
