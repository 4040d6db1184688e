#include <assay/claims/judge.hpp>
#include <assay/error.hpp>

#include <catch2/catch.hpp>

#include <limits>

using namespace assay;

TEST_CASE("an exact row has an interval of width 0 at its value", "[claims]") {
  const Row row = exact_row("here", Relation::at_most, 3, ratio(1, 3));
  CHECK(row.measured == Quantity(ratio(1, 3)));
  CHECK(row.lo == row.measured);
  CHECK(row.hi == row.measured);
  CHECK(row.claimed == Quantity(3));
  CHECK(row.digits == 0);
  CHECK(row.cases == 1);
  CHECK(row.instance == "here");
}

TEST_CASE("an enclosed row keeps the whole enclosure and says the precision", "[claims]") {
  const Precision working(60);
  const Interval third(ratio(1, 3));
  const Row row = enclosed_row("here", Relation::equal, ratio(1, 3), third);
  CHECK(row.lo < Quantity(ratio(1, 3)));
  CHECK(Quantity(ratio(1, 3)) < row.hi);
  CHECK(row.lo <= row.measured);
  CHECK(row.measured <= row.hi);
  CHECK(row.digits == 60);
  CHECK(judge(row) == Verdict::inconclusive); // a width, and no resolution stated
}

TEST_CASE("an enclosure that is unbounded or no number decides nothing", "[claims]") {
  const Interval around_zero(Rational(-1), Rational(1));
  for (const Interval& lost :
       {Interval(1) / around_zero, log(around_zero), Interval(0) / Interval(0)}) {
    const Row row = enclosed_row("here", Relation::equal, 1, lost);
    CHECK(judge(row) == Verdict::inconclusive);
    CHECK(row.measured.is_finite());
  }
  // Half a line decides what it can.
  const Interval tail = Interval(1) / Interval(Rational(0), Rational(1)); // [1, inf]
  CHECK(judge(enclosed_row("here", Relation::above, 0, tail)) == Verdict::supported);
  CHECK(judge(enclosed_row("here", Relation::below, 1, tail)) == Verdict::refuted);
  CHECK(judge(enclosed_row("here", Relation::at_most, 5, tail)) == Verdict::inconclusive);
}

TEST_CASE("an undecided row is open for every relation and keeps its reason", "[claims]") {
  for (const Relation relation :
       {Relation::equal, Relation::at_most, Relation::at_least, Relation::below, Relation::above}) {
    const Row row = undecided_row("here", relation, 0, "no window");
    CHECK(judge(row) == Verdict::inconclusive);
    CHECK(row.note == "no window");
  }
}
