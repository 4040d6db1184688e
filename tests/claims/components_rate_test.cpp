#include <assay/claims/components_rate.hpp>
#include <assay/claims/judge.hpp>

#include <catch2/catch.hpp>

using namespace assay;

namespace {

ComponentsRuns small() {
  return {.solver = "saba",
          .instance = "quadratic:kappa=2,noise=finite_sum",
          .epsilon = 0.5,
          .at_smoke = {4, 8, 12, 16, 24, 32},
          .at_normal = {4, 8, 12, 16, 24, 32, 40},
          .at_full = {4, 8, 12, 16, 24, 32, 40, 48}};
}

Effort at(Effort::Level level) {
  Effort effort;
  effort.level = level;
  return effort;
}

} // namespace

TEST_CASE("calls of a finite sum grow like its size: steps of 1/(n+m), and a first pass") {
  const Evidence evidence = components_rate(
      small(), {{.exponent = 1}, {.exponent = 1, .with_first_pass = false}}, at(Effort::smoke));
  REQUIRE(evidence.rows.size() == 2);
  CHECK(evidence.rows[0].headline);
  for (const Row& row : evidence.rows) {
    CHECK(row.cases == 6);
    CHECK(judge(row) == Verdict::supported);
    CHECK(row.measured.to_double() == Approx(1).margin(0.05));
  }
  // Without the pass there are fewer calls at every size.
  REQUIRE(evidence.plots.size() == 1);
  const auto& series = evidence.plots[0].series;
  REQUIRE(series.size() == 2);
  REQUIRE(series[0].points.size() == 6);
  for (std::size_t i = 0; i < 6; ++i) {
    CHECK(series[0].points[i].first == series[1].points[i].first);
    CHECK(series[0].points[i].second > series[1].points[i].second);
  }
}

TEST_CASE("a claim about components carries faults that are found, and decides nothing starved") {
  const Claim claim =
      components_upper_rate({.id = "paper/cost_sampled"}, small(), {{.exponent = 1}});
  CHECK(claim.kind == Kind::upper_rate);
  CHECK(claim.evidence == EvidenceLevel::sampled);
  REQUIRE(claim.faults.size() == 2);
  for (const Fault& fault : claim.faults) {
    INFO(fault.name);
    CHECK(judge(fault.run(at(Effort::smoke)).rows.front()) == fault.must_be);
  }
  CHECK(judge(claim.run(at(Effort::smoke)).rows.front()) == Verdict::supported);
  CHECK(judge(claim.run(at(Effort::starved)).rows.front()) == Verdict::inconclusive);
}
