#include <assay/claims/judge.hpp>
#include <assay/claims/sampled_rate.hpp>

#include <catch2/catch.hpp>

using namespace assay;

namespace {

RateExperiment small() {
  return {.solver = "f2sa_p:p=1", .instance = "composite", .epsilons = {0.5, 0.4}, .trials = 3};
}

} // namespace

TEST_CASE("accuracies fall in equal ratios, from the first to the last") {
  const std::vector<double> found = falling(0.5, 0.125, 3);
  REQUIRE(found.size() == 3);
  CHECK(found[0] == 0.5);
  CHECK(found[1] == Approx(0.25).epsilon(1e-14));
  CHECK(found[2] == Approx(0.125).epsilon(1e-14));
  CHECK_THROWS_AS(falling(0.5, 0.125, 1), InvalidArgument); // 0/0 otherwise
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
    const auto rows = sampled_rate_rows(small(), {{"sfo", claimed}}, RateSide::upper, Effort{});
    REQUIRE(rows.size() == 1);
    CHECK(judge(rows.front()) == Verdict::inconclusive);
  }
}

namespace {

/// F2BA without noise on short chains: eps^-2 links, a constant number of steps each.
Claim small_claim() {
  return sampled_upper_rate({.id = "paper/cost_sampled"},
                            {.solver = "f2ba",
                             .instance = "lifted_chain:length=1,sigma=0",
                             .at_smoke = {4, 5, 6, 8, 10, 12},
                             .at_normal = {4, 5, 6, 8, 10, 12, 14},
                             .at_full = {4, 5, 6, 8, 10, 12, 14, 16},
                             .rates = {{"sfo", 2}},
                             .wrong = {{"no growth at all", {{"sfo", 0}}}}});
}

} // namespace

TEST_CASE("an upper rate by runs down a chain: supported, a wrong rate refuted, five undecided") {
  const Claim claim = small_claim();
  CHECK(claim.kind == Kind::upper_rate);
  CHECK(claim.convention == Convention::N);
  CHECK(claim.evidence == EvidenceLevel::sampled);
  CHECK(claim.reduces_to == std::vector<std::string>{"cost: the schedule multiplied out"});
  const Effort smoke{.level = Effort::smoke};
  const auto worst = [](const Evidence& evidence) { return judge(evidence.rows.front()); };
  CHECK(worst(claim.run(smoke)) == Verdict::supported);
  REQUIRE(claim.faults.size() == 2);
  CHECK(worst(claim.faults[0].run(smoke)) == Verdict::refuted);
  CHECK(worst(claim.faults[1].run(smoke)) == Verdict::inconclusive);
  CHECK(worst(claim.run({.level = Effort::starved})) == Verdict::inconclusive);
}

TEST_CASE("what a sampled claim says of itself stands; effort chooses its links") {
  const Claim claim = sampled_upper_rate({.id = "paper/cost_sampled",
                                          .convention = Convention::own,
                                          .method = "ours",
                                          .reduces_to = {"less"},
                                          .not_shown = "more"},
                                         {.at_smoke = {4}});
  CHECK(claim.convention == Convention::own);
  CHECK(claim.method == "ours");
  CHECK(claim.reduces_to == std::vector<std::string>{"less"});
  CHECK(claim.not_shown == "more");
  const ChainRuns runs{.length = 0.25,
                       .at_smoke = {4, 16},
                       .at_normal = {4, 16, 64},
                       .at_full = {4},
                       .trials = {2, 3, 5}};
  const auto at = [&](Effort::Level level) { return experiment_of(runs, {.level = level}); };
  CHECK(at(Effort::starved).epsilons == std::vector<double>{0.25});
  CHECK(at(Effort::smoke).epsilons == std::vector<double>{0.25, 0.125});
  CHECK(at(Effort::normal).epsilons == std::vector<double>{0.25, 0.125, 0.0625});
  CHECK(at(Effort::full).epsilons == std::vector<double>{0.25});
  CHECK(at(Effort::smoke).trials == 2);
  CHECK(at(Effort::full).trials == 5);
}
