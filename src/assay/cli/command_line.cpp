#include "command_line.hpp"

#include <assay/error.hpp>
#include <assay/report/version.hpp>

#include "command.hpp"
#include "console.hpp"
#include "exit.hpp"
#include "select.hpp"
#include <algorithm>
#include <thread>

namespace assay::cli {

const char* const exit_codes = R"(Exit codes
  0   everything came out as expected (a false statement is expected to be refuted)
  1   a claim, a planted fault or a predicted rate came out otherwise; an audit has findings; a
      trial run again differs
  2   usage or input: an unknown name, a number out of range, a malformed file
  3   undecided (inconclusive) or nothing looked at (vacuous)
  4   the solver under audit broke so that checks could not be run
  5   a file cannot be read or written, or is in use; what was stored before is safe
  70  a bug in assay: a check stopped, the others still ran
  130, 143  interrupted; what was finished is saved
  Several at once: 70, then an interruption, then 2 > 5 > 4 > 1 > 3 > 0.
)";

namespace {

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
void refuse_unknown_command(const CLI::App& app, int argc, const char* const* argv) {
  std::vector<std::string> commands;
  for (const CLI::App* command : app.get_subcommands({})) {
    commands.push_back(command->get_name());
  }
  const std::string typed = argc > 1 ? argv[1] : "";
  need(typed.empty() || typed.starts_with('-') ||
           std::find(commands.begin(), commands.end(), typed) != commands.end(),
       "there is no command \"" + typed + "\"" + suggestion(typed, commands) + " (assay --help)");
}

} // namespace

int all_threads() { return static_cast<int>(std::max(1U, std::thread::hardware_concurrency())); }

int run(int argc, const char* const* argv) {
  Session session{.command_line = joined_arguments(argc, argv), .run = {}};
  CLI::App app("assay checks the theory of stochastic bilevel optimisation: a ledger of claims, "
               "each judged\nby exact, certified, precise or sampled evidence, each with planted "
               "faults that must not pass,\ncomplexity curves of solvers with counted oracles, and "
               "audits of solvers.",
               "assay");
  app.set_version_flag("--version", "assay " + std::string(version()));
  app.require_subcommand(1);
  add_verify(app, session);
  add_curve(app, session);
  add_audit(app, session);
  add_new(app, session);
  add_results(app, session);
  add_catalogue(app, session);
  add_fit(app, session);
  app.footer(std::string("\nassay COMMAND --help tells more of each.\n\n") + exit_codes);

  try {
    refuse_unknown_command(app, argc, argv);
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
  return guarded(session.run);
}

} // namespace assay::cli
