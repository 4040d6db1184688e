#pragma once
#include <assay/audit/audit.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

/// `assay audit`: runs the checks on a solver, prints the certificate, writes the reports.
namespace assay::cli {

struct AuditRequest {
  std::string target;
  /// What runs this audit from a shell, without options; empty: `assay audit TARGET`.
  std::string command = {};
  std::filesystem::path declaration; ///< a TOML file in place of the solver's own; empty: none
  std::string effort = "normal";
  std::uint64_t seed = 1;
  int threads = 1;
  std::vector<std::string> only, skip;
  double answer_seconds = 10;    ///< that a solver in a file may take between two messages
  std::optional<double> seconds; ///< that the audit may take; not set: usual for a solver in a file
  std::size_t memory = 2048;     ///< MiB of address space of its process
  std::filesystem::path out = "assay-out";
  std::string format = "text";
  bool quiet = false;
  std::string command_line; ///< for run.json
};

/// Returns the exit code. Throws InvalidArgument on bad input, before any work.
int audit(const AuditRequest& request);

/// The ids, titles and laws of all checks.
int list_checks();

} // namespace assay::cli
