#include "command.hpp"
#include "new.hpp"
#include <memory>

namespace assay::cli {

void add_new(CLI::App& app, Session& session) {
  CLI::App* made = app.add_subcommand("new", "Write a working template of a solver, a problem or a "
                                             "claim of your own");
  made->require_subcommand(1);
  const auto add = [&](const char* kind, const char* what) {
    const auto request = std::make_shared<NewRequest>();
    request->kind = kind;
    CLI::App* command = made->add_subcommand(kind, what);
    command->add_option("NAME", request->name, "Its name, as in my_solver")->required();
    command->add_option("--out", request->folder, "Folder to write into")->capture_default_str();
    command->callback(
        [request, &session] { session.run = [request] { return make_new(*request); }; });
    return std::pair(command, request);
  };
  const auto [solver, request] =
      add("solver", "A solver that passes its own audit and says which line to break");
  solver->add_option("--lang", request->language, "c++, c or python")
      ->check(CLI::IsMember({"c++", "c", "python"}))
      ->capture_default_str();
  add("problem", "A bilevel problem and the order of a stencil on it: a program of its own");
  add("claim", "A claim with its planted fault, judged like those of the ledger: a program");
  made->footer(R"(
Examples
  assay new solver my_solver --lang python     my_solver.py;   assay audit my_solver.py:MySolver
  assay new solver my_solver                   my_solver.cpp, the headers, and the line to compile
)");
}

} // namespace assay::cli
