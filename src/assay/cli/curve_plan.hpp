#pragma once
#include <assay/experiments/solvers_by_name.hpp>

#include "curve.hpp"

namespace assay::cli {

/// `assay curve --plan`: cells, expected calls, time and disk, without running them. The times are
/// measured on a few iterations of each curve. Returns the exit code.
int print_plan(const Experiment& experiment, const FindSolver& find, const CurveOptions& options);

} // namespace assay::cli
