#include <assay/problems/quadratic.hpp>

#include <catch2/catch.hpp>

using namespace assay;

namespace {

struct Sample {
  Quadratic<Rational> problem;
  Vector<Rational> x;
};

Sample sample(const QuadraticShape& shape, std::uint32_t trial) {
  Stream stream(5, trial, "quadratic test");
  Quadratic<Rational> problem = random_quadratic(shape, stream);
  Vector<Rational> x = random_point(shape.dx, stream);
  return {std::move(problem), std::move(x)};
}

bool same(const Quadratic<Rational>& a, const Quadratic<Rational>& b) {
  return a.A == b.A && a.F == b.F && a.B == b.B && a.K == b.K && a.P == b.P && a.b == b.b &&
         a.h == b.h && a.q == b.q;
}

bool is_singular(const Matrix<Rational>& a) {
  try {
    (void)inverse(a);
    return false;
  } catch (const Undecidable&) {
    return true;
  }
}

/// A - shift I.
Matrix<Rational> shifted(const Matrix<Rational>& a, const Rational& shift) {
  return (a - shift * identity<Rational>(a.rows())).eval();
}

const QuadraticShape shapes[] = {{.dx = 1, .dy = 1, .kappa = 1},
                                 {.dx = 1, .dy = 2, .kappa = 10},
                                 {.dx = 3, .dy = 5, .kappa = 100, .indefinite = false},
                                 {.dx = 5, .dy = 3, .kappa = 1000000},
                                 {.dx = 2, .dy = 7, .kappa = 2}};

} // namespace

TEST_CASE("the solution satisfies the optimality condition exactly", "[problems]") {
  int checked = 0;
  for (const QuadraticShape& shape : shapes) {
    for (std::uint32_t trial = 0; trial < 6; ++trial) {
      const auto [problem, x] = sample(shape, trial);
      for (const Rational& nu : {Rational(0), ratio(1, 5), ratio(-1, 5)}) {
        const Vector<Rational> y = problem.solution<Rational>(x, nu);
        const Vector<Rational> residual =
            (nu * problem.grad_y_f<Rational>(x, y) + problem.grad_y_g<Rational>(x, y)).eval();
        CHECK(residual == zeros<Rational>(shape.dy));
        ++checked;
      }
    }
  }
  CHECK(checked == 90);
}

TEST_CASE("a quadratic's gradients match differences of its values, exactly", "[problems]") {
  // Central differences are exact on quadratics, whatever the step.
  const auto [problem, x] = sample(shapes[2], 1);
  Stream stream(5, 0, "direction");
  const Vector<Rational> y = random_point(problem.dy(), stream);
  const Vector<Rational> u = random_point(problem.dy(), stream);
  const Vector<Rational> v = random_point(problem.dx(), stream);
  const auto along_y = [&](auto value) {
    return Rational((value(x, (y + u).eval()) - value(x, (y - u).eval())) / 2);
  };
  const auto along_x = [&](auto value) {
    return Rational((value((x + v).eval(), y) - value((x - v).eval(), y)) / 2);
  };
  using V = Vector<Rational>;
  const auto f = [&p = problem](const V& a, const V& b) { return p.f<Rational>(a, b); };
  const auto g = [&p = problem](const V& a, const V& b) { return p.g<Rational>(a, b); };
  CHECK(along_y(f) == dot<Rational>(u, problem.grad_y_f<Rational>(x, y)));
  CHECK(along_y(g) == dot<Rational>(u, problem.grad_y_g<Rational>(x, y)));
  CHECK(along_x(f) == dot<Rational>(v, problem.grad_x_f<Rational>(x, y)));
  CHECK(along_x(g) == dot<Rational>(v, problem.grad_x_g<Rational>(x, y)));
}

TEST_CASE("the spectrum of A is [1, kappa], both attained, exactly", "[problems]") {
  const Rational delta = power(Rational(10), -30);
  for (const QuadraticShape& shape : shapes) {
    for (std::uint32_t trial = 0; trial < 5; ++trial) {
      const Matrix<Rational> a = sample(shape, trial).problem.A;
      const Rational kappa = shape.dy > 1 ? shape.kappa : 1;
      INFO("dy " << shape.dy << ", kappa " << shape.kappa);
      CHECK(a == a.transpose());
      CHECK(is_positive_definite(shifted(a, 1 - delta)) == Truth::yes);
      CHECK(is_positive_definite((-shifted(a, kappa + delta)).eval()) == Truth::yes);
      CHECK(is_singular(shifted(a, 1)));
      CHECK(is_singular(shifted(a, kappa)));
      CHECK_FALSE(is_singular(shifted(a, 1 - delta)));
    }
  }
}

TEST_CASE("F is indefinite exactly when asked, and no larger than 1", "[problems]") {
  for (std::uint32_t trial = 0; trial < 5; ++trial) {
    const Matrix<Rational> wild = sample({.dx = 1, .dy = 4, .indefinite = true}, trial).problem.F;
    const Matrix<Rational> tame = sample({.dx = 1, .dy = 4, .indefinite = false}, trial).problem.F;
    const Rational above_one = ratio(101, 100);
    CHECK(is_positive_definite(wild) == Truth::no);
    CHECK(is_positive_definite((-wild).eval()) == Truth::no);
    CHECK(is_positive_definite(tame) == Truth::yes);
    for (const Matrix<Rational>& f : {wild, tame}) {
      CHECK(f == f.transpose());
      CHECK(is_positive_definite((-shifted(f, above_one)).eval()) == Truth::yes);
      CHECK(is_positive_definite(shifted(f, -above_one)) == Truth::yes);
    }
  }
}

TEST_CASE("the same stream gives the same problem, another trial another", "[problems]") {
  CHECK(same(sample(shapes[2], 4).problem, sample(shapes[2], 4).problem));
  CHECK_FALSE(same(sample(shapes[2], 4).problem, sample(shapes[2], 5).problem));
  // Bits that no compiler may change: the order of draws is stated in the source.
  Stream stream(7, 0, "x");
  const Quadratic<Rational> fixed = random_quadratic({.dx = 1, .dy = 2}, stream);
  Matrix<Rational> f(2, 2);
  f << ratio(3, 4), 0, 0, ratio(-1, 4);
  CHECK(fixed.F == f);
  CHECK(fixed.B(0, 0) == ratio(-7, 4));
  CHECK(fixed.B(1, 0) == 2);
}

TEST_CASE("cross terms of a random quadratic are full", "[problems]") {
  int zero_blocks = 0;
  for (std::uint32_t trial = 0; trial < 20; ++trial) {
    const Quadratic<Rational> p = sample(shapes[2], trial).problem;
    zero_blocks += p.B == zeros<Rational>(5, 3) ? 1 : 0;
    zero_blocks += p.K == zeros<Rational>(3, 5) ? 1 : 0;
    zero_blocks += p.P == zeros<Rational>(3, 3) ? 1 : 0;
    CHECK(p.P == p.P.transpose());
  }
  CHECK(zero_blocks == 0);
}

TEST_CASE("shapes that make no sense are refused", "[problems]") {
  Stream stream(1, 0, "refused");
  for (const QuadraticShape& shape :
       {QuadraticShape{.dx = 0}, QuadraticShape{.dy = 0}, QuadraticShape{.kappa = 0}}) {
    CHECK_THROWS_AS(random_quadratic(shape, stream), InvalidArgument);
  }
}

TEST_CASE("converted data give the same solution", "[problems]") {
  const Precision working(40);
  const auto [problem, x] = sample(shapes[1], 2);
  const Vector<Rational> expected = problem.solution<Rational>(x, ratio(1, 10));
  const Quadratic<Interval> enclosed = problem.as<Interval>();
  const auto at = convert<Interval>(x);
  const auto through_data = enclosed.solution<Interval>(at, exact<Interval>("0.1"));
  const auto through_evaluation = problem.solution<Interval>(at, exact<Interval>("0.1"));
  for (int i = 0; i < problem.dy(); ++i) {
    CHECK(through_data(i).contains(expected(i)));
    CHECK(through_evaluation(i).contains(expected(i)));
  }
}

TEST_CASE("an upper level that makes A + nu F singular has no solution", "[problems]") {
  auto [problem, x] = sample(shapes[1], 0);
  problem.F = (-problem.A).eval();
  CHECK_THROWS_AS(problem.solution<Rational>(x, Rational(1)), Undecidable);
}
