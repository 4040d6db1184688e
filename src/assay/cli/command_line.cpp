#include "command_line.hpp"

#include <assay/error.hpp>
#include <assay/report/version.hpp>

#include <CLI/CLI.hpp>

#include "catalogue.hpp"
#include "console.hpp"
#include "exit.hpp"
#include "fit.hpp"
#include "select.hpp"
#include "verify.hpp"
#include <algorithm>
#include <functional>
#include <thread>

namespace assay::cli {
namespace {

constexpr const char* exit_codes = R"(Exit codes
  0   everything came out as expected (a false statement is expected to be refuted)
  1   a claim or a planted fault came out otherwise
  2   usage or input: unknown claim, digits out of range, a stencil that is none
  3   undecided (inconclusive) or nothing looked at (vacuous)
  5   a file cannot be written; what was computed is still printed
  70  a bug in assay: a check stopped, the others still ran
  130, 143  interrupted; what was finished is reported and written
  Several at once: 70, then an interruption, then 2 > 5 > 1 > 3 > 0.
)";

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

std::string joined_arguments(int argc, const char* const* argv) {
  std::string text;
  for (int i = 0; i < argc; ++i) {
    const std::string argument = argv[i];
    const bool plain =
        !argument.empty() && argument.find_first_of(" '\"*?$\\") == std::string::npos;
    text += (i == 0 ? "" : " ") + (plain ? argument : "'" + argument + "'");
  }
  return text;
}

void add_verify(CLI::App& app, VerifyOptions& options) {
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
  verify->add_option("--p", options.orders, "Orders p to look at, as in 1,2,4..8");
  verify->add_option("--effort", options.effort, "smoke (seconds), normal or full (minutes)")
      ->capture_default_str();
  verify->add_option("--seed", options.seed, "Seed of every random instance")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  verify->add_option("--threads", options.threads, "Threads; results do not depend on it")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  verify->add_option("--out", options.out, "Folder of the reports")->capture_default_str();
  verify->add_option("--format", options.format, "What stdout gets: text, json, md, html or junit")
      ->check(CLI::IsMember({"text", "json", "md", "html", "junit"}))
      ->capture_default_str();
  verify->add_flag("--quiet,-q", options.quiet, "No progress on stderr");
  verify->footer(std::string(verify_examples) + exit_codes);
}

int guarded(const std::function<int()>& command) {
  try {
    return command();
  } catch (const InvalidArgument& error) {
    log(error.what());
    return bad_input;
  } catch (const FileError& error) {
    log(error.what());
    return files;
  } catch (const std::exception& error) {
    log(std::string("a bug in assay: ") + error.what());
    return bug;
  }
}

/// CLI11 only says that a subcommand is missing; a mistyped one deserves its name and the nearest.
void refuse_unknown_command(int argc, const char* const* argv) {
  const std::vector<std::string> commands = {"verify", "list", "show", "fit"};
  const std::string typed = argc > 1 ? argv[1] : "";
  need(typed.empty() || typed.starts_with('-') ||
           std::find(commands.begin(), commands.end(), typed) != commands.end(),
       "there is no command \"" + typed + "\"" + suggestion(typed, commands) + " (assay --help)");
}

} // namespace

int run(int argc, const char* const* argv) {
  VerifyOptions options;
  options.threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  options.command_line = joined_arguments(argc, argv);
  std::string glob = "*";
  std::string claim;

  CLI::App app("assay checks the theory of stochastic bilevel optimisation: a ledger of claims, "
               "each judged\nby exact, certified, precise or sampled evidence, each with planted "
               "faults that must not pass.",
               "assay");
  app.set_version_flag("--version", "assay " + std::string(version()));
  app.require_subcommand(1);
  add_verify(app, options);
  CLI::App* list = app.add_subcommand("list", "List the claims or the instances");
  list->require_subcommand(1);
  CLI::App* list_of_claims = list->add_subcommand("claims", "The claims, or those a glob picks");
  list_of_claims->add_option("CLAIM-GLOB", glob, "Which ones");
  CLI::App* list_of_instances =
      list->add_subcommand("instances", "The problems that claims are checked on");
  CLI::App* shown = app.add_subcommand(
      "show", "A claim's statement, assumptions, source, method and what it leaves open");
  shown->add_option("CLAIM", claim, "The claim: <paper>/<claim>, or the stem alone")->required();
  FitCommand fit_command;
  const CLI::App* fitted = add_fit(app, fit_command);
  app.footer(std::string("\nassay COMMAND --help tells more of each.\n\n") + exit_codes);

  try {
    refuse_unknown_command(argc, argv);
    app.parse(argc, argv);
  } catch (const CLI::Success& help) {
    return app.exit(help);
  } catch (const InvalidArgument& error) {
    log(error.what());
    return bad_input;
  } catch (const CLI::ParseError& error) {
    log(std::string(error.what()) + " (assay --help)");
    return bad_input;
  }
  return guarded([&] {
    if (shown->parsed()) {
      return show(claim);
    }
    if (fitted->parsed()) {
      return fit(fit_command);
    }
    if (list_of_claims->parsed()) {
      return list_claims(glob);
    }
    return list_of_instances->parsed() ? list_instances() : verify(options);
  });
}

} // namespace assay::cli
