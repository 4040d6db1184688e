#pragma once
#include <assay/claims/ledger.hpp>

/// Exit codes, the same for every command.
///
/// Several at once: a bug in assay, then an interruption, then 2 > 5 > 4 > 1 > 3 > 0.
namespace assay::cli {

enum Exit : int {
  as_expected = 0,
  otherwise = 1, ///< a claim or a planted fault came out otherwise
  bad_input = 2, ///< usage or input
  undecided = 3, ///< inconclusive or vacuous
  solver_broke = 4,
  files = 5,         ///< a file cannot be read or written
  bug = 70,          ///< a bug in assay
  interrupted = 128, ///< plus the number of the signal: 130, 143
};

/// The code of higher precedence.
int worse(int a, int b);

/// The code of what a run found.
int exit_code(const Ledger& ledger);

} // namespace assay::cli
