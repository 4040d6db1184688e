#pragma once
#include <assay/claims/claim.hpp>

#include <cstddef>
#include <optional>

/// From evidence to verdict: a pure function of exact comparisons.
///
/// A row   is supported if its whole interval satisfies the relation, refuted if none of it does,
///         inconclusive otherwise, vacuous if it stands for no case.
/// A claim is refuted if any row is; vacuous if it looked at no case; inconclusive if any row is
///         inconclusive; supported otherwise.
namespace assay {

/// Throws InvalidArgument if a row's measured value lies outside its own interval, or its tolerance
/// or resolution is negative or infinite.
Verdict judge(const Row& row);

struct Judgement {
  Verdict verdict = Verdict::vacuous;
  std::string reason; ///< one line: why not supported, or how many cases agree
  /// Index of the deciding row: of those that carry the verdict the farthest from its claim,
  /// headlines first.
  std::optional<std::size_t> worst;
  std::size_t cases = 0;
};

Judgement judge(const Evidence& evidence);

/// A fault's outcome; `as_expected` is verdict == must_be.
struct FaultResult {
  std::string name;
  Verdict must_be = Verdict::refuted;
  Judgement judgement;
  [[nodiscard]] bool as_expected() const { return judgement.verdict == must_be; }
};

struct ClaimResult {
  Claim claim;
  Effort effort; ///< what the check was given
  Evidence evidence;
  Judgement judgement;
  std::vector<FaultResult> faults;
  double seconds = 0; ///< wall time of the check and its faults; reported apart from the results
  std::string broken; ///< not empty: a bug stopped the check, and this is what it said

  [[nodiscard]] bool as_expected() const;
};

/// Runs a measurement. Undecidable becomes an undecided row; other exceptions propagate.
Evidence gather(const std::function<Evidence(const Effort&)>& run, const Effort& effort);

/// Runs one fault. It ignores effort.digits and effort.orders: a fault is about the check itself,
/// not about what the user asked to see.
FaultResult run_fault(const Fault& fault, const Effort& effort);

/// Runs the claim and all its faults, here and now; ledger.hpp runs many on threads.
ClaimResult judge(const Claim& claim, const Effort& effort);

} // namespace assay
