#pragma once
#include <assay/claims/judge.hpp>

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

/// Many claims and their faults, run on a pool of threads.
///
/// A task is one claim's own measurement or one of its faults, so that two threads balance. Results
/// are indexed: they do not depend on the number of threads or on which task ended first. Each task
/// starts from the default working precision, whatever an earlier task left behind.
/// Error   an exception in a check is a bug in it: the claim is `broken`, the others still run.
/// Cost    the sum of the tasks' times over the threads, and at most one task of imbalance.
namespace assay {

/// A claim and the effort to spend on it.
struct Job {
  Claim claim;
  Effort effort;
};

struct LedgerOptions {
  int threads = 1;
  /// Called on the caller's thread, in order of completion, once for each finished claim.
  std::function<void(const ClaimResult& result, std::size_t done, std::size_t total)> on_claim;
  /// Asked about 20 times a second. Once true, no task is started and what is finished is returned
  /// at once; tasks still running are left to threads that own their data, so that a program which
  /// then ends must end by std::_Exit (a static destroyed under a running task is a crash).
  std::function<bool()> stop;
};

/// What a run of the ledger found, and what every report is made from.
struct Ledger {
  Effort effort; ///< as asked; a result carries the effort it was really given
  std::vector<ClaimResult> results;
  std::vector<std::string> not_run; ///< claims that a stop left unfinished
};

/// Runs every job. Results are in the order of the jobs.
Ledger run_ledger(std::vector<Job> jobs, const LedgerOptions& options);

} // namespace assay
