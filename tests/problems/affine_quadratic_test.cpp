// A lower level whose Hessian depends on x, and the gradients that let its solution move along.
#include <assay/problems/affine_quadratic.hpp>
#include <assay/problems/moving_solution.hpp>

#include <catch2/catch.hpp>

using namespace assay;

namespace {

Matrix<Rational> matrix(int a) { return Matrix<Rational>::Constant(1, 1, Rational(a)); }
Vector<Rational> vector(int a) { return Vector<Rational>::Constant(1, Rational(a)); }

/// f = y and g = (2 + x) y^2 / 2 - y (3x + 1), so that y_nu* = (3x + 1 - nu) / (2 + x).
AffineQuadratic by_hand() {
  return {.data = {.A = matrix(2),
                   .F = matrix(0),
                   .B = matrix(3),
                   .K = matrix(0),
                   .P = matrix(0),
                   .b = vector(1),
                   .h = vector(1),
                   .q = vector(0)},
          .slopes = {matrix(1)}};
}

} // namespace

TEST_CASE("values and solution of an affine quadratic are those found by hand") {
  const AffineQuadratic problem = by_hand();
  CHECK(problem.hessian(vector(1))(0, 0) == 3);
  CHECK(problem.f(vector(1), vector(5)) == 5);
  CHECK(problem.g(vector(1), vector(2)) == Rational(-2)); // 3 * 4 / 2 - 2 * 4
  CHECK(problem.solution(vector(1), Rational(0))(0) == Rational(4, 3));
  CHECK(problem.solution(vector(1), Rational(1))(0) == 1);
}

TEST_CASE("a singular Hessian is said to be undecidable") {
  CHECK_THROWS_AS(by_hand().solution(vector(-2), Rational(0)), Undecidable);
}

TEST_CASE("the gradients with a moving solution are exact") {
  // phi(x) = (3x + 1)/(2 + x), so phi' = 5/(2 + x)^2.
  CHECK(moving_hypergradient(by_hand(), vector(1))(0) == Rational(5, 9));
  // The minimum of nu f + g is -(3x + 1 - nu)^2 / (2 (2 + x)); at x = nu = 1 its slope is -5/2.
  CHECK(moving_value_gradient(by_hand(), vector(1), Rational(1))(0) == Rational(-5, 2));
}
