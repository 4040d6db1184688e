#pragma once
#include <cstddef>
#include <string>

/// What a solver or an instance says of itself, for `assay show`.
namespace assay::cli {

bool is_solver(const std::string& name);
bool is_instance(const std::string& name);

/// Both throw InvalidArgument if there is none of that name.
std::string describe_solver(const std::string& name, std::size_t width);
/// With the exponents that theory predicts for every solver on it, at its standard parameters.
std::string describe_instance(const std::string& name, std::size_t width);

} // namespace assay::cli
