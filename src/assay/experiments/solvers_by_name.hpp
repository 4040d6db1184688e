#pragma once
#include <assay/solvers/solver.hpp>

#include <functional>
#include <string>

namespace assay {

/// Where an experiment's solvers come from: `find_solver`, the built-in ones, or a function that
/// knows more. It may be asked by several threads; throws InvalidArgument for a name it does not
/// know.
using FindSolver = std::function<SolverInfo(const std::string& name)>;

} // namespace assay
