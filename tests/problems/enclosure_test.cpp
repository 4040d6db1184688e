#include <assay/problems/enclosure.hpp>
#include <assay/problems/quadratic.hpp>
#include <assay/problems/softmax.hpp>

#include <catch2/catch.hpp>

using namespace assay;

namespace {

/// g = exp(y) + y - x y, f = 3 y: y_nu = log(x - 1 - 3 nu).
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

/// g = y^2/2 + y^3/3 - x y, f = 0: y = (sqrt(1 + 4 x) - 1)/2.
struct Bent {
  static int dx() { return 1; }
  static int dy() { return 1; }
  template <Field T> T f(const Vector<T>& /*x*/, const Vector<T>& /*y*/) const { return T(0); }
  template <Field T> T g(const Vector<T>& x, const Vector<T>& y) const {
    return y(0) * y(0) / T(2) + y(0) * y(0) * y(0) / T(3) - x(0) * y(0);
  }
};

Vector<Interval> point(const char* text) {
  return Vector<Interval>::Constant(1, exact<Interval>(text));
}

} // namespace

TEST_CASE("a thin enclosure holds the solution and is as narrow as the digits allow") {
  const Precision guard(50);
  const auto y = enclose_solution(Logarithm{}, point("2.5"), exact<Interval>("0.1"));
  const Interval truth = log(exact<Interval>("1.2"));
  CHECK(overlap(y(0), truth) == Truth::yes);
  CHECK(y(0).contains(truth.midpoint()));
  CHECK(y(0).width() < pow(Real(10), -47));
}

TEST_CASE("an enclosure over a range of steps holds every solution of the range") {
  const Precision guard(50);
  const Interval range = hull(Interval(0), exact<Interval>("0.05"));
  const auto y = enclose_solution(Logarithm{}, point("2.5"), range);
  for (const char* nu : {"0", "0.02", "0.05"}) {
    const Interval truth = log(exact<Interval>("1.5") - Interval(3) * exact<Interval>(nu));
    CHECK(y(0).contains(truth.midpoint()));
  }
  CHECK(y(0).width() < Real(1));
}

TEST_CASE(
    "started beside the solution, where the Hessian is another, the enclosure still holds it") {
  const Precision guard(50);
  // From 0 the first box is about 0.001 +- 8e-9. The mean-value form about 0 with the Hessian over
  // that box alone, not over the hull with 0, would put the solution 1e-6 lower than it is.
  const auto y = enclose_solution_near(Bent{}, point("0.001"), Interval(0), zeros<Real>(1));
  const Interval truth = (sqrt(exact<Interval>("1.004")) - Interval(1)) / Interval(2);
  CHECK(y(0).contains(truth.midpoint()));
  CHECK(y(0).width() < exact<Real>("0.00001"));
}

TEST_CASE("a range that is too wide is undecidable, not enclosed wrongly") {
  const Precision guard(50);
  CHECK_THROWS_AS(enclose_solution(Logarithm{}, point("2.5"), hull(Interval(-40), Interval(40))),
                  Undecidable);
}

TEST_CASE("on a quadratic the enclosure holds the exact rational solution") {
  const Precision guard(40);
  Stream stream(5, 0, "enclosure test");
  const auto problem = random_quadratic({.dx = 2, .dy = 5, .kappa = 1000}, stream);
  const Vector<Rational> x = random_point(2, stream);
  const Rational nu = ratio(1, 30);
  const auto y = enclose_solution(problem, convert<Interval>(x), exact<Interval>(nu));
  const auto truth = problem.solution<Rational>(x, nu);
  for (int i = 0; i < 5; ++i) {
    CHECK(y(i).contains(truth(i)));
    CHECK(y(i).width() < pow(Real(10), -34));
  }
}

TEST_CASE("on a softmax the enclosure holds a solution of higher precision") {
  Stream stream(3, 0, "enclosure test");
  const Softmax problem = random_softmax(2, 3, 5, stream);
  Vector<Rational> x(4);
  x << 1, ratio(1, 2), ratio(5, 4), ratio(3, 4);
  const Precision outer(80);
  const auto truth = lower_solution(problem, convert<Real>(x), Real(0));
  const Precision guard(50);
  const auto y = enclose_solution(problem, convert<Interval>(x), Interval(0));
  for (int i = 0; i < 4; ++i) {
    CHECK(y(i).contains(truth(i)));
    CHECK(y(i).width() < pow(Real(10), -46));
  }
}
