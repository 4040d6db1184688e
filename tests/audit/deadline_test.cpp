// An audit ends, however slow the solver.
#include <assay/audit/audit.hpp>

#include <catch2/catch.hpp>

#include <chrono>
#include <thread>

using namespace assay;
using namespace assay::audit;
using Catch::Matchers::StartsWith;

namespace {

/// Correct, and slow in each step.
class Slow {
public:
  explicit Slow(AnySolver inner) : inner_(std::move(inner)) {}
  void start(Oracle& oracle) { inner_.start(oracle); }
  void step(Oracle& oracle) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    inner_.step(oracle);
  }
  [[nodiscard]] const Vector<double>& x() const { return inner_.x(); }
  [[nodiscard]] const Vector<double>* estimate() const { return inner_.estimate(); }

private:
  AnySolver inner_;
};

} // namespace

// A check may take 0.05 s, and its first step takes 0.1: after five of them the audit is over.
TEST_CASE("a solver that is slow in every step ends no later than the audit's time") {
  Subject slow = built_in_subject("f2ba");
  slow.make = [make = slow.make](const Facts& facts, const Parameters& set) -> AnySolver {
    return Slow(make(facts, set));
  };
  const auto began = std::chrono::steady_clock::now();
  const Certificate certificate = audit::audit(
      slow, {.effort = Effort::smoke, .only = {"limits/*", "steps/*"}, .seconds = 0.5});
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(60)); // else minutes
  const CheckResult& first = certificate.checks.at(0).result;
  CHECK(first.outcome == Outcome::inconclusive);
  CHECK_THAT(first.said, StartsWith("its runs had not ended after 0.05 s, a tenth of the audit's "
                                    "0.5, with "));
  CHECK(first.would_decide == "more time for a slow solver: --seconds");
  CHECK(certificate.count(Outcome::not_run) >= 1);
  CHECK(certificate.count(Outcome::finding) == 0);
  for (const Judged& judged : certificate.checks) {
    if (judged.result.outcome == Outcome::not_run) {
      CHECK(judged.result.said == "the 0.5 s of the whole audit were over (--seconds)");
    }
  }
}
