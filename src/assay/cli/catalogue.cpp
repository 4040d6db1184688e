#include "catalogue.hpp"

#include <assay/error.hpp>
#include <assay/problems/instance.hpp>
#include <assay/report/table.hpp>
#include <assay/report/wording.hpp>
#include <assay/solvers/solver.hpp>

#include <fmt/format.h>

#include "audit.hpp"
#include "command.hpp"
#include "console.hpp"
#include "describe.hpp"
#include "exit.hpp"
#include "select.hpp"
#include "verify.hpp"
#include <memory>
#include <unistd.h>

namespace assay::cli {
namespace {

std::vector<Claim> picked(const std::string& glob) {
  std::vector<Claim> result;
  std::vector<std::string> ids;
  for (Claim& claim : all_claims()) {
    ids.push_back(claim.id);
    if (picks(glob, claim.id)) {
      result.push_back(std::move(claim));
    }
  }
  need_match(!result.empty(), glob, ids);
  return result;
}

std::string joined(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) {
    text += (text.empty() ? "" : "; ") + item;
  }
  return text;
}

} // namespace

int list_claims(const std::string& glob) {
  TextTable table{{"claim", "kind", "evidence", "expected", "title"}, {}};
  for (const Claim& claim : picked(glob)) {
    table.rows.push_back({claim.id, std::string(name(claim.kind)),
                          std::string(name(claim.evidence)), std::string(name(claim.expected)),
                          claim.title});
  }
  print(render(table, style_of(STDOUT_FILENO).width));
  return as_expected;
}

int list_instances() {
  TextTable table{{"instance", "description", "constants", "assumptions"}, {}};
  for (const RegisteredInstance& entry : registered_instances()) {
    const InstanceInfo info = entry.make();
    table.rows.push_back(
        {info.name, info.description, joined(info.constants), joined(info.assumptions)});
  }
  print(render(table, style_of(STDOUT_FILENO).width));
  return as_expected;
}

int list_solvers() {
  TextTable table{{"solver", "method", "claim", "source"}, {}};
  for (const RegisteredSolver& entry : registered_solvers()) {
    const SolverInfo info = entry.make();
    table.rows.push_back({info.name, info.title, info.claim, info.source_key});
  }
  print(render(table, style_of(STDOUT_FILENO).width));
  return as_expected;
}

/// A misspelt name may be meant as any of the kinds.
void need_known(const std::string& name) {
  std::vector<std::string> names;
  for (const Claim& claim : all_claims()) {
    names.push_back(claim.id);
    if (picks(name, names.back())) {
      return;
    }
  }
  for (const RegisteredSolver& entry : registered_solvers()) {
    names.push_back(entry.make().name);
  }
  for (const RegisteredInstance& entry : registered_instances()) {
    names.push_back(entry.make().name);
  }
  throw InvalidArgument("no claim, solver or instance is called \"" + name + "\"" +
                        suggestion(name, names) +
                        " (assay list claims, solvers, instances or checks)");
}

int show(const std::string& name) {
  if (is_solver(name)) {
    print(describe_solver(name, style_of(STDOUT_FILENO).width));
    return as_expected;
  }
  if (is_instance(name)) {
    print(describe_instance(name, style_of(STDOUT_FILENO).width));
    return as_expected;
  }
  need_known(name);
  const std::vector<Claim> claims = picked(name);
  if (claims.size() > 1) {
    throw InvalidArgument(fmt::format("\"{}\" matches {} claims, {} and {} among them; name one",
                                      name, claims.size(), claims[0].id, claims[1].id));
  }
  print(describe(claims.front(), reproduce(claims.front(), Effort{}), style_of(STDOUT_FILENO)));
  return as_expected;
}

void add_catalogue(CLI::App& app, Session& session) {
  const auto glob = std::make_shared<std::string>("*");
  const auto name = std::make_shared<std::string>();
  CLI::App* list = app.add_subcommand(
      "list", "List the claims, the solvers, the instances or the checks of an audit");
  list->require_subcommand(1);
  CLI::App* claims = list->add_subcommand("claims", "The claims, or those a glob picks");
  claims->add_option("CLAIM-GLOB", *glob, "Which ones");
  claims->callback([glob, &session] { session.run = [glob] { return list_claims(*glob); }; });
  CLI::App* solvers = list->add_subcommand("solvers", "The methods that `assay curve` runs");
  solvers->callback([&session] { session.run = list_solvers; });
  CLI::App* instances = list->add_subcommand(
      "instances", "The problems that claims are checked on and solvers run on");
  instances->callback([&session] { session.run = list_instances; });
  CLI::App* checks = list->add_subcommand("checks", "The checks of `assay audit`");
  checks->callback([&session] { session.run = list_checks; });
  CLI::App* shown = app.add_subcommand(
      "show", "What a claim, a solver or an instance says of itself: statement or steps, source, "
              "assumptions, parameters");
  shown
      ->add_option("NAME", *name,
                   "A claim (<paper>/<claim>, or the stem alone), a solver or an instance")
      ->required();
  shown->callback([name, &session] { session.run = [name] { return show(*name); }; });
}

} // namespace assay::cli
