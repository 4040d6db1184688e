#pragma once
#include <assay/claims/ledger.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

/// `assay verify`: checks claims, prints the ledger, writes the reports.
namespace assay::cli {

struct VerifyOptions {
  std::vector<std::string> claims; ///< globs; none: all
  std::vector<std::string> stencils;
  std::string evidence; ///< "": down to exact-law, and sampled claims at smoke effort
  std::optional<int> digits;
  std::string orders; ///< "1,2,4..8"
  std::string effort = "normal";
  std::uint64_t seed = 1;
  int threads = 1;
  std::filesystem::path out = "assay-out";
  std::string format = "text";
  bool quiet = false;
  std::string command_line; ///< for run.json
};

/// Returns the exit code. Throws InvalidArgument on bad input, before any work.
int verify(const VerifyOptions& options);

/// The jobs that the options ask for. Throws InvalidArgument: a glob without a match, with the
/// nearest names; nothing left at the asked evidence; a malformed list; digits out of range.
std::vector<Job> select_jobs(const VerifyOptions& options, const std::vector<Claim>& claims);

/// Every claim that the build found, sorted by id.
std::vector<Claim> all_claims();

} // namespace assay::cli
