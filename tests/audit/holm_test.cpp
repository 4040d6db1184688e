// The p-values of an audit judged together, by Holm's procedure.
#include <assay/audit/audit.hpp>

#include <catch2/catch.hpp>

using namespace assay;
using namespace assay::audit;

namespace {

/// Every check says finding; whether it stays one is Holm's matter.
std::vector<Outcome> judged(const std::vector<double>& p_values, double level) {
  Certificate certificate;
  certificate.level = level;
  for (const double p : p_values) {
    CheckResult result = finding("made up");
    result.p_value = p;
    certificate.checks.push_back({Check{}, result, 0});
  }
  judge_together(certificate);
  std::vector<Outcome> outcomes;
  for (const Judged& one : certificate.checks) {
    outcomes.push_back(one.result.outcome);
  }
  return outcomes;
}

constexpr Outcome yes = Outcome::finding;
constexpr Outcome no = Outcome::inconclusive;

} // namespace

TEST_CASE("Holm compares the k-th smallest of m with level/(m - k + 1)") {
  CHECK(judged({0.01, 0.04, 0.031}, 0.06) == std::vector{yes, no, no}); // 0.031 > 0.06/2
  CHECK(judged({0.01, 0.04, 0.029}, 0.06) == std::vector{yes, yes, yes});
  CHECK(judged({0.021, 0.0, 0.05}, 0.06) == std::vector{yes, yes, yes});
}

TEST_CASE("after the first that stays, none is a finding") {
  // 0.03 > 0.06/3, although 0.031 <= 0.06/1 would do.
  CHECK(judged({0.03, 0.031, 0.031}, 0.06) == std::vector{no, no, no});
}

TEST_CASE("a p-value on the bound is a finding; of a family of one it is the level") {
  CHECK(judged({1e-3}, 1e-3) == std::vector{yes});
  CHECK(judged({1.001e-3}, 1e-3) == std::vector{no});
  CHECK(judged({0.5e-3, 1e-3}, 1e-3) == std::vector{yes, yes});
}

TEST_CASE("checks without a p-value, passed and undecided ones are left as they are") {
  Certificate certificate;
  CheckResult sure = finding("two runs differ");
  CheckResult fine = passed("no difference");
  fine.p_value = 1e-9; // it knows what it does not show
  CheckResult undecided = inconclusive("too few runs", "more");
  undecided.p_value = 1e-12;
  for (const CheckResult& result : {sure, fine, undecided}) {
    certificate.checks.push_back({Check{}, result, 0});
  }
  judge_together(certificate);
  CHECK(certificate.checks[0].result.outcome == Outcome::finding);
  CHECK(certificate.checks[1].result.outcome == Outcome::passed);
  CHECK(certificate.checks[2].result.outcome == Outcome::inconclusive);
}

TEST_CASE("what would decide is more runs, never another seed, and true at every effort") {
  for (const Effort::Level effort : {Effort::smoke, Effort::full}) {
    Certificate certificate;
    certificate.effort = effort;
    certificate.level = 1e-6;
    CheckResult weak = finding("a mean is off");
    weak.p_value = 1e-4; // 1.575 = log(1e-6/2)/log(1e-4)
    CheckResult fine = passed("no difference");
    fine.p_value = 0.5;
    for (const CheckResult& result :
         {weak, fine, inconclusive("it falls", "more steps: --effort full"),
          inconclusive("an unknown parameter", "a declaration of it")}) {
      certificate.checks.push_back({Check{}, result, 0, 1000, 40});
    }
    judge_together(certificate);
    const std::string end =
        effort == Effort::full
            ? " than effort full makes"
            : ": --effort full (this check then makes up to about 4e+04 oracle calls)";
    CHECK(certificate.checks[0].result.would_decide ==
          "more runs (1.58 times as many, 1.6e+03 oracle calls, if evidence grows as it has)" +
              end);
    CHECK(certificate.checks[0].costs() == (effort != Effort::full));
    CHECK_FALSE(certificate.checks[3].costs());
    CHECK(certificate.checks[2].result.would_decide == "more steps" + end);
    CHECK(certificate.checks[3].result.would_decide == "a declaration of it");
  }
}
