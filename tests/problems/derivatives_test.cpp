#include <assay/problems/quadratic.hpp>

#include <support/property.hpp>

using namespace assay;

namespace {

/// A quadratic without its own gradients: derivatives must come from Taylor arithmetic.
struct Stripped {
  Quadratic<Rational> inner;
  [[nodiscard]] int dx() const { return inner.dx(); }
  [[nodiscard]] int dy() const { return inner.dy(); }
  template <Field T> T f(const Vector<T>& x, const Vector<T>& y) const { return inner.f<T>(x, y); }
  template <Field T> T g(const Vector<T>& x, const Vector<T>& y) const { return inner.g<T>(x, y); }
};

/// As Stripped, with one gradient of its own, wrong in its last entry.
struct Wrong : Stripped {
  template <Field T> Vector<T> grad_y_g(const Vector<T>& x, const Vector<T>& y) const {
    Vector<T> result = inner.grad_y_g<T>(x, y);
    result(result.size() - 1) = result(result.size() - 1) + exact<T>("1e-30");
    return result;
  }
};

static_assert(BilevelProblem<Quadratic<Rational>, Rational>);
static_assert(BilevelProblem<Stripped, Interval> && BilevelProblem<Stripped, Taylor<Real>>);
static_assert(!BilevelProblem<Stripped, int*> && !BilevelProblem<double, double>);

struct Sample {
  Stripped problem;
  Vector<Rational> x, y;
};

Sample random_sample(std::uint32_t trial) {
  Stream stream(1, trial, "derivatives test");
  const int dx = static_cast<int>(stream.integer(1, 4));
  const int dy = static_cast<int>(stream.integer(1, 5));
  Quadratic<Rational> problem = random_quadratic({.dx = dx, .dy = dy}, stream);
  Vector<Rational> x = random_point(dx, stream);
  Vector<Rational> y = random_point(dy, stream);
  return {{std::move(problem)}, std::move(x), std::move(y)};
}

/// Not a polynomial, with mixed derivatives known by hand at x = 1, y = (2, 3):
/// g = exp(x y_1) + y_1^2 y_2 / x.
struct Curved {
  static int dx() { return 1; }
  static int dy() { return 2; }
  template <class T> T f(const Vector<T>& x, const Vector<T>& y) const {
    return log(x(0)) * y(0) + sqrt(y(1));
  }
  template <class T> T g(const Vector<T>& x, const Vector<T>& y) const {
    return exp(x(0) * y(0)) + y(0) * y(0) * y(1) / x(0);
  }
};

} // namespace

TEST_CASE("Taylor derivatives equal a quadratic's own gradients, exactly", "[problems]") {
  constexpr std::uint32_t trials = 60;
  for (std::uint32_t trial = 0; trial < trials; ++trial) {
    const auto [problem, x, y] = random_sample(trial);
    INFO("trial " << trial);
    CHECK(grad_x_f(problem, x, y) == problem.inner.grad_x_f<Rational>(x, y));
    CHECK(grad_y_f(problem, x, y) == problem.inner.grad_y_f<Rational>(x, y));
    CHECK(grad_x_g(problem, x, y) == problem.inner.grad_x_g<Rational>(x, y));
    CHECK(grad_y_g(problem, x, y) == problem.inner.grad_y_g<Rational>(x, y));
    CHECK(hess_yy_g(problem, x, y) == problem.inner.A);
    CHECK(hess_yy_f(problem, x, y) == problem.inner.F);
    CHECK(jac_xy_g(problem, x, y) == (-problem.inner.B.transpose()).eval());
    CHECK(hypergradient(problem, x, y) == hypergradient(problem.inner, x, y));
  }
}

TEST_CASE("a gradient of the problem's own is used, so a wrong one shows", "[problems]") {
  const auto [problem, x, y] = random_sample(3);
  const Wrong wrong{problem};
  CHECK(grad_y_g(wrong, x, y) != grad_y_g(problem, x, y));
  CHECK(grad_x_g(wrong, x, y) == grad_x_g(problem, x, y));
}

TEST_CASE("in every arithmetic the derivatives are those of the rationals", "[problems]") {
  const auto [problem, x, y] = random_sample(7);
  const Precision working(40);
  const Vector<Rational> expected = hypergradient(problem, x, y);
  const auto enclosed = hypergradient(problem, convert<Interval>(x), convert<Interval>(y));
  const auto rounded = hypergradient(problem, convert<double>(x), convert<double>(y));
  const auto series =
      hypergradient(problem, convert<Taylor<Rational>>(x), convert<Taylor<Rational>>(y));
  for (Eigen::Index i = 0; i < expected.size(); ++i) {
    CHECK(enclosed(i).contains(expected(i)));
    CHECK(std::abs(rounded(i) - exact<double>(expected(i))) <=
          1e-11 * (1 + std::abs(exact<double>(expected(i)))));
    CHECK(series(i)[0] == expected(i));
  }
}

TEST_CASE("derivatives of a function that is no polynomial are enclosed", "[problems]") {
  const Precision working(50);
  const Curved problem;
  const Vector<Interval> x = Vector<Interval>::Constant(1, Interval(1));
  Vector<Interval> y(2);
  y << Interval(2), Interval(3);
  const Interval e2 = exp(Interval(2));
  const auto agree = [](const Interval& a, const Interval& b) {
    return overlap(a, b) == Truth::yes && a.width() < Real(1e-40) && b.width() < Real(1e-40);
  };
  CHECK(agree(grad_x_g(problem, x, y)(0), Interval(2) * e2 - Interval(12)));
  CHECK(agree(grad_y_g(problem, x, y)(0), e2 + Interval(12)));
  CHECK(agree(grad_y_g(problem, x, y)(1), Interval(4)));
  const Matrix<Interval> hessian = hess_yy_g(problem, x, y);
  CHECK(agree(hessian(0, 0), e2 + Interval(6)));
  CHECK(agree(hessian(0, 1), Interval(4)));
  CHECK(agree(hessian(1, 0), Interval(4)));
  CHECK(agree(hessian(1, 1), Interval(0)));
  const Matrix<Interval> mixed = jac_xy_g(problem, x, y);
  CHECK(mixed.rows() == 1);
  CHECK(mixed.cols() == 2);
  CHECK(agree(mixed(0, 0), Interval(3) * e2 - Interval(12))); // (1 + x y_1) e^2 - 2 y_1 y_2
  CHECK(agree(mixed(0, 1), Interval(-4)));
  CHECK(agree(grad_x_f(problem, x, y)(0), Interval(2)));
  CHECK(agree(grad_y_f(problem, x, y)(1), Interval(1) / (Interval(2) * sqrt(Interval(3)))));
}

TEST_CASE("the envelope gradient is nu grad_x f + grad_x g", "[problems]") {
  const auto [problem, x, y] = random_sample(11);
  const Rational nu = ratio(-3, 7);
  const Vector<Rational> expected = (nu * grad_x_f(problem, x, y) + grad_x_g(problem, x, y)).eval();
  CHECK(value_gradient(problem, x, y, nu) == expected);
}

TEST_CASE("a singular lower level has no hyper-gradient", "[problems]") {
  auto [problem, x, y] = random_sample(2);
  problem.inner.A.setConstant(Rational(0));
  CHECK_THROWS_AS(hypergradient(problem, x, y), Undecidable);
}
