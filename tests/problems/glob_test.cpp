#include <assay/problems/glob.hpp>

#include <catch2/catch.hpp>

using assay::matches;

TEST_CASE("a glob matches a whole name; a star crosses '/'") {
  CHECK(matches("composite", "composite"));
  CHECK_FALSE(matches("composite", "composite_2"));
  CHECK_FALSE(matches("composite", "a composite"));
  CHECK(matches("*/bias_*", "chen2026_f2sa_p/bias_order"));
  CHECK(matches("*", "finite_differences/order_conditions"));
  CHECK(matches("?d", "2d"));
  CHECK_FALSE(matches("?d", "d"));
}

TEST_CASE("a star gives back what it took too much of") {
  CHECK(matches("a*b*c", "abbcbc"));
  CHECK(matches("*ab", "aab"));
  CHECK_FALSE(matches("a*b*c", "abbcb"));
  CHECK(matches("ab**", "ab")); // a star may stand for nothing
}

TEST_CASE("the empty glob matches the empty name alone") {
  CHECK(matches("", ""));
  CHECK(matches("*", ""));
  CHECK_FALSE(matches("", "a"));
  CHECK_FALSE(matches("?", ""));
}
