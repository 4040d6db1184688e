// A flag that leaves checks out is refuted where it does not hold, and kept where it does.
#include <assay/audit/audit.hpp>

#include <catch2/catch.hpp>

using namespace assay;
using namespace assay::audit;
using Catch::Matchers::Contains;

namespace {

CheckResult flags_of(const Subject& subject) {
  return audit::audit(subject, {.effort = Effort::smoke, .only = {"contract/flags"}})
      .checks.at(0)
      .result;
}

CheckResult with_flag(const char* name, bool Traits::*flag) {
  Subject subject = built_in_subject(name);
  subject.declared.traits.*flag = true;
  return flags_of(subject);
}

} // namespace

TEST_CASE("a flag that does not hold is a finding in its own words") {
  for (const auto& [flag, said] :
       {std::pair(&Traits::random, "declares random, and two seeds do the same"),
        std::pair(&Traits::single_level, "declares single_level, and asks n_g"),
        std::pair(&Traits::estimates_ahead, "declares estimates_ahead, and each estimate is that "
                                            "of the move before it"),
        std::pair(&Traits::momentum, "it averages nothing")}) {
    for (const char* name : {"stocbio", "f2sa_p"}) {
      const CheckResult result = with_flag(name, flag);
      INFO(name);
      CHECK(result.outcome == Outcome::finding);
      CHECK_THAT(result.said, Contains(said));
      CHECK_FALSE(result.instance.empty());
    }
  }
}

TEST_CASE("a flag that holds is kept, and one that no test can refute is said to be on trust") {
  for (const auto& [name, said] :
       {std::pair("bsa", "random: without noise two seeds differ"),
        std::pair("ma_soba", "momentum: the estimate lags"), std::pair("slip", "momentum: "),
        std::pair("bo_rep", "momentum: "), std::pair("vrbo", "estimates_ahead: every move"),
        std::pair("sgd", "single_level: it asks nothing about g")}) {
    const CheckResult result = flags_of(built_in_subject(name));
    INFO(name << ": " << result.said);
    CHECK(result.outcome == Outcome::passed);
    CHECK_THAT(result.said, Contains(said));
  }
  CHECK(flags_of(built_in_subject("stocbio")).outcome == Outcome::not_applicable);
  const CheckResult trusted = with_flag("mrbo", &Traits::momentum);
  CHECK(trusted.outcome == Outcome::not_applicable);
  CHECK_THAT(trusted.said, Contains("on trust"));
}
