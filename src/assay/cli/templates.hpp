#pragma once

/// The texts of examples and headers that `assay new` writes, embedded by the build.
namespace assay::cli::templates {

extern const char* const solver_cpp;
extern const char* const solver_c;
extern const char* const solver_py;
extern const char* const problem_cpp;
extern const char* const claim_cpp;
extern const char* const plugin_abi_h;
extern const char* const plugin_hpp;

} // namespace assay::cli::templates
