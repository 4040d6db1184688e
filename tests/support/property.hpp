#pragma once
#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <sstream>
#include <string>

/// A RapidCheck property inside a Catch2 test case.
///
/// rc::prop under Catch prints no replay string; here a failure shows the shrunk counterexample,
/// and RapidCheck prints RC_PARAMS="reproduce=..." when the program ends.
namespace assay::testing {

/// `cases`: fewer than RapidCheck's hundred where each is slow; 0: its own number.
template <class Property>
void holds(const std::string& name, const Property& property, int cases = 0) {
  rc::detail::TestMetadata metadata;
  metadata.id = name;
  metadata.description = name;
  rc::detail::TestParams params = rc::detail::configuration().testParams;
  params.maxSuccess = cases > 0 ? cases : params.maxSuccess;
  const auto result = rc::detail::checkTestable(property, metadata, params);
  std::ostringstream text;
  rc::detail::printResultMessage(result, text);
  INFO(name << ": " << text.str());
  CHECK(result.template is<rc::detail::SuccessResult>());
}

/// A rational with numerator in -range..range and denominator in 1..range.
inline rc::Gen<std::pair<int, int>> fraction(int range) {
  return rc::gen::pair(rc::gen::inRange(-range, range + 1), rc::gen::inRange(1, range + 1));
}

} // namespace assay::testing
