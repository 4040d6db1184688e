#include "command.hpp"
#include "verify.hpp"
#include <memory>

namespace assay::cli {
namespace {

constexpr const char* verify_examples = R"(
Examples
  assay verify                                   everything, about a minute
  assay verify 'hypergradient/*' --threads 2     the claims of one folder
  assay verify --evidence exact                  what rational arithmetic decides
  assay verify order_conditions --p 1,2,4..8     some orders of one claim
  assay verify --stencil="-1:-1/3 0:-1/2 1:1 2:-1/6"
                                                 your own nodes:weights; exact order and constant
  assay verify --stencil="-1 0 1 2"              nodes alone: the weights of highest order
  assay verify --format md > ledger.md           the table to paste into a review

Files under --out: ledger.json, ledger.md, ledger.html, plots/*.pdf, and run.json, which alone holds
what may differ between two runs (times, host, threads). Everything else is byte for byte a function
of the version, the claims, the effort, the seed, the digits and the orders.

)";

} // namespace

void add_verify(CLI::App& app, Session& session) {
  const auto given = std::make_shared<VerifyOptions>();
  VerifyOptions& options = *given;
  options.threads = all_threads();
  options.command_line = session.command_line;
  CLI::App* verify = app.add_subcommand(
      "verify", "Check claims of the theory, each by the strongest arithmetic that decides it");
  verify->add_option("CLAIM-GLOB", options.claims,
                     "Claims to check, all if none is given; * stands for any characters, / "
                     "included; a file's stem alone will do");
  verify->add_option("--stencil", options.stencils,
                     "Examine a finite-difference stencil instead: nodes or nodes:weights");
  verify->add_option("--evidence", options.evidence,
                     "Weakest evidence to look at: exact, certified, precise, exact-law, sampled "
                     "(default: down to exact-law, and sampled claims at smoke effort)");
  verify->add_option("--digits", options.digits,
                     "Working digits, 15..1000 (default: each claim's own)");
  verify->add_option(
      "--p", options.orders,
      "Orders p to look at, as in 1,2,4..8; those that a claim does not look at are passed over");
  verify->add_option("--effort", options.effort, "smoke (seconds), normal or full (minutes)")
      ->capture_default_str();
  verify->add_option("--seed", options.seed, "Seed of every random instance")
      ->check(not_a_seed)
      ->capture_default_str();
  verify->add_option("--threads", options.threads, "Threads; results do not depend on it")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  verify->add_option("--out", options.out, "Folder of the reports")->capture_default_str();
  verify->add_option("--format", options.format, "What stdout gets: text, json, md, html or junit")
      ->check(CLI::IsMember({"text", "json", "md", "html", "junit"}))
      ->capture_default_str();
  verify->add_flag("--quiet,-q", options.quiet, "No progress on stderr");
  verify->callback([given, &session] { session.run = [given] { return cli::verify(*given); }; });
  verify->footer(std::string(verify_examples) + exit_codes);
}

} // namespace assay::cli
