#include "exit.hpp"

#include <algorithm>
#include <array>

namespace assay::cli {
namespace {

int rank(int code) {
  constexpr std::array<int, 6> upwards = {as_expected,  undecided, otherwise,
                                          solver_broke, files,     bad_input};
  const auto* const at = std::find(upwards.begin(), upwards.end(), code);
  if (at != upwards.end()) {
    return static_cast<int>(at - upwards.begin());
  }
  return code > interrupted ? 100 : 200;
}

int exit_code(const ClaimResult& result) {
  if (!result.broken.empty()) {
    return bug;
  }
  for (const FaultResult& fault : result.faults) {
    if (!fault.as_expected()) {
      return otherwise;
    }
  }
  const Verdict verdict = result.judgement.verdict;
  if (verdict == result.claim.expected) {
    return as_expected;
  }
  return verdict == Verdict::inconclusive || verdict == Verdict::vacuous ? undecided : otherwise;
}

} // namespace

int worse(int a, int b) { return rank(a) < rank(b) ? b : a; }

int exit_code(const Ledger& ledger) {
  int code = as_expected;
  for (const ClaimResult& result : ledger.results) {
    code = worse(code, exit_code(result));
  }
  return code;
}

} // namespace assay::cli
