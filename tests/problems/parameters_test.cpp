// Names with parameters: what is absent has its standard value, what is wrong is named.
#include <assay/problems/parameters.hpp>

#include <catch2/catch.hpp>

#include <stdexcept>

using namespace assay;

TEST_CASE("an absent or automatic parameter has its standard value") {
  const Parameters none;
  CHECK(none.whole("p", 2, 1, 64) == 2);
  CHECK(none.number("eta", 0.5) == 0.5);
  CHECK(none.word("samples", "shared", {"shared", "independent"}) == "shared");
  const Parameters given = parse_selected("f2sa_p:p=auto,eta=auto").parameters;
  CHECK(given.whole("p", 2, 1, 64) == 2);
  CHECK(given.number("eta", 0.5) == 0.5);
}

TEST_CASE("a given parameter is read, or refused with its text") {
  const Parameters given = parse_selected("f2sa_p:p=3,eta=0.25,K=2.5,S=nan").parameters;
  CHECK(given.whole("p", 2, 1, 64) == 3);
  CHECK(given.number("eta", 0.5) == 0.25);
  CHECK_THROWS_WITH(given.whole("p", 1, 1, 2), "parameter p is a whole number from 1 to 2, not 3");
  CHECK_THROWS_WITH(given.whole("K", 1, 1, 9), Catch::Contains("not 2.5"));
  CHECK_THROWS_AS(given.number("S", 1), std::invalid_argument);
  CHECK_THROWS_AS(parse_selected("f2sa_p:p=1,p=2"), std::invalid_argument);
}
