#pragma once
#include <assay/claims/ledger.hpp>

#include <string>

/// The ledger as JUnit XML, for a continuous-integration page: one case a claim, one a fault.
///
/// failure: not as expected.  error: a bug stopped the check.  skipped: an interruption.
namespace assay {

std::string to_junit(const Ledger& ledger);

} // namespace assay
