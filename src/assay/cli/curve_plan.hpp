#pragma once
#include <assay/experiments/solvers_by_name.hpp>

#include "curve.hpp"

namespace assay::cli {

/// `assay curve --plan`: cells with expected calls, time and disk, and the schedule of each solver
/// on each instance at each accuracy (Plan::values), without running them; text or JSON. The times
/// are measured on a few iterations of each curve. Returns the exit code.
int print_plan(const Experiment& experiment, const FindSolver& find, const CurveOptions& options);

} // namespace assay::cli
