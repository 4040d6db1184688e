#include "command_line.hpp"

#include <assay/error.hpp>
#include <assay/report/version.hpp>

#include "command.hpp"
#include "console.hpp"
#include "exit.hpp"
#include "select.hpp"

namespace assay::cli {

namespace {

/// CLI11 only says that a subcommand is missing; a mistyped one deserves its name and the nearest.
void refuse_unknown_command(const CLI::App& app, int argc, const char* const* argv, int place = 1) {
  std::vector<std::string> commands;
  const std::string typed = argc > place ? argv[place] : "";
  for (const CLI::App* command : app.get_subcommands({})) {
    if (command->get_name() == typed) {
      refuse_unknown_command(*command, argc, argv, place + 1);
      return;
    }
    commands.push_back(command->get_name());
  }
  if (commands.empty() || typed.empty() || typed.starts_with('-')) {
    return;
  }
  throw InvalidArgument("there is no command \"" + joined_arguments(place, argv + 1) + "\"" +
                        suggestion(typed, commands) + " (assay --help)");
}

} // namespace

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

  return guarded([&] {
    refuse_unknown_command(app, argc, argv);
    const auto done = parsed(app, argc, argv);
    return done ? *done : session.run();
  });
}

} // namespace assay::cli
