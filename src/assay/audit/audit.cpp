#include <assay/audit/audit.hpp>
#include <assay/error.hpp>
#include <assay/problems/glob.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <mutex>
#include <numeric>
#include <thread>

namespace assay::audit {
namespace {

constexpr const char* more_effort = "--effort full"; // at the end of a check's advice

bool picks(const std::string& glob, const std::string& id) {
  return matches(glob, id) || matches(glob, id.substr(id.find('/') + 1));
}

bool any_picks(const std::vector<std::string>& globs, const std::string& id) {
  return std::any_of(globs.begin(), globs.end(),
                     [&](const std::string& glob) { return picks(glob, id); });
}

void need_matches(const std::vector<std::string>& globs, const std::vector<Check>& checks) {
  std::vector<std::string> ids;
  for (const Check& check : checks) {
    ids.push_back(check.id);
  }
  for (const std::string& glob : globs) {
    need(
        std::any_of(ids.begin(), ids.end(), [&](const std::string& id) { return picks(glob, id); }),
        "no check matches \"" + glob + "\"" + suggestion(glob, ids));
  }
}

/// No design may break these: what a wrong solver does not pass, it could else declare away.
bool every_solver_must(const std::string& id) {
  return id.starts_with("contract/") || id.starts_with("samples/") || id == "rates/lower_bound";
}

void need_exemptible(const ByDesign& exempt, const std::vector<Check>& checks) {
  for (const Check& check : checks) {
    need(!every_solver_must(check.id) || !picks(exempt.check, check.id),
         "by_design \"" + exempt.check + "\" leaves out " + check.id +
             ": contract/*, samples/* and rates/lower_bound are asked of every solver");
  }
}

std::vector<Check> selected(const AuditOptions& options, const std::vector<ByDesign>& by_design) {
  const std::vector<Check> every = all_checks();
  need_matches(options.only, every);
  need_matches(options.skip, every);
  for (const ByDesign& exempt : by_design) {
    need_matches({exempt.check}, every);
    need_exemptible(exempt, every);
  }
  std::vector<Check> checks;
  for (const Check& check : every) {
    if ((options.only.empty() || any_picks(options.only, check.id)) &&
        !any_picks(options.skip, check.id)) {
      checks.push_back(check);
    }
  }
  need(!checks.empty(), "--only and --skip leave no check");
  return checks;
}

constexpr double share = 0.1; ///< of the audit's time, for one check

std::string out_of_time(double seconds, const Context& context) {
  return fmt::format("its runs had not ended after {:.3g} s, a tenth of the audit's {:.3g}, with "
                     "{:.2g} oracle calls made",
                     share * seconds, seconds, static_cast<double>(context.cost->calls()));
}

CheckResult run_check(const Check& check, Context context, std::optional<double> seconds) {
  context.number = problem_number(context.seed, check.id);
  for (const ByDesign& exempt : context.subject.declared.traits.by_design) {
    if (picks(exempt.check, check.id)) {
      CheckResult spared = not_applicable("by design: " + exempt.why);
      spared.exempt = true;
      return spared;
    }
  }
  try {
    if (context.subject.broke_at_end) {
      (void)context.subject.broke_at_end(); // of a check that ended otherwise
    }
    CheckResult result = check.run(context);
    if (result.outcome != Outcome::finding) {
      need_sound_end(context.subject);
    }
    return result;
  } catch (const Stopped&) {
    return {};
  } catch (const OutOfTime& over) {
    if (!over.audit) {
      return inconclusive(out_of_time(*seconds, context), "more time for a slow solver: --seconds");
    }
    CheckResult none;
    none.said = fmt::format("the {:.3g} s of the whole audit were over (--seconds)", *seconds);
    return none;
  } catch (const SolverLost& lost) {
    CheckResult none;
    none.said = lost.what;
    return none;
  } catch (const SolverBroke& broke) {
    const std::string last = broke.output.substr(broke.output.rfind('\n') + 1);
    return finding("it broke: " + broke.what + (last.empty() ? "" : "; it wrote last: " + last));
  } catch (const Diverged& diverged) {
    return finding("it diverges: " + diverged.what);
  } catch (const OutOfBudget&) {
    return finding("it asks for more calls than any budget holds");
  } catch (const InvalidArgument& refused) {
    return inconclusive(std::string("it refuses what the check sets: ") + refused.what(),
                        "a declaration that names the right parameters");
  }
}

} // namespace

namespace {

/// Evidence that stays as strong from run to run has -log p in proportion to their number. Another
/// seed decides nothing: who may try again until one pleases has no error probability left.
std::string more_runs(double p, double needed, Count calls) {
  const double times = std::log(needed) / std::log(p);
  return fmt::format(
      "more runs ({:.2f} times as many, {:.2g} oracle calls, if evidence grows as it "
      "has): {}",
      times, times * static_cast<double>(calls), more_effort);
}

/// Checks advise more effort: their advice says what that costs; where there is no more, that.
void advise(Certificate& certificate) {
  for (Judged& judged : certificate.checks) {
    std::string& advice = judged.result.would_decide;
    const std::size_t at = advice.find(": " + std::string(more_effort));
    if (at == std::string::npos) {
      continue;
    }
    if (certificate.effort == Effort::full) {
      advice = advice.substr(0, at) + " than effort full makes";
    } else {
      advice += fmt::format(" (this check then makes up to about {:.2g} oracle calls)",
                            judged.more * static_cast<double>(judged.calls));
    }
  }
}

} // namespace

void judge_together(Certificate& certificate) {
  std::vector<Judged*> tests;
  for (Judged& judged : certificate.checks) {
    if (judged.result.p_value &&
        (judged.result.outcome == Outcome::passed || judged.result.outcome == Outcome::finding)) {
      tests.push_back(&judged);
    }
  }
  std::sort(tests.begin(), tests.end(), [](const Judged* a, const Judged* b) {
    return *a->result.p_value < *b->result.p_value;
  });
  bool rejecting = true;
  for (std::size_t k = 0; k < tests.size(); ++k) {
    CheckResult& test = tests[k]->result;
    const auto left = static_cast<double>(tests.size() - k);
    rejecting = rejecting && *test.p_value <= certificate.level / left;
    if (test.outcome == Outcome::finding && !rejecting) {
      test.outcome = Outcome::inconclusive;
      test.would_decide = more_runs(
          *test.p_value, certificate.level / static_cast<double>(tests.size()), tests[k]->calls);
    }
  }
  advise(certificate);
}

bool Judged::costs() const { return result.would_decide.find(more_effort) != std::string::npos; }

int Certificate::count(Outcome outcome) const {
  return static_cast<int>(std::count_if(checks.begin(), checks.end(), [&](const Judged& judged) {
    return judged.result.outcome == outcome;
  }));
}

int Certificate::exempt() const {
  return static_cast<int>(std::count_if(checks.begin(), checks.end(),
                                        [](const Judged& judged) { return judged.result.exempt; }));
}

Verdict Certificate::verdict() const {
  if (count(Outcome::finding) > 0) {
    return Verdict::refuted;
  }
  if (count(Outcome::inconclusive) + count(Outcome::not_run) > 0) {
    return Verdict::inconclusive;
  }
  return count(Outcome::passed) > 0 ? Verdict::supported : Verdict::vacuous;
}

Effort::Level effort_named(const std::string& text) {
  for (const Effort::Level level : {Effort::smoke, Effort::normal, Effort::full}) {
    if (text == name(level)) {
      return level;
    }
  }
  throw InvalidArgument("effort " + text + ": write smoke, normal or full");
}

namespace {

Deadline
deadline(const std::optional<double>& seconds, Deadline::Time audit, Deadline::Time check) {
  if (!seconds) {
    return {};
  }
  const auto after = [](Deadline::Time from, double wait) {
    return from + std::chrono::duration_cast<Deadline::Time::duration>(
                      std::chrono::duration<double>(wait));
  };
  return {.check = after(check, share * *seconds), .audit = after(audit, *seconds)};
}

} // namespace

double usual_seconds(Effort::Level effort) {
  return effort == Effort::smoke ? 600 : effort == Effort::normal ? 3600 : 43200;
}

namespace {

/// The checks of a certificate, run by threads: those that take long first.
class Auditing {
public:
  Auditing(Certificate& certificate, const Context& context, const AuditOptions& options)
      : certificate_(certificate), context_(context), options_(options) {
    order_.resize(certificate.checks.size());
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    std::stable_partition(order_.begin(), order_.end(),
                          [&](std::size_t i) { return certificate.checks[i].check.long_running; });
  }

  void run() {
    std::vector<std::thread> threads;
    for (int i = 1; i < options_.threads; ++i) {
      threads.emplace_back([this] { work(); });
    }
    work();
    for (std::thread& thread : threads) {
      thread.join();
    }
  }

private:
  using Clock = std::chrono::steady_clock;

  void work() {
    for (std::size_t i = next_++; i < order_.size(); i = next_++) {
      if (options_.stop && options_.stop()) {
        break;
      }
      judge(certificate_.checks[order_[i]]);
    }
    std::unique_lock lock(told_);
    if (++idle_ < std::max(1, options_.threads)) {
      lock.unlock();
      context_.crew->help();
    } else {
      context_.crew->dismiss();
    }
  }

  void judge(Judged& judged) {
    const auto start = Clock::now();
    Context counted = context_;
    counted.cost = std::make_shared<Cost>();
    counted.deadline = deadline(options_.seconds, began_, start);
    judged.result = run_check(judged.check, counted, options_.seconds);
    judged.calls = counted.cost->calls();
    judged.more = counted.cost->more();
    judged.seconds = std::chrono::duration<double>(Clock::now() - start).count();
    const std::lock_guard lock(told_);
    ++done_;
    if (options_.on_check) {
      options_.on_check(judged, done_, certificate_.checks.size());
    }
  }

  Certificate& certificate_;
  const Context& context_;
  const AuditOptions& options_;
  Clock::time_point began_ = Clock::now();
  std::vector<std::size_t> order_;
  std::atomic<std::size_t> next_ = 0;
  std::mutex told_; // guards what follows
  std::size_t done_ = 0;
  int idle_ = 0;
};

/// What a reader of "no finding" must know of what was not asked.
std::vector<std::string> silences(const Declaration& declared) {
  std::vector<std::string> notes;
  if (!declared.order && !declared.leading && !declared.exponent && declared.parameters.empty() &&
      declared.traits.calls.empty()) {
    notes.emplace_back("nothing is declared, so that most of what is claimed of such a method was "
                       "left out or only measured");
  } else if (!declared.exponent) {
    notes.emplace_back("no exponent is declared: no rate was judged");
  }
  return notes;
}

} // namespace

Certificate audit(const Subject& subject, const AuditOptions& options) {
  Certificate certificate{.target = subject.target,
                          .command = subject.command,
                          .declared = subject.declared,
                          .effort = options.effort,
                          .seed = options.seed,
                          .level = options.level,
                          .checks = {}};
  for (const std::string& name : subject.declared.works) {
    need_matches({"stress/" + name}, stress_checks());
  }
  for (Check& check : selected(options, subject.declared.traits.by_design)) {
    certificate.checks.push_back({std::move(check), {}, 0});
  }
  Crew crew;
  const Context context{.subject = subject,
                        .effort = options.effort,
                        .seed = options.seed,
                        .crew = &crew,
                        .stop = options.stop};
  Auditing(certificate, context, options).run();
  judge_together(certificate);
  certificate.notes = silences(subject.declared);
  if (subject.notes) {
    const std::vector<std::string> more = subject.notes();
    certificate.notes.insert(certificate.notes.end(), more.begin(), more.end());
  }
  return certificate;
}

} // namespace assay::audit
