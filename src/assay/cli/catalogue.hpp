#pragma once
#include <string>

/// `assay list` and `assay show`.
namespace assay::cli {

/// Prints the claims, or those a glob picks.
int list_claims(const std::string& glob);
int list_instances();
/// Prints what one claim says of itself. Throws InvalidArgument unless the name picks just one.
int show(const std::string& claim);

} // namespace assay::cli
