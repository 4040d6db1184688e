// With nothing declared the audit measures and says what it saw; what is declared and cannot be
// tested is open.
#include <assay/audit/audit.hpp>

#include <catch2/catch.hpp>

using namespace assay;
using namespace assay::audit;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

CheckResult
result_of(const Subject& subject, const std::string& check, Effort::Level effort = Effort::smoke) {
  return audit::audit(subject, {.effort = effort, .threads = 2, .only = {check}})
      .checks.at(0)
      .result;
}

} // namespace

TEST_CASE("with nothing declared calls, shared samples and the exponent are measured") {
  Subject subject = built_in_subject("stocbio");
  const CheckResult declared_counts = result_of(subject, "contract/counts");
  const CheckResult declared_rate = result_of(subject, "rates/exponent", Effort::normal);
  subject.declared = {};
  subject.calls_per_step = nullptr;
  const CheckResult counts = result_of(subject, "contract/counts");
  CHECK(counts.outcome == Outcome::passed);
  CHECK(counts.measured == declared_counts.claimed);
  CHECK_THAT(counts.said, StartsWith("nothing is declared; a step makes on average: n_fx "));
  const CheckResult pairs = result_of(subject, "samples/pairs");
  CHECK(pairs.outcome == Outcome::passed);
  CHECK_THAT(pairs.said, Contains("the same samples: n_fx and n_fy;") &&
                             Contains("never the same: ") && Contains("n_gy and n_hvp"));
  const CheckResult rate = result_of(subject, "rates/exponent", Effort::normal);
  CHECK(rate.outcome == Outcome::passed);
  CHECK(rate.measured == declared_rate.measured);
  CHECK_THAT(rate.said, StartsWith("nothing is declared; calls ~ epsilon^-e with e in ["));
}

TEST_CASE(
    "a declared order or constant that cannot be tested is open, and says what would decide") {
  Subject subject = built_in_subject("slip"); // nothing of it drives a bias
  CHECK(result_of(subject, "limits/order").outcome == Outcome::not_applicable);
  subject.declared.order = 2;
  const CheckResult order = result_of(subject, "limits/order");
  CHECK(order.outcome == Outcome::inconclusive);
  CHECK_THAT(order.said, StartsWith("order = 2 is declared, and cannot be tested: "));
  CHECK_THAT(order.would_decide, Contains("a role bias or lambda in the declaration"));
  subject.declared.leading = 0.5;
  CHECK(result_of(subject, "limits/leading").outcome == Outcome::inconclusive);

  Subject penalty = built_in_subject("f2ba");
  penalty.declared.order.reset();
  const CheckResult leading = result_of(penalty, "limits/leading");
  CHECK(leading.outcome == Outcome::inconclusive);
  CHECK_THAT(leading.said, Contains("leading = 0.5 is declared, and no order"));
  penalty = built_in_subject("f2ba");
  penalty.declared.traits.roles.outer_step.clear(); // x cannot be held
  CHECK_THAT(result_of(penalty, "limits/order").said, StartsWith("order = 1 is declared, and "));
  CHECK(result_of(penalty, "limits/leading").outcome == Outcome::inconclusive);
}
