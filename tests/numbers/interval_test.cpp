#include <assay/numbers/linalg.hpp>

#include <catch2/catch.hpp>

using namespace assay;

TEST_CASE("an interval made from 1/10 contains 1/10", "[numbers]") {
  CHECK(Interval(ratio(1, 10)).contains(ratio(1, 10)));
  CHECK(exact<Interval>("0.1").contains(ratio(1, 10)));
  CHECK((Interval(1) / Interval(10)).contains(ratio(1, 10)));
  CHECK(Interval(ratio(1, 10)).width() > Real(0));
}

TEST_CASE("a matrix product over intervals encloses the rational product", "[numbers]") {
  Matrix<Rational> a(2, 2);
  a << ratio(1, 3), ratio(1, 7), ratio(-2, 3), ratio(5, 9);
  const Matrix<Interval> product = times(convert<Interval>(a), convert<Interval>(a));
  const Matrix<Rational> expected = (a * a).eval();
  for (int i = 0; i < 2; ++i) {
    for (int j = 0; j < 2; ++j) {
      CHECK(product(i, j).contains(expected(i, j)));
    }
  }
}
