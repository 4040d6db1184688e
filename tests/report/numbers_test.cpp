#include <assay/numbers/literal.hpp>
#include <assay/numbers/stream.hpp>
#include <assay/report/numbers.hpp>

#include <catch2/catch.hpp>

using namespace assay;

namespace {

Row between(const Rational& measured, const Rational& lo, const Rational& hi) {
  Row row = exact_row("x", Relation::equal, 0, Quantity(measured));
  row.lo = Quantity(lo);
  row.hi = Quantity(hi);
  return row;
}

Rational dec(const char* text) { return parse_rational(text); }

} // namespace

TEST_CASE("an exact value is shown exactly where it is short") {
  CHECK(exact_text(0) == "0");
  CHECK(exact_text(Quantity(ratio(1, 3))) == "1/3");
  CHECK(exact_text(Quantity(ratio(-1, 1000))) == "-0.001");
  CHECK(exact_text(Quantity(0.1)) == "0.1");
  CHECK(exact_text(Quantity::infinity()) == "inf");
  CHECK(exact_text(Quantity(ratio(123456789, 1000003))) == "123.4564186");
}

TEST_CASE("an interval is shown with the digits it supports, its ends rounded outward") {
  CHECK(measured_text(between(dec("2.00041234"), dec("1.99969"), dec("2.00114"))) ==
        "2.0004 [1.9996, 2.0012]");
  CHECK(measured_text(between(dec("0.3"), dec("-1"), dec("2"))) == "0.3 [-1, 2]");
  CHECK(measured_text(between(0, dec("-1e-40"), dec("1e-40"))) == "0 [-1e-40, 1e-40]");
}

TEST_CASE("a very narrow interval is shown by its width") {
  const Rational third = ratio(4, 3);
  CHECK(measured_text(between(third, third - dec("1e-31"), third + dec("1e-31"))) ==
        "1.33333333333 (width 2e-31)");
}

TEST_CASE("an end that does not reach the claimed value is not shown on it") {
  Row row = between(dec("0.9"), dec("0.8"), dec("0.99996"));
  row.relation = Relation::below;
  row.claimed = 1;
  CHECK(measured_text(row) == "0.9 [0.8, 0.99996]");
  row.claimed = 2;
  CHECK(measured_text(row) == "0.9 [0.8, 1]");
}

TEST_CASE("an open end is shown as such") {
  CHECK(measured_text(undecided_row("x", Relation::equal, 2, "why")) == "unknown [-inf, inf]");
  Row row = exact_row("x", Relation::at_most, 2, 1);
  row.lo = Quantity::minus_infinity();
  CHECK(measured_text(row) == "1 [-inf, 1]");
}

TEST_CASE("the shown interval encloses the true one, on random intervals") {
  Stream stream(1, 0, "shown intervals");
  int checked = 0;
  for (int i = 0; i < 500; ++i) {
    const Rational centre = ratio(stream.integer(-1000, 1000), stream.integer(1, 999));
    const Rational radius = abs(ratio(stream.integer(-1000, 1000), stream.integer(1, 999))) *
                            power(Rational(10), -(i % 8));
    if (radius == 0) {
      continue;
    }
    const std::string text = measured_text(between(centre, centre - radius, centre + radius));
    const auto open = text.find('[');
    const auto comma = text.find(',');
    REQUIRE(open != std::string::npos);
    const Rational lo = parse_rational(text.substr(open + 1, comma - open - 1));
    const Rational hi = parse_rational(text.substr(comma + 2, text.size() - comma - 3));
    CHECK(lo <= centre - radius);
    CHECK(hi >= centre + radius);
    CHECK(hi - lo <= 6 * radius); // the width, and at most as much again at either end
    ++checked;
  }
  CHECK(checked > 400);
}

TEST_CASE("a claim is shown with its relation and tolerance") {
  Row row = exact_row("x", Relation::equal, 2, 2);
  row.tolerance = Quantity(ratio(1, 1000));
  CHECK(claimed_text(row) == "= 2 +- 0.001");
  CHECK(typeset(claimed_text(row)) == "= 2 \u00b1 0.001");
  row.relation = Relation::at_most;
  CHECK(claimed_text(row) == "<= 2 + 0.001");
  row.relation = Relation::at_least;
  CHECK(claimed_text(row) == ">= 2 - 0.001");
  CHECK(claimed_text(exact_row("x", Relation::at_most, 134, 2)) == "<= 134");
  CHECK(typeset(">= 1 <= 2") == "\u2265 1 \u2264 2");
}
