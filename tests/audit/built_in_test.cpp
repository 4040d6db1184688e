// Every built-in method under its own declaration: no finding.
#include <assay/audit/audit.hpp>
#include <assay/error.hpp>

#include <catch2/catch.hpp>

using namespace assay;
using namespace assay::audit;

namespace {

Certificate smoke(const std::string& name, std::uint64_t seed) {
  return audit::audit(built_in_subject(name),
                      {.effort = Effort::smoke, .seed = seed, .threads = 2, .level = 1e-6});
}

} // namespace

// False alarms: at level 1e-6 for each audit, 14 audits.
TEST_CASE("a correct method has no finding") {
  std::vector<std::string> names = {"f2sa_p:p=1", "f2sa_p:p=3", "f2sa_p:p=4",
                                    "slip:system=recursion"};
  for (const RegisteredSolver& entry : registered_solvers()) {
    names.emplace_back(entry.name);
  }
  for (const std::string& name : names) {
    const Certificate certificate = smoke(name, 20261123);
    CHECK(certificate.count(Outcome::passed) >= 25);
    for (const Judged& judged : certificate.checks) {
      INFO(name << ", " << judged.check.id << ": " << judged.result.said);
      CHECK(judged.result.outcome != Outcome::finding);
    }
  }
}

// 40 p-values of a correct method: more than 12 of them below 0.05 has probability 1e-7, any below
// 1e-8 has 4e-7.
TEST_CASE("the tests of a random estimate's mean know that its limit is a mean itself") {
  const Subject subject = built_in_subject("bsa");
  int small = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const AuditOptions options{
        .effort = Effort::smoke, .seed = seed, .only = {"noise/additive", "noise/random_hessian"}};
    for (const Judged& judged : audit::audit(subject, options).checks) {
      INFO(judged.check.id << ", seed " << seed);
      REQUIRE(judged.result.p_value);
      CHECK(*judged.result.p_value > 1e-8);
      small += *judged.result.p_value < 0.05 ? 1 : 0;
    }
  }
  CHECK(small <= 12);
}

TEST_CASE("the certificate does not depend on the number of threads") {
  const auto said = [](int threads) {
    const Certificate certificate =
        audit::audit(built_in_subject("stocbio"), {.effort = Effort::smoke, .threads = threads});
    std::string text;
    for (const Judged& judged : certificate.checks) {
      text += judged.check.id + judged.result.said + judged.result.measured;
    }
    return text;
  };
  CHECK(said(1) == said(2));
}

TEST_CASE("globs choose the checks") {
  const Subject subject = built_in_subject("sgd");
  const Certificate some =
      audit::audit(subject, {.effort = Effort::smoke, .only = {"contract/*"}, .skip = {"moves"}});
  CHECK(some.checks.size() == 8);
  CHECK_THROWS_AS(audit::audit(subject, {.only = {"contrct/*"}}), InvalidArgument);
  CHECK_THROWS_AS(audit::audit(subject, {.only = {"budget"}, .skip = {"*"}}), InvalidArgument);
}
