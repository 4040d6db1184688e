#pragma once
#include <assay/audit/plugin_abi.h>

#include "oracle.hpp"

/// A Python class behind assay's C interface for solvers.
namespace assay::python {

/// The table of a class: `make` is called with two dicts, constants and parameters. One table at a
/// time: the process of a solver serves one class. `declaration` is TOML; `declares_calls`: its
/// instances have `calls_per_step`, a dict by the kinds' names.
assay_solver_functions table_of(py::object make, std::string declaration, bool declares_calls);

} // namespace assay::python
