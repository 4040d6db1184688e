#pragma once
#include <CLI/CLI.hpp>

#include "audit.hpp"

namespace assay::cli {

/// The options of an audit, whatever its solver, and their defaults.
void add_audit_options(CLI::App& app, AuditRequest& request);

} // namespace assay::cli
