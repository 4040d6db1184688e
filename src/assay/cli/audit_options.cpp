#include "audit_options.hpp"

#include "program.hpp"

namespace assay::cli {

void add_audit_options(CLI::App& app, AuditRequest& request) {
  request.threads = all_threads();
  app.add_option("--declare", request.declaration,
                 "A TOML file with the declaration, in place of the solver's own");
  app.add_option("--only", request.only, "Checks to run: globs over their ids");
  app.add_option("--skip", request.skip, "Checks to leave out");
  app.add_option("--effort", request.effort, "smoke (seconds), normal or full (minutes)")
      ->capture_default_str();
  app.add_option("--seed", request.seed, "Seed of every sample")
      ->check(not_a_seed)
      ->capture_default_str();
  app.add_option("--answer-seconds", request.answer_seconds,
                 "Limit on a solver of your own: seconds from a question's answer to its next "
                 "one; a step may take ten times as long")
      ->check(CLI::Range(0.001, 1e6))
      ->capture_default_str();
  app.add_option("--seconds", request.seconds,
                 "Limit on the whole audit, and a tenth of it on each check; of a solver of your "
                 "own 600, 3600 or 43200 by effort, else none")
      ->check(CLI::Range(0.001, 1e9));
  app.add_option("--memory", request.memory,
                 "Limit on a solver of your own: MiB of address space of its process")
      ->check(CLI::Range(64, 1 << 30))
      ->capture_default_str();
  app.add_option("--threads", request.threads, "Threads; results do not depend on it")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  app.add_option("--out", request.out, "Folder of the reports")->capture_default_str();
  app.add_option("--format", request.format, "What stdout gets: text, json, md, html or junit")
      ->check(CLI::IsMember({"text", "json", "md", "html", "junit"}))
      ->capture_default_str();
  app.add_flag("--quiet,-q", request.quiet, "No progress on stderr");
}

} // namespace assay::cli
