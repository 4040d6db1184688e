#include "audit_main.hpp"

#include <assay/audit/keeper.hpp>
#include <assay/report/markup.hpp>
#include <assay/report/version.hpp>

#include "audit_options.hpp"
#include "program.hpp"
#include <filesystem>

namespace assay {
namespace {

/// This program, as whoever started it may name it again.
std::string own_place(const char* called) {
  const std::string name = called;
  return name.find('/') != std::string::npos
             ? name
             : std::filesystem::read_symlink("/proc/self/exe").string();
}

} // namespace

int audit_main(int argc, char** argv, const assay_solver_functions& solver) {
  if (const auto child = audit::run_child(argc, argv, &solver)) {
    return *child;
  }
  const std::string place = own_place(argv[0]);
  cli::AuditRequest request{.target = place,
                            .command = shell_word(place),
                            .command_line = cli::joined_arguments(argc, argv)};
  CLI::App app("Audits the solver in this program against what every correct one of its kind obeys",
               std::filesystem::path(place).filename());
  app.set_version_flag("--version", "assay " + std::string(version()));
  cli::add_audit_options(app, request);
  app.footer(std::string("\n") + cli::exit_codes);
  if (const auto done = cli::parsed(app, argc, argv)) {
    return *done;
  }
  return cli::leave(cli::guarded([&] { return cli::audit(request); }));
}

} // namespace assay
