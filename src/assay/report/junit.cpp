#include <assay/report/junit.hpp>
#include <assay/report/junit_suite.hpp>
#include <assay/report/wording.hpp>

#include <fmt/format.h>

namespace assay {
namespace {

/// A case that came out as `expected`, or else a failure that says what it was.
void judge(JunitSuite& suite,
           const Claim& claim,
           const std::string& title,
           const Judgement& judgement,
           const std::string& expected,
           bool right) {
  if (right) {
    suite.pass(claim.paper(), title);
  } else {
    suite.fail(claim.paper(), title,
               fmt::format("{}, {}: {}", name(judgement.verdict), expected, judgement.reason));
  }
}

void add(JunitSuite& suite, const ClaimResult& result) {
  const Claim& claim = result.claim;
  if (!result.broken.empty()) {
    suite.error(claim.paper(), claim.id, result.broken);
    return;
  }
  judge(suite, claim, claim.id, result.judgement, fmt::format("expected {}", name(claim.expected)),
        result.judgement.verdict == claim.expected);
  for (const FaultResult& fault : result.faults) {
    judge(suite, claim, claim.id + ", fault: " + fault.name, fault.judgement,
          fmt::format("must be {}", name(fault.must_be)), fault.as_expected());
  }
}

} // namespace

std::string to_junit(const Ledger& ledger) {
  JunitSuite suite("assay verify");
  for (const ClaimResult& result : ledger.results) {
    add(suite, result);
  }
  for (const std::string& id : ledger.not_run) {
    suite.skip(id.substr(0, id.find('/')), id, "interrupted");
  }
  return suite.text();
}

} // namespace assay
