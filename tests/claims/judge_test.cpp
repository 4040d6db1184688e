#include <assay/claims/judge.hpp>
#include <assay/error.hpp>

#include <catch2/catch.hpp>

using namespace assay;

namespace {

const Quantity inf = Quantity::infinity();
const Quantity minus_inf = Quantity::minus_infinity();

Row row(Relation relation, Quantity claimed, const Quantity& lo, const Quantity& hi) {
  Row result = exact_row("here", relation, std::move(claimed), lo);
  result.lo = lo;
  result.hi = hi;
  return result;
}

struct Case {
  Relation relation;
  Quantity lo;
  Quantity hi;
  Verdict verdict; ///< against the claimed value 1, tolerance 1/2
};

using enum Relation;
using enum Verdict;

/// Every relation against intervals left of, around, inside, right of and touching what is claimed.
const Case cases[] = {
    {equal, 1, 1, supported},
    {equal, ratio(1, 2), ratio(3, 2), supported}, // both edges belong to the tolerance
    {equal, ratio(1, 2), ratio(1, 2), supported},
    {equal, ratio(49, 100), ratio(3, 2), inconclusive},
    {equal, 1, 2, inconclusive},
    {equal, ratio(3, 2), 2, inconclusive}, // touches at one point
    {equal, ratio(151, 100), 2, refuted},
    {equal, -1, ratio(49, 100), refuted},
    {equal, minus_inf, inf, inconclusive},
    {equal, 2, inf, refuted},
    {equal, 1, inf, inconclusive},
    {at_most, minus_inf, ratio(3, 2), supported},
    {at_most, ratio(3, 2), ratio(3, 2), supported},
    {at_most, ratio(3, 2), 2, inconclusive},
    {at_most, ratio(151, 100), 2, refuted},
    {at_most, ratio(151, 100), inf, refuted},
    {at_most, 0, inf, inconclusive},
    {below, 0, ratio(99, 100), supported}, // strict relations have no tolerance
    {below, 0, 1, inconclusive},
    {below, 1, 1, refuted},
    {below, 1, 2, refuted},
    {below, minus_inf, 0, supported},
    {below, minus_inf, inf, inconclusive},
    {at_least, ratio(1, 2), 9, supported},
    {at_least, ratio(1, 2), ratio(1, 2), supported},
    {at_least, ratio(1, 2), inf, supported},
    {at_least, ratio(49, 100), 9, inconclusive},
    {at_least, 0, ratio(49, 100), refuted},
    {at_least, minus_inf, ratio(49, 100), refuted},
    {above, ratio(101, 100), 9, supported},
    {above, 1, 9, inconclusive},
    {above, 1, 1, refuted},
    {above, 0, 1, refuted},
    {above, 2, inf, supported},
};

std::size_t mistakes(Verdict (*judge_row)(const Row&)) {
  std::size_t count = 0;
  for (const Case& test : cases) {
    Row r = row(test.relation, 1, test.lo, test.hi);
    r.tolerance = ratio(1, 2);
    count += judge_row(r) == test.verdict ? 0 : 1;
  }
  return count;
}

} // namespace

TEST_CASE("each relation is decided by the whole interval", "[claims]") {
  for (const Case& test : cases) {
    Row r = row(test.relation, 1, test.lo, test.hi);
    r.tolerance = ratio(1, 2);
    INFO("relation " << static_cast<int>(test.relation) << ", ["
                     << to_decimal(test.lo, 5, Rounding::nearest) << ", "
                     << to_decimal(test.hi, 5, Rounding::nearest) << "]");
    CHECK(name(judge(r)) == name(test.verdict));
  }
}

TEST_CASE("the table of verdicts notices judges that are wrong", "[claims]") {
  CHECK(mistakes([](const Row& r) { return judge(r); }) == 0);
  CHECK(mistakes([](const Row&) { return supported; }) > 0);
  // Decides by the point instead of the interval.
  CHECK(mistakes([](const Row& r) {
          Row point = r;
          point.hi = point.measured = point.lo;
          return judge(point);
        }) > 0);
  // Forgets the tolerance.
  CHECK(mistakes([](const Row& r) {
          Row strict = r;
          strict.tolerance = 0;
          return judge(strict);
        }) > 0);
  // Takes unknown for refuted.
  CHECK(mistakes([](const Row& r) {
          const Verdict verdict = judge(r);
          return verdict == inconclusive ? refuted : verdict;
        }) > 0);
  // Confuses a strict relation with the other.
  CHECK(mistakes([](const Row& r) {
          Row loose = r;
          loose.relation = r.relation == below   ? at_most
                           : r.relation == above ? at_least
                                                 : r.relation;
          return judge(loose);
        }) > 0);
}

TEST_CASE("resolution lets a thin enclosure count as equal, but never a disjoint one", "[claims]") {
  Row r = row(equal, 0, ratio(-1, 1000), ratio(1, 1000));
  CHECK(judge(r) == inconclusive);
  r.resolution = ratio(1, 1000);
  CHECK(judge(r) == supported);
  r.resolution = ratio(1, 1001);
  CHECK(judge(r) == inconclusive);
  // All of it within the resolution, none of it at the claimed value: refuted.
  Row beside = row(equal, 0, ratio(1, 3000), ratio(1, 1000));
  beside.resolution = 1;
  CHECK(judge(beside) == refuted);
  Row bound = row(at_most, 0, 0, ratio(1, 1000));
  bound.resolution = 1; // of equality alone
  CHECK(judge(bound) == inconclusive);
}

TEST_CASE("infinite claims are judged at every relation", "[claims]") {
  CHECK(judge(row(equal, inf, inf, inf)) == supported);
  CHECK(judge(row(equal, inf, 5, inf)) == inconclusive);
  CHECK(judge(row(equal, inf, 5, 6)) == refuted);
  CHECK(judge(row(at_most, inf, 5, inf)) == supported);
  CHECK(judge(row(below, inf, 5, 6)) == supported);
  CHECK(judge(row(below, inf, inf, inf)) == refuted);
  CHECK(judge(row(at_least, minus_inf, minus_inf, 5)) == supported);
  CHECK(judge(row(above, minus_inf, minus_inf, 5)) == inconclusive);
  Evidence two;
  two.rows = {row(equal, inf, inf, inf), row(equal, inf, inf, inf), row(at_most, inf, 0, inf)};
  CHECK(judge(two).verdict == supported);
  two.rows.push_back(row(equal, inf, 0, 1));
  CHECK(judge(two).verdict == refuted);
}

TEST_CASE("a row that contradicts itself is refused, not judged", "[claims]") {
  Row r = row(equal, 0, 1, -1); // lo > hi would be both supported and refuted
  CHECK_THROWS_AS(judge(r), InvalidArgument);
  r = row(at_most, 0, -1, 1);
  r.measured = 2;
  CHECK_THROWS_AS(judge(r), InvalidArgument);
  r = row(equal, 0, 0, 0);
  r.tolerance = -1;
  CHECK_THROWS_AS(judge(r), InvalidArgument);
  r.tolerance = inf; // would support anything
  CHECK_THROWS_AS(judge(r), InvalidArgument);
  r.tolerance = 0;
  r.resolution = inf;
  CHECK_THROWS_AS(judge(r), InvalidArgument);
}

TEST_CASE("rows of no cases decide nothing, and nothing at all is vacuous", "[claims]") {
  Row nothing = row(equal, 0, 1, 1);
  nothing.cases = 0;
  CHECK(judge(nothing) == vacuous);
  CHECK(judge(Evidence{}).verdict == vacuous);
  CHECK(judge(Evidence{}).reason == "the check looked at nothing");
  CHECK_FALSE(judge(Evidence{}).worst.has_value());
  Evidence evidence;
  evidence.rows = {nothing};
  CHECK(judge(evidence).verdict == vacuous);
  evidence.rows.push_back(row(equal, 0, 0, 0));
  CHECK(judge(evidence).verdict == supported);
  CHECK(judge(evidence).cases == 1);
}

TEST_CASE("one refuted row refutes, one open row leaves open", "[claims]") {
  const Row good = row(equal, 0, 0, 0);
  const Row open = row(equal, 0, -1, 1);
  const Row bad = row(equal, 0, 1, 1);
  Evidence evidence;
  evidence.rows = {good, good};
  CHECK(judge(evidence).verdict == supported);
  CHECK(judge(evidence).reason == "2 cases agree");
  evidence.rows = {good, open};
  CHECK(judge(evidence).verdict == inconclusive);
  CHECK(judge(evidence).worst == 1U);
  CHECK(judge(evidence).reason == "undecided on here");
  evidence.rows = {open, bad, good};
  CHECK(judge(evidence).verdict == refuted);
  CHECK(judge(evidence).worst == 1U);
}

TEST_CASE("the deciding row is the one farthest from its claim", "[claims]") {
  Evidence evidence;
  evidence.rows = {row(at_most, 5, 1, 1), row(at_most, 5, 4, 4), row(at_most, 5, 2, 2)};
  CHECK(judge(evidence).worst == 1U);
  evidence.rows = {row(at_least, 5, 9, 9), row(at_least, 5, 6, 6), row(at_least, 5, 7, 7)};
  CHECK(judge(evidence).worst == 1U);
  evidence.rows = {row(equal, 0, 1, 1), row(equal, 0, -3, -3), row(equal, 0, 2, 2)};
  evidence.rows[1].p = 4;
  evidence.rows[1].note = "nu = 1/8";
  CHECK(judge(evidence).worst == 1U);
  CHECK(judge(evidence).reason == "fails on here, p = 4: nu = 1/8");
}

namespace {

Evidence one(Row r) {
  Evidence evidence;
  evidence.rows = {std::move(r)};
  return evidence;
}

/// Supported when asked nothing special; shows in its note what effort it was given.
Evidence show_effort(const Effort& effort) {
  Row r = row(equal, 0, 0, 0);
  r.note = std::to_string(effort.digits.value_or(-1)) + "/" + std::to_string(effort.orders.size()) +
           "/" + std::to_string(effort.seed) + "/" + std::string(name(effort.level));
  r.measured = r.lo = r.hi = Quantity(effort.digits.has_value() || !effort.orders.empty() ? 1 : 0);
  return one(r);
}

} // namespace

TEST_CASE("what is undecidable becomes inconclusive, other exceptions pass", "[claims]") {
  const auto gives_up = [](const Effort&) -> Evidence { throw Undecidable("too few digits"); };
  const Judgement judgement = judge(gather(gives_up, Effort{}));
  CHECK(judgement.verdict == inconclusive);
  CHECK(judgement.reason == "undecided on (whole check): too few digits");
  const auto breaks = [](const Effort&) -> Evidence { throw InvalidArgument("no"); };
  CHECK_THROWS_AS(gather(breaks, Effort{}), InvalidArgument);
}

TEST_CASE("faults see the level and the seed, but neither digits nor orders", "[claims]") {
  Claim claim;
  claim.run = show_effort;
  claim.faults = {{"shows", supported, show_effort}};
  Effort effort{.level = Effort::smoke, .seed = 42, .digits = 30, .orders = {1, 2}};
  const ClaimResult result = judge(claim, effort);
  CHECK(result.evidence.rows.at(0).note == "30/2/42/smoke");
  CHECK(result.judgement.verdict == refuted);
  REQUIRE(result.faults.size() == 1);
  CHECK(result.faults[0].judgement.verdict == supported); // it was given no digits, no orders
  CHECK(result.faults[0].as_expected());
}

TEST_CASE("a result is as expected only if verdict and every fault are", "[claims]") {
  const auto right = [](const Effort&) { return one(row(equal, 0, 0, 0)); };
  const auto wrong = [](const Effort&) { return one(row(equal, 0, 1, 1)); };
  Claim claim;
  claim.run = right;
  claim.faults = {{"planted", refuted, wrong}};
  CHECK(judge(claim, {}).as_expected());
  claim.faults.push_back({"not caught", refuted, right});
  CHECK_FALSE(judge(claim, {}).as_expected());
  claim.faults.pop_back();
  claim.run = wrong;
  CHECK_FALSE(judge(claim, {}).as_expected());
  claim.expected = refuted; // a false statement that circulates: refuting it is success
  CHECK(judge(claim, {}).as_expected());
  ClaimResult broken = judge(claim, {});
  broken.broken = "a bug";
  CHECK_FALSE(broken.as_expected());
}

TEST_CASE("a headline is shown before a row that is farther from its claim", "[claims]") {
  Evidence evidence;
  evidence.rows = {exact_row("companion", Relation::at_most, 10, 10),
                   headline(exact_row("the claim", Relation::at_most, 10, 1))};
  CHECK(judge(evidence).worst == std::size_t{1});
  evidence.rows.push_back(exact_row("a companion that fails", Relation::at_most, 10, 11));
  CHECK(judge(evidence).worst == std::size_t{2}); // only a row that carries the verdict is shown
}
