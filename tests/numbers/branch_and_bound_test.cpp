#include <assay/error.hpp>
#include <assay/numbers/branch_and_bound.hpp>
#include <assay/numbers/scalar.hpp>

#include <catch2/catch.hpp>

using namespace assay;

namespace {

/// x (1 - x), whose maximum 1/4 is at 1/2.
Interval hill(const Box& box) { return box[0] * (Interval(1) - box[0]); }
/// A bump with its maximum 1 at (1/3, -2, 5).
Interval bump(const Box& box) {
  return exp(-square(box[0] - Interval(ratio(1, 3))) - square(box[1] + Interval(2)) -
             square(box[2] - Interval(5)));
}
const Box unit{Interval(ratio(0, 1), ratio(1, 1))};

} // namespace

TEST_CASE("the enclosure holds the maximum and is as narrow as asked", "[branch_and_bound]") {
  const Extremum top = maximum(hill, unit, {.tolerance = ratio(1, 1000000)});
  CHECK(top.value.contains(ratio(1, 4)));
  CHECK(top.value.upper() - top.value.lower() <= Real(ratio(1, 1000000)));
  CHECK(abs(top.witness[0].midpoint() - Real(ratio(1, 2))) < Real(0.001));
  const Extremum bottom =
      minimum(hill, {Interval(ratio(0, 1), ratio(2, 1))}, {.tolerance = ratio(1, 1000000)});
  CHECK(bottom.value.contains(ratio(-2, 1)));
}

TEST_CASE("a true bound is certified and a false one gets its counterexample",
          "[branch_and_bound]") {
  CHECK(everywhere_below(hill, unit, ratio(2501, 10000), 1000) == Truth::yes);
  CHECK(everywhere_below(hill, unit, ratio(2499, 10000), 1000) == Truth::no);
  CHECK(everywhere_above(hill, unit, ratio(-1, 10000), 1000) == Truth::yes);
  CHECK(everywhere_above(hill, unit, ratio(1, 10000), 1000) == Truth::no);
}

TEST_CASE("a bound that is only just attained is never claimed strictly", "[branch_and_bound]") {
  CHECK(everywhere_below(hill, unit, ratio(1, 4), 500) != Truth::yes);
}

TEST_CASE("a budget that is too small decides nothing", "[branch_and_bound]") {
  CHECK(everywhere_below(hill, unit, ratio(2501, 10000), 0) == Truth::unknown);
  CHECK(everywhere_below(hill, unit, ratio(2501, 10000), 3) == Truth::unknown);
  CHECK_FALSE(maximum(hill, unit, {.cells = 0}).value.is_finite());
}

TEST_CASE("an interval that cannot be narrowed stays undecided", "[branch_and_bound]") {
  const BoxFunction stubborn = [](const Box& box) {
    return box[0] + Interval(ratio(0, 1), ratio(1, 1));
  };
  CHECK(everywhere_below(stubborn, unit, ratio(3, 2), 2000) == Truth::unknown);
  const BoxFunction nothing = [](const Box& box) { return log(box[0] - Interval(2)); };
  CHECK(everywhere_below(nothing, unit, 100, 200) == Truth::unknown);
  const BoxFunction half_known = [](const Box& box) { return log(box[0] - Interval(ratio(1, 2))); };
  CHECK(everywhere_below(half_known, unit, 100, 200) == Truth::unknown);
}

TEST_CASE("three coordinates and infinite ends are searched", "[branch_and_bound]") {
  const Box space{whole_line(), half_line_to(0), half_line_from(0)};
  const Extremum top = maximum(bump, space, {.cells = 20000, .tolerance = ratio(1, 100)});
  CHECK(top.value.contains(ratio(1, 1)));
  CHECK(top.value.lower() > Real(ratio(98, 100)));
  CHECK(everywhere_below(bump, space, ratio(101, 100), 20000) == Truth::yes);
  CHECK(everywhere_below(bump, space, ratio(99, 100), 20000) == Truth::no);
}

TEST_CASE("more cells never loosen the enclosure", "[branch_and_bound]") {
  Interval last = whole_line();
  for (const std::size_t cells : {1U, 4U, 16U, 64U, 256U}) {
    const Interval now = maximum(hill, unit, {.cells = cells}).value;
    CHECK(now.contains(ratio(1, 4)));
    CHECK(now.lower() >= last.lower());
    CHECK(now.upper() <= last.upper());
    last = now;
  }
}

TEST_CASE("a domain of nothing or of NaN is refused", "[branch_and_bound]") {
  CHECK_THROWS_AS(maximum(hill, {}, {}), InvalidArgument);
  CHECK_THROWS_AS(maximum(hill, {log(Interval(-1))}, {}), InvalidArgument);
}
