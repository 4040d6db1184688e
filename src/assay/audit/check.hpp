#pragma once
#include <assay/audit/cost.hpp>
#include <assay/audit/crew.hpp>
#include <assay/audit/subject.hpp>
#include <assay/claims/claim.hpp>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

/// One check of an audit: a law that every correct solver of its kind obeys, and how to look.
namespace assay::audit {

enum class Outcome {
  passed,
  finding,
  inconclusive,   ///< `would_decide` says what would
  not_applicable, ///< the law says nothing about this solver; `said` says why
  not_run         ///< an interruption, or the solver broke and could not be restarted
};

struct CheckResult {
  Outcome outcome = Outcome::not_run;
  std::string said;     ///< one sentence: the finding in its own words, or what was seen
  std::string instance; ///< where; of a finding, the smallest on which it shows
  std::string claimed, measured;
  /// Of a statistical check: the probability, for a correct solver, of evidence as strong as this
  /// or stronger. The audit judges all of them together.
  std::optional<double> p_value;
  std::string would_decide;
  bool exempt = false; ///< not applicable as the declaration's by_design has it
};

/// The audit was told to end.
struct Stopped {};

/// The time that a check, or the whole audit, may take is over.
struct OutOfTime {
  bool audit = false; ///< the whole audit's
};

/// When a check must end. Not set: never.
struct Deadline {
  using Time = std::chrono::steady_clock::time_point;
  std::optional<Time> check, audit;
};

struct Context {
  const Subject& subject;
  Effort::Level effort = Effort::normal;
  std::uint64_t seed = 1;
  std::uint32_t number = 1; ///< of the generated problems: a check's own, by the seed
  Crew* crew = nullptr;     ///< other threads that may help; null: none
  /// Is the audit to end now? A run then ends with Stopped at its next step.
  std::function<bool()> stop = {};
  Deadline deadline = {};          ///< a run then ends with OutOfTime at its next step
  std::shared_ptr<Cost> cost = {}; ///< of the check so far; null: nobody asks

  /// Calls body(0), ..., body(n - 1), on threads that help as well (crew.hpp). What they compute
  /// must not depend on the order. Throws SolverBroke also where the end of a body's runs broke.
  void each(int n, const std::function<void(int)>& body) const;

  /// As many as the effort allows.
  [[nodiscard]] int by_effort(int smoke, int normal, int full) const {
    const int now = effort == Effort::smoke ? smoke : effort == Effort::normal ? normal : full;
    if (cost) {
      cost->allows({smoke, normal, full}, now);
    }
    return now;
  }
};

struct Check {
  std::string id;    ///< "limits/order"
  std::string title; ///< what holds for a correct solver
  std::string law;   ///< its condition and its tolerance
  std::function<CheckResult(const Context&)> run;
  bool long_running = false; ///< starts before the others, so that threads end together
};

/// Which of the generated problems (problem.hpp) a check looks at: another for every seed.
std::uint32_t problem_number(std::uint64_t seed, const std::string& id);

/// Every check, in the order of the certificate.
std::vector<Check> all_checks();

// One function for each file of checks/.
std::vector<Check> contract_checks();
std::vector<Check> flag_checks();
std::vector<Check> sample_checks();
std::vector<Check> limit_checks();
std::vector<Check> series_checks();
std::vector<Check> blackbox_checks();
std::vector<Check> step_checks();
std::vector<Check> lag_checks();
std::vector<Check> memory_checks();
std::vector<Check> noise_checks();
std::vector<Check> variance_checks();
std::vector<Check> law_checks();
std::vector<Check> rate_checks();
std::vector<Check> schedule_checks();
std::vector<Check> stress_checks();

/// Throws what broke as this thread let its solvers go.
void need_sound_end(const Subject& subject);

CheckResult passed(std::string said);
CheckResult finding(std::string said);
CheckResult not_applicable(std::string why);
CheckResult inconclusive(std::string said, std::string would_decide);

} // namespace assay::audit
