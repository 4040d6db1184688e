#include <assay/claims/ledger.hpp>
#include <assay/error.hpp>
#include <assay/report/json.hpp>

#include <catch2/catch.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <new>
#include <support/sample_ledger.hpp>
#include <thread>

using namespace assay;

namespace {

Claim counting_claim(int n) {
  return sample::claim("alpha/c" + std::to_string(n), Verdict::supported,
                       [n] { return sample::evidence({exact_row("n", Relation::equal, n, n)}); });
}

} // namespace

TEST_CASE("the ledger is the same for any number of threads") {
  const std::string one = to_json(sample::ledger(1));
  CHECK(one == to_json(sample::ledger(2)));
  CHECK(one == to_json(sample::ledger(7)));
}

TEST_CASE("the ledger and judge say the same of a claim") {
  const Claim claim = sample::jobs().front().claim;
  const ClaimResult alone = judge(claim, Effort{});
  const Ledger ledger = run_ledger({{claim, Effort{}}}, {.threads = 2});
  REQUIRE(ledger.results.size() == 1);
  const ClaimResult& together = ledger.results.front();
  CHECK(together.judgement.verdict == alone.judgement.verdict);
  CHECK(together.judgement.reason == alone.judgement.reason);
  REQUIRE(together.faults.size() == alone.faults.size());
  CHECK(together.faults[0].judgement.verdict == alone.faults[0].judgement.verdict);
  CHECK(together.seconds >= 0);
}

TEST_CASE("a bug in one check breaks that claim alone") {
  const Ledger ledger = sample::ledger(2);
  std::size_t broken = 0;
  for (const ClaimResult& result : ledger.results) {
    broken += result.broken.empty() ? 0 : 1;
    CHECK((result.claim.id == "beta/broken") == !result.broken.empty());
  }
  CHECK(broken == 1);
  CHECK(ledger.results.back().broken == "a <bug>");
  CHECK_FALSE(ledger.results.back().as_expected());
}

TEST_CASE("a bug in a fault names the fault, even if it throws what is no exception") {
  Claim claim = counting_claim(1);
  claim.faults.push_back({"bad", Verdict::refuted, [](const Effort&) -> Evidence { throw 42; }});
  const Ledger ledger = run_ledger({{claim, Effort{}}}, {.threads = 2});
  CHECK(ledger.results[0].broken == "fault \"bad\": threw something that is no std::exception");
}

TEST_CASE("working precision does not leak from task to task") {
  std::vector<Job> jobs;
  std::atomic<int> wrong = 0;
  for (int i = 0; i < 20; ++i) {
    Claim claim = sample::claim("alpha/p" + std::to_string(i), Verdict::supported, [&wrong] {
      wrong += Precision::digits() == 50 ? 0 : 1;
      alignas(Precision) thread_local std::byte left_behind[sizeof(Precision)];
      new (left_behind) Precision(333); // never destroyed, on purpose
      return sample::evidence({sample::exact_zero()});
    });
    jobs.push_back({std::move(claim), Effort{}});
  }
  const Precision outside(77);
  run_ledger(std::move(jobs), {.threads = 2});
  CHECK(wrong == 0);
  CHECK(Precision::digits() == 77);
}

TEST_CASE("faults ignore the digits and the orders that were asked for") {
  Effort effort{.digits = 15, .orders = {3}};
  Claim claim = counting_claim(1);
  claim.faults = {{"sees its own effort", Verdict::refuted, [](const Effort& own) {
                     const bool clean = !own.digits && own.orders.empty();
                     return sample::evidence({exact_row("x", Relation::equal, 1, clean ? 0 : 1)});
                   }}};
  CHECK(run_ledger({{claim, effort}}, {}).results[0].as_expected());
}

TEST_CASE("every finished claim is shown once, on the caller's thread") {
  std::vector<Job> jobs;
  for (int i = 0; i < 30; ++i) {
    jobs.push_back({counting_claim(i), Effort{}});
  }
  std::size_t calls = 0;
  const auto here = std::this_thread::get_id();
  run_ledger(
      std::move(jobs),
      {.threads = 3, .on_claim = [&](const ClaimResult&, std::size_t done, std::size_t total) {
         ++calls;
         CHECK(done == calls);
         CHECK(total == 30);
         CHECK(std::this_thread::get_id() == here);
       }});
  CHECK(calls == 30);
}

TEST_CASE("a stop returns what is finished at once and names the rest") {
  static std::atomic<bool> release = false; // outlives the abandoned task
  std::vector<Job> jobs = {{counting_claim(1), Effort{}}};
  jobs.push_back({sample::claim("alpha/slow", Verdict::supported,
                                [] {
                                  while (!release) {
                                    std::this_thread::sleep_for(std::chrono::milliseconds(5));
                                  }
                                  return sample::evidence({sample::exact_zero()});
                                }),
                  Effort{}});
  jobs.push_back({counting_claim(2), Effort{}});
  bool stop = false;
  const Ledger ledger = run_ledger(
      std::move(jobs),
      {.threads = 1,
       .on_claim = [&stop](const ClaimResult&, std::size_t, std::size_t) { stop = true; },
       .stop = [&stop] { return stop; }});
  release = true;
  REQUIRE(ledger.results.size() == 1);
  CHECK(ledger.results[0].claim.id == "alpha/c1");
  CHECK(ledger.not_run == std::vector<std::string>{"alpha/slow", "alpha/c2"});
}

TEST_CASE("an empty ledger ends, and no thread is refused") {
  CHECK(run_ledger({}, {.threads = 2}).results.empty());
  CHECK_THROWS_AS(run_ledger({}, {.threads = 0}), InvalidArgument);
}
