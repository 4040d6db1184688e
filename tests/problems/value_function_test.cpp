#include <assay/problems/quadratic.hpp>
#include <assay/problems/value_function.hpp>

#include <catch2/catch.hpp>

using namespace assay;

namespace {

/// g = exp(y) + y - x y, f = 3 y: y_nu = log(x - 1 - 3 nu), l's gradient is -y_nu.
struct Logarithm {
  static int dx() { return 1; }
  static int dy() { return 1; }
  template <Analytic T> T f(const Vector<T>& /*x*/, const Vector<T>& y) const {
    return T(3) * y(0);
  }
  template <Analytic T> T g(const Vector<T>& x, const Vector<T>& y) const {
    return exp(y(0)) + y(0) - x(0) * y(0);
  }
};

/// No minimiser: the gradient exp(y) + 1 has no zero.
struct Unbounded {
  static int dx() { return 1; }
  static int dy() { return 1; }
  template <Analytic T> T f(const Vector<T>& /*x*/, const Vector<T>& y) const { return y(0); }
  template <Analytic T> T g(const Vector<T>& /*x*/, const Vector<T>& y) const {
    return exp(y(0)) + y(0);
  }
};

Vector<Real> point(const char* text) { return Vector<Real>::Constant(1, exact<Real>(text)); }

} // namespace

TEST_CASE("the lower-level solution is found to working precision") {
  const Precision guard(150);
  const Real nu = exact<Real>("1/7");
  const Vector<Real> y = lower_solution(Logarithm{}, point("2.5"), nu);
  const Real truth = log(exact<Real>("1.5") - Real(3) * nu);
  CHECK(abs(y(0) - truth) < pow(Real(10), -147));
}

TEST_CASE("the lower-level solution of a far start converges by halving steps") {
  const Precision guard(50);
  const Vector<Real> y = lower_solution(Logarithm{}, point("1e12"), Real(0));
  CHECK(abs(y(0) - log(exact<Real>("999999999999"))) < pow(Real(10), -45));
}

TEST_CASE("a lower level without a minimiser is undecidable") {
  CHECK_THROWS_AS(lower_solution(Unbounded{}, point("1"), Real(0)), Undecidable);
}

TEST_CASE("the series of the solution is the Taylor series of its closed form") {
  const Precision guard(100);
  const Vector<Real> x = point("2.5");
  const Real nu = exact<Real>("0.1");
  const Vector<Real> y0 = lower_solution(Logarithm{}, x, nu);
  const auto series = solution_series(Logarithm{}, x, nu, y0, 12);
  const auto truth =
      log(Taylor<Real>(exact<Real>("1.5")) - Taylor<Real>(3) * Taylor<Real>::variable(nu, 12));
  for (int k = 0; k <= 12; ++k) {
    CHECK(abs(series(0)[k] - truth[k]) < abs(truth[k]) * pow(Real(10), -90));
  }
  const auto slope = value_gradient_series(Logarithm{}, x, nu, y0, 12);
  CHECK(abs(slope(0)[12] + truth[12]) < abs(truth[12]) * pow(Real(10), -90));
}

TEST_CASE("over intervals the series encloses the derivatives at every step of the range") {
  const Precision guard(50);
  const Interval x0 = exact<Interval>("2.5");
  const Interval nu = hull(Interval(0), exact<Interval>("0.01"));
  Vector<Interval> x = Vector<Interval>::Constant(1, x0);
  Vector<Interval> y0 = Vector<Interval>::Constant(1, log(x0 - Interval(1) - Interval(3) * nu));
  const auto series = solution_series(Logarithm{}, x, nu, y0, 5);
  int checked = 0;
  for (const char* at : {"0", "0.003", "0.01"}) {
    const Interval inside = exact<Interval>(at);
    const auto truth = log(Taylor<Interval>(exact<Interval>("1.5")) -
                           Taylor<Interval>(3) * Taylor<Interval>::variable(inside, 5));
    for (int k = 0; k <= 5; ++k) {
      CHECK(overlap(series(0)[k], truth[k]) == Truth::yes);
      CHECK(series(0)[k].contains(truth[k].midpoint()));
      ++checked;
    }
  }
  CHECK(checked == 18);
}

TEST_CASE("on a rational quadratic the series is the Neumann series, exactly") {
  Stream stream(1, 0, "value function test");
  const Quadratic<Rational> problem = random_quadratic({.dx = 2, .dy = 3}, stream);
  const Vector<Rational> x = random_point(2, stream);
  const Rational zero = 0;
  const auto series = solution_series(problem, x, zero, problem.solution<Rational>(x, zero), 6);
  // (A + nu F) y = c - nu w  gives  A y_k = -F y_{k-1} - [k = 1] w
  Vector<Rational> y = problem.solution<Rational>(x, zero);
  for (int k = 1; k <= 6; ++k) {
    Vector<Rational> right = -times<Rational>(problem.F, y);
    if (k == 1) {
      right = right - (problem.K.transpose() * x + problem.h);
    }
    y = solve<Rational>(problem.A, right);
    for (int i = 0; i < 3; ++i) {
      CHECK(series(i)[k] == y(i));
    }
  }
  const auto slope =
      value_gradient_series(problem, x, zero, problem.solution<Rational>(x, zero), 1);
  const auto truth = hypergradient(problem, x, problem.solution<Rational>(x, zero));
  CHECK(slope(0)[1] == truth(0));
  CHECK(slope(1)[1] == truth(1));
}
