#pragma once
#include <assay/audit/check.hpp>

#include <functional>
#include <string>
#include <vector>

/// An audit: every check of a solver, judged together.
///
/// Error   a check without a p-value decides by rounding bounds. Those with one decide by Holm's
///         procedure at 1e-3 over the whole audit: the probability that a correct solver gets any
///         finding from them is at most that.
/// Source  Holm, Scand. J. Statist. 6 (1979) 65-70.
namespace assay::audit {

inline constexpr double false_alarm = 1e-3;

struct Judged {
  Check check;
  CheckResult result;
  double seconds = 0; ///< wall time; not part of the certificate
  Count calls = 0;    ///< of all its runs
  double more = 1;    ///< effort full may do so many times as much

  /// Does its advice say what more effort costs?
  [[nodiscard]] bool costs() const;
};

struct Certificate {
  std::string target;
  std::string command; ///< as in Subject
  Declaration declared;
  Effort::Level effort = Effort::normal;
  std::uint64_t seed = 1;
  double level = false_alarm;
  std::vector<Judged> checks;          ///< in the order of all_checks()
  std::vector<std::string> notes = {}; ///< Subject::notes at the end

  [[nodiscard]] int count(Outcome outcome) const;
  [[nodiscard]] int exempt() const; ///< checks that the declaration's by_design leaves out
  /// supported: no finding, nothing undecided. refuted: findings. inconclusive: neither. vacuous:
  /// nothing was looked at.
  [[nodiscard]] Verdict verdict() const;
};

struct AuditOptions {
  Effort::Level effort = Effort::normal;
  std::uint64_t seed = 1;
  int threads = 1; ///< results do not depend on it
  double level = false_alarm;
  std::vector<std::string> only, skip; ///< globs over ids; none: everything, nothing
  /// That the whole audit may take, and a tenth of it each check: a solver may be slow in every
  /// step. What is not done by then is inconclusive or not run. Not set: no limit.
  std::optional<double> seconds = {};
  /// After each check, in the order they end.
  std::function<void(const Judged&, std::size_t done, std::size_t total)> on_check = {};
  std::function<bool()> stop = {};
};

/// A limit for solvers that nobody knows, many times what an audit takes: 10 minutes at smoke, an
/// hour at normal, 12 hours at full.
double usual_seconds(Effort::Level effort);
/// "smoke", "normal" or "full". Throws InvalidArgument for anything else.
Effort::Level effort_named(const std::string& text);
/// Holm: the k-th smallest of m p-values is a finding while it is at most level/(m - k + 1). One
/// that stays is none: what a check found alone counts only together with the others. Advice to try
/// more effort says what it costs, and what is true at the highest.
void judge_together(Certificate& certificate);

/// Throws InvalidArgument: a glob that picks nothing, with the nearest ids; by_design for a check
/// that every solver must pass.
Certificate audit(const Subject& subject, const AuditOptions& options);

} // namespace assay::audit
