#pragma once
#include <assay/oracles/counters.hpp>

#include <cstdint>
#include <string>
#include <string_view>

/// One trial: everything needed to run it again, and what came of it.
namespace assay {

/// What a trial is a pure function of (with the version of assay).
struct TrialSpec {
  std::string solver;   ///< canonical text: "f2sa_p:p=2"
  std::string instance; ///< canonical text: "composite"
  double epsilon = 0;
  std::string criterion = "hitting"; ///< or "average"
  std::uint64_t seed = 1;            ///< of the experiment
  std::uint32_t trial = 0;           ///< 0, 1, ...: the seeds of one cell
  Count budget = 0;                  ///< total calls it may make

  friend bool operator==(const TrialSpec&, const TrialSpec&) = default;
};

/// What tells trials apart: the same specification has the same key on every machine.
Count key_number(const TrialSpec& spec);
/// The same as 32 hexadecimal digits, as it is stored and shown.
std::string trial_key(const TrialSpec& spec);

enum class Status {
  reached,  ///< the criterion holds: `calls` are the calls until then
  censored, ///< the budget ended first
  diverged, ///< an iterate or an oracle's answer was not finite
  broken    ///< the solver threw or broke its contract; `message` says how
};
std::string to_string(Status status);
/// Throws InvalidArgument unless the text is one of the four names.
Status parse_status(std::string_view text);

struct TrialResult {
  Status status = Status::censored;
  Counters calls;
  std::uint64_t iterations = 0;
  double gradient_norm = 0; ///< of phi at the last iterate (of the metric judged)
  /// The least calls that any method needs, where the instance has such a bound; else 0.
  double lower_bound = 0;
  std::string message;

  friend bool operator==(const TrialResult&, const TrialResult&) = default;
};

struct TrialRecord {
  TrialSpec spec;
  TrialResult result;
  std::string version; ///< of assay
  double seconds = 0;  ///< wall time: the one field that may differ between two runs
};

} // namespace assay
