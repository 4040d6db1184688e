#include <assay/report/junit_suite.hpp>
#include <assay/report/markup.hpp>

#include <fmt/format.h>

namespace assay {
namespace {

std::string element(const char* tag, const std::string& message) {
  return fmt::format("<{} message=\"{}\"/>", tag, escape_xml(message));
}

} // namespace

void JunitSuite::add(const std::string& group,
                     const std::string& title,
                     const std::string& inside) {
  ++tests_;
  cases_ += fmt::format("    <testcase classname=\"{}\" name=\"{}\"", escape_xml(group),
                        escape_xml(title));
  cases_ += inside.empty() ? "/>\n" : ">\n      " + inside + "\n    </testcase>\n";
}

void JunitSuite::pass(const std::string& group, const std::string& title) { add(group, title, ""); }

void JunitSuite::fail(const std::string& group,
                      const std::string& title,
                      const std::string& message) {
  ++failures_;
  add(group, title, element("failure", message));
}

void JunitSuite::error(const std::string& group,
                       const std::string& title,
                       const std::string& message) {
  ++errors_;
  add(group, title, element("error", message));
}

void JunitSuite::skip(const std::string& group,
                      const std::string& title,
                      const std::string& message) {
  ++skipped_;
  add(group, title, element("skipped", message));
}

std::string JunitSuite::text() const {
  const std::string counts =
      fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\"", tests_, failures_,
                  errors_, skipped_);
  return fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites {0}>\n"
                     "  <testsuite name=\"{1}\" {0}>\n{2}  </testsuite>\n</testsuites>\n",
                     counts, escape_xml(name_), cases_);
}

} // namespace assay
