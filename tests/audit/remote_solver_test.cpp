// What ends a hosted run, named by the call that did: also where nothing can be thrown, and where
// assay itself would work without end.
#include <assay/audit/audit.hpp>
#include <assay/audit/problem.hpp>
#include <assay/audit/run.hpp>

#include <catch2/catch.hpp>

#include "host_support.hpp"
#include <thread>

using namespace assay;
using namespace assay::audit;
using namespace assay::audit::testing;

TEST_CASE("The call that broke is named, also where nothing can be thrown") {
  const Subject subject = hosted("hostile");
  const auto fault = [](const char* name, const char* at) {
    return std::map<std::string, std::string>{{"fault", name}, {"at", at}};
  };
  CHECK(run(subject, fault("segfault", "create")).broke == "segmentation fault in create");
  CHECK(run(subject, fault("abort", "start")).broke == "abort in start");
  CHECK(run(subject, fault("exit", "3")).broke == "exit(0) in step 3");
  CHECK_FALSE(subject.broke_at_end());
  CHECK(run(subject, fault("abort", "destroy")).broke.empty());
  CHECK(run(subject, {}).broke.empty());
  std::thread([&] { CHECK_FALSE(subject.broke_at_end()); }).join(); // it is this thread's
  CHECK(subject.broke_at_end().value_or(SolverBroke{}).what == "abort in destroy");
  CHECK_FALSE(subject.broke_at_end());
}

TEST_CASE("A crash in destroy is a finding of the check whose run it ends, the last one too") {
  const Subject subject = with_fault("abort", "destroy");
  for (const int threads : {1, 2}) {
    const Certificate certificate =
        audit::audit(subject, {.effort = Effort::smoke,
                               .threads = threads,
                               .only = {"contract/moves", "contract/kinds", "stress/heavy_tails"}});
    REQUIRE(certificate.checks.size() == 3);
    for (const Judged& judged : certificate.checks) {
      INFO(judged.check.id);
      CHECK(judged.result.said == "it broke: abort in destroy");
    }
  }
}

TEST_CASE(
    "An inner loop without end costs nothing where a law prices it, and is stopped elsewhere") {
  const Subject subject = with_fault("endless_descend", "2");
  const Context context{subject, Effort::smoke, 1};
  const Instance priced = problem();
  const Run made = run(context, priced, {.steps = 3});
  REQUIRE(made.whole(3));
  CHECK(made.steps[2].counters[Call::gy] == 1'000'000'000'000);
  const auto broke = [&](const Instance& instance, bool log) {
    try {
      (void)run(context, instance, {.steps = 3, .log = log});
    } catch (const SolverBroke& error) {
      return error.what;
    }
    return std::string();
  };
  CHECK(broke(priced, true) == "more than 200000 calls in one step, in step 2");
  const Instance unpriced = make_problem({.noise = "random_curvature", .sigma = 0.1});
  CHECK(broke(unpriced, false) == "more than 10000000 calls in one step, in step 2");
  CHECK(broke(problem(), true) == broke(problem(), true));
}
