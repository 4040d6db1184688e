#pragma once
#include "run_json.hpp"
#include "verify.hpp"

/// What `assay verify` writes: the reports under --out, and the asked one on stdout.
namespace assay::cli {

/// Writes and prints. A file that cannot be written is named on stderr and turns the code to 5;
/// what was computed is printed all the same. Returns the code.
int report(const Ledger& ledger, const VerifyOptions& options, const Clock& clock, int code);

} // namespace assay::cli
