#pragma once
#include <string>

/// `assay list` and `assay show`.
namespace assay::cli {

/// Prints the claims, or those a glob picks.
int list_claims(const std::string& glob);
int list_solvers();
int list_instances();
/// Prints what a solver, an instance or a claim says of itself; a name without '/' is looked for in
/// this order. Throws InvalidArgument unless it is one of them.
int show(const std::string& name);

} // namespace assay::cli
