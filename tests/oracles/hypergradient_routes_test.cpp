#include <assay/oracles/hypergradient_routes.hpp>
#include <assay/problems/quadratic.hpp>

#include <catch2/catch.hpp>

using namespace assay;

namespace {

bool holds(const Enclosure& box, const Vector<Rational>& point) {
  for (Eigen::Index i = 0; i < box.size(); ++i) {
    if (!box(i).contains(point(i))) {
      return false;
    }
  }
  return true;
}

} // namespace

TEST_CASE("every route encloses the rational hyper-gradient of a quadratic", "[oracles]") {
  const Precision precision(60);
  for (std::uint32_t trial = 0; trial < 4; ++trial) {
    Stream stream(1, trial, "test");
    const auto problem = random_quadratic({.dx = 2, .dy = 3}, stream);
    const Vector<Rational> x = random_point(2, stream);
    const Vector<Rational> truth = hypergradient(problem, x, problem.solution(x, Rational(0)));
    CHECK(holds(by_implicit_formula(problem, x), truth));
    CHECK(holds(by_neumann_sum(problem, x), truth));
    CHECK(holds(by_difference(problem, x, {.p = 6}), truth));
    CHECK(holds(by_difference(problem, x, {.p = 5}), truth)); // odd p: another remainder's sign
  }
}

TEST_CASE("a route without its error term misses the hyper-gradient", "[oracles]") {
  const Precision precision(60);
  Stream stream(1, 1, "test");
  const auto problem = random_quadratic({.dx = 2, .dy = 3}, stream);
  const Vector<Rational> x = random_point(2, stream);
  const Vector<Rational> truth = hypergradient(problem, x, problem.solution(x, Rational(0)));
  CHECK_FALSE(holds(by_neumann_sum(problem, x, {.terms = 30, .tail_enclosed = false}), truth));
  CHECK(holds(by_neumann_sum(problem, x, {.terms = 30}), truth));
  const DifferenceRoute wide{.p = 4, .nu = ratio(1, 100), .remainder_sign = 0};
  CHECK_FALSE(holds(by_difference(problem, x, wide), truth));
}

TEST_CASE("the least curvature is a lower bound, and an indefinite Hessian has none", "[oracles]") {
  Matrix<Interval> h = identity<Interval>(2);
  h(0, 0) = Interval(3);
  CHECK(least_curvature(h).upper() <= Real(1));
  CHECK(least_curvature(h).lower() >= Real(ratio(1, 2)));
  h(1, 1) = Interval(-1);
  CHECK_THROWS_AS(least_curvature(h), Undecidable);
}

TEST_CASE("a right side that is not finite is undecidable, not an interval", "[oracles]") {
  Enclosure right(1);
  right(0) = Interval(1) / Interval(Real(-1), Real(1));
  CHECK_THROWS_AS(neumann_solution(identity<Interval>(1), right, {}), Undecidable);
}
