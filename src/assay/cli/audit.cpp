#include "audit.hpp"

#include <assay/audit/host.hpp>
#include <assay/error.hpp>
#include <assay/problems/solver_file.hpp>
#include <assay/report/certificate.hpp>
#include <assay/report/json_text.hpp>
#include <assay/report/markup.hpp>
#include <assay/report/table.hpp>

#include <fmt/format.h>

#include "console.hpp"
#include "exit.hpp"
#include "files.hpp"
#include "run_json.hpp"
#include <fstream>
#include <functional>
#include <iostream>
#include <sstream>
#include <unistd.h>

namespace assay::cli {
namespace {

using audit::Certificate;
using audit::Judged;
using audit::Outcome;

audit::Limits limits_of(const AuditRequest& request) {
  return {.answer_seconds = request.answer_seconds,
          .answers = audit::step_in_answers,
          .memory = request.memory << 20U};
}

/// What runs the same audit again: everything that an outcome depends on but effort and seed.
std::string command_of(const AuditRequest& request) {
  std::string command =
      request.command.empty() ? "assay audit " + shell_word(request.target) : request.command;
  if (!request.declaration.empty()) {
    command += " --declare " + shell_word(request.declaration.string());
  }
  const AuditRequest standard;
  if (request.answer_seconds != standard.answer_seconds) {
    command += fmt::format(" --answer-seconds {}", request.answer_seconds);
  }
  if (request.seconds) {
    command += fmt::format(" --seconds {}", *request.seconds);
  }
  if (request.memory != standard.memory) {
    command += fmt::format(" --memory {}", request.memory);
  }
  return command;
}

audit::Subject subject_of(const AuditRequest& request) {
  audit::Subject subject = names_file(request.target)
                               ? audit::hosted_subject(request.target, limits_of(request))
                               : audit::built_in_subject(request.target);
  if (names_file(request.target)) {
    audit::need_accepted(subject);
  }
  subject.command = command_of(request);
  if (!request.declaration.empty()) {
    std::ifstream file(request.declaration);
    std::stringstream text;
    text << file.rdbuf();
    if (!file) {
      throw FileError("cannot read " + request.declaration.string());
    }
    const audit::Declaration given =
        audit::read_declaration(text.str(), request.declaration.string());
    subject.declared = given;
  }
  return subject;
}

/// A line for each check as it ends; what is found stays on the screen.
class Checklist {
public:
  explicit Checklist(bool quiet)
      : quiet_(quiet),
        terminal_(isatty(STDERR_FILENO) == 1),
        width_(style_of(STDERR_FILENO).width) {}

  void show(const Judged& judged, std::size_t done, std::size_t total) const {
    if (quiet_) {
      return;
    }
    const Outcome outcome = judged.result.outcome;
    std::string line =
        fmt::format("[{:>{}}/{}] {:<15} {} ({:.2f} s)", done, std::to_string(total).size(), total,
                    outcome_text(outcome), judged.check.id, judged.seconds);
    if (outcome == Outcome::finding || outcome == Outcome::inconclusive) {
      line += ": " + judged.result.said;
    }
    if (!terminal_) {
      std::cerr << line + "\n";
      return;
    }
    std::cerr << "\r\x1b[K" + wrap(line, width_ - 1).front() +
                     (outcome == Outcome::finding ? "\n" : "")
              << std::flush;
  }

  void finish() const {
    if (!quiet_ && terminal_) {
      std::cerr << "\r\x1b[K" << std::flush;
    }
  }

private:
  bool quiet_;
  bool terminal_;
  std::size_t width_;
};

int exit_code(const Certificate& certificate) {
  int code = as_expected;
  if (certificate.count(Outcome::finding) > 0) {
    code = worse(code, otherwise);
  }
  if (certificate.verdict() == Verdict::vacuous || certificate.count(Outcome::inconclusive) > 0) {
    code = worse(code, undecided);
  }
  if (certificate.count(Outcome::not_run) > 0 && caught_signal() == 0) {
    code = worse(code, solver_broke);
  }
  return caught_signal() != 0 ? worse(code, interrupted + caught_signal()) : code;
}

std::string rendered(const Certificate& certificate, const std::string& format) {
  if (format == "json") {
    return to_json(certificate);
  }
  if (format == "md") {
    return to_markdown(certificate);
  }
  if (format == "junit") {
    return to_junit(certificate);
  }
  return format == "html" ? to_html(certificate) : to_text(certificate, style_of(STDOUT_FILENO));
}

/// How long advice would take, from how long this run took: a time, and so no part of the
/// certificate.
void log_times_to_decide(const Certificate& certificate) {
  for (const Judged& judged : certificate.checks) {
    if (judged.costs()) {
      log(fmt::format("to decide {}, --effort full may take {:.2g} s (this run took {:.2g} s)",
                      judged.check.id, judged.more * judged.seconds, judged.seconds));
    }
  }
}

int report(const Certificate& certificate,
           const AuditRequest& request,
           const Clock& clock,
           int code) {
  const auto attempt = [&code](const std::function<void()>& write) { attempt_file(write, code); };
  attempt([&] { write_file(request.out / "certificate.json", to_json(certificate)); });
  attempt([&] { write_file(request.out / "certificate.md", to_markdown(certificate)); });
  attempt([&] { write_file(request.out / "certificate.html", to_html(certificate)); });
  attempt([&] { print(rendered(certificate, request.format)); });
  attempt([&] {
    Json seconds = Json::object();
    Json deciding = Json::object();
    for (const Judged& judged : certificate.checks) {
      seconds[judged.check.id] = judged.seconds;
      if (judged.costs()) {
        deciding[judged.check.id] = judged.more * judged.seconds;
      }
    }
    write_file(request.out / "run.json",
               run_json({request.command_line, request.threads, code}, clock,
                        {{"seconds_per_check", std::move(seconds)},
                         {"seconds_to_decide_at_most", std::move(deciding)},
                         {"summary", summary(certificate)}}));
  });
  if (!request.quiet) {
    log_times_to_decide(certificate);
    log(fmt::format("certificate in {}, {:.1f} s", request.out.string(), clock.seconds()));
  }
  return code;
}

} // namespace

int list_checks() {
  TextTable table{{"check", "holds for a correct solver", "condition and tolerance"}, {}};
  for (const audit::Check& check : audit::all_checks()) {
    table.rows.push_back({check.id, check.title, check.law});
  }
  print(render(table, style_of(STDOUT_FILENO).width));
  return as_expected;
}

int audit(const AuditRequest& request) {
  const Clock clock;
  const audit::Subject subject = subject_of(request);
  const Checklist checklist(request.quiet);
  audit::AuditOptions options{.effort = audit::effort_named(request.effort),
                              .seed = request.seed,
                              .threads = request.threads,
                              .only = request.only,
                              .skip = request.skip,
                              .seconds = request.seconds};
  if (names_file(request.target) && !request.seconds) {
    options.seconds = audit::usual_seconds(options.effort);
  }
  options.on_check = [&](const Judged& judged, std::size_t done, std::size_t total) {
    checklist.show(judged, done, total);
  };
  options.stop = [] { return caught_signal() != 0; };
  prepare_folder(request.out);
  catch_signals();
  const Certificate certificate = audit::audit(subject, options);
  checklist.finish();
  return report(certificate, request, clock, exit_code(certificate));
}

} // namespace assay::cli
