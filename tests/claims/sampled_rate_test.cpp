#include <assay/claims/judge.hpp>
#include <assay/claims/sampled_rate.hpp>

#include <catch2/catch.hpp>

using namespace assay;

namespace {

RateExperiment small() {
  return {.solver = "f2sa_p:p=1",
          .instance = "composite",
          .epsilons = {0.5, 0.4},
          .trials = 3,
          .counter = "sfo"};
}

} // namespace

TEST_CASE("accuracies fall in equal ratios, from the first to the last") {
  const std::vector<double> found = falling(0.5, 0.125, 3);
  REQUIRE(found.size() == 3);
  CHECK(found[0] == 0.5);
  CHECK(found[1] == Approx(0.25).epsilon(1e-14));
  CHECK(found[2] == Approx(0.125).epsilon(1e-14));
}

TEST_CASE("sampled runs: one for each accuracy and trial, a function of the seed") {
  const std::vector<RatedRun> runs = sampled_runs(small(), 1);
  const std::vector<RatedRun> again = sampled_runs(small(), 1);
  REQUIRE(runs.size() == 6);
  REQUIRE(again.size() == runs.size());
  for (std::size_t i = 0; i < runs.size(); ++i) {
    CHECK(runs[i].epsilon == (i < 3 ? 0.5 : 0.4));
    CHECK(runs[i].trial == static_cast<int>(i % 3));
    CHECK((runs[i].calls.sfo() > 0));
    CHECK((runs[i].calls.calls == again[i].calls.calls)); // Catch cannot print 128 bits
    CHECK(runs[i].reached == again[i].reached);
  }
}

TEST_CASE("too few accuracies decide nothing, whatever is claimed") {
  for (const int claimed : {0, 100}) {
    CHECK(judge(sampled_rate_row(small(), claimed, RateSide::upper, Effort{})) ==
          Verdict::inconclusive);
  }
}
