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
  std::vector<std::size_t> order(certificate.checks.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_partition(order.begin(), order.end(),
                        [&](std::size_t i) { return certificate.checks[i].check.long_running; });
  std::atomic<std::size_t> next = 0;
  std::size_t done = 0;
  int idle = 0;
  std::mutex told;
  const auto began = std::chrono::steady_clock::now();
  const auto work = [&] {
    for (std::size_t i = next++; i < order.size(); i = next++) {
      if (options.stop && options.stop()) {
        break;
      }
      Judged& judged = certificate.checks[order[i]];
      const auto start = std::chrono::steady_clock::now();
      Context counted = context;
      counted.cost = std::make_shared<Cost>();
      counted.deadline = deadline(options.seconds, began, start);
      judged.result = run_check(judged.check, counted, options.seconds);
      judged.calls = counted.cost->calls();
      judged.more = counted.cost->more();
      judged.seconds =
          std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
      const std::lock_guard lock(told);
      ++done;
      if (options.on_check) {
        options.on_check(judged, done, certificate.checks.size());
      }
    }
    std::unique_lock lock(told);
    if (++idle < std::max(1, options.threads)) {
      lock.unlock();
      crew.help();
    } else {
      crew.dismiss();
    }
  };
  std::vector<std::thread> threads;
  for (int i = 1; i < options.threads; ++i) {
    threads.emplace_back(work);
  }
  work();
  for (std::thread& thread : threads) {
    thread.join();
  }
  judge_together(certificate);
  if (subject.notes) {
    certificate.notes = subject.notes();
  }
  return certificate;
}

} // namespace assay::audit
