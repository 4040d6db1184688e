#include <assay/report/junit.hpp>
#include <assay/report/markup.hpp>
#include <assay/report/wording.hpp>

#include <fmt/format.h>

namespace assay {
namespace {

struct Suite {
  std::string cases;
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
  std::size_t skipped = 0;

  /// `inside`: a failure, error or skipped element, or nothing.
  void add(const std::string& group, const std::string& title, const std::string& inside) {
    ++tests;
    cases += fmt::format("    <testcase classname=\"{}\" name=\"{}\"", escape_xml(group),
                         escape_xml(title));
    cases += inside.empty() ? "/>\n" : ">\n      " + inside + "\n    </testcase>\n";
  }
};

std::string element(const char* tag, const std::string& message) {
  return fmt::format("<{} message=\"{}\"/>", tag, escape_xml(message));
}

void add(Suite& suite, const ClaimResult& result) {
  const Claim& claim = result.claim;
  if (!result.broken.empty()) {
    ++suite.errors;
    suite.add(claim.paper(), claim.id, element("error", result.broken));
    return;
  }
  std::string failure;
  if (result.judgement.verdict != claim.expected) {
    ++suite.failures;
    failure = element("failure", fmt::format("{}, expected {}: {}", name(result.judgement.verdict),
                                             name(claim.expected), result.judgement.reason));
  }
  suite.add(claim.paper(), claim.id, failure);
  for (const FaultResult& fault : result.faults) {
    std::string escaped;
    if (!fault.as_expected()) {
      ++suite.failures;
      escaped = element("failure", fmt::format("{}, must be {}: {}", name(fault.judgement.verdict),
                                               name(fault.must_be), fault.judgement.reason));
    }
    suite.add(claim.paper(), claim.id + ", fault: " + fault.name, escaped);
  }
}

} // namespace

std::string to_junit(const Ledger& ledger) {
  Suite suite;
  for (const ClaimResult& result : ledger.results) {
    add(suite, result);
  }
  for (const std::string& id : ledger.not_run) {
    ++suite.skipped;
    suite.add(id.substr(0, id.find('/')), id, "<skipped/>");
  }
  const std::string counts =
      fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\"", suite.tests,
                  suite.failures, suite.errors, suite.skipped);
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites " + counts +
         ">\n  <testsuite name=\"assay verify\" " + counts + ">\n" + suite.cases +
         "  </testsuite>\n</testsuites>\n";
}

} // namespace assay
