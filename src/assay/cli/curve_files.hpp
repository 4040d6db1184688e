#pragma once
#include <assay/experiments/curve.hpp>

#include "curve.hpp"
#include "run_json.hpp"

/// What `assay curve` writes: the reports under --out, and the asked one on stdout.
namespace assay::cli {

/// Writes and prints. A file that cannot be written is named on stderr and turns the code to 5.
/// Returns the code.
int write_curves(const CurveReport& report,
                 const CurveOptions& options,
                 const Clock& clock,
                 int code);

} // namespace assay::cli
