// Prints reports/audit.md: what the audit finds in solvers that are wrong on purpose, and that it
// finds nothing in correct ones.
#include <assay/audit/audit.hpp>

#include <fmt/format.h>

#include "faults.hpp"
#include <cstdio>
#include <map>

using namespace assay;
using namespace assay::audit;
using namespace assay::faults;

namespace {

constexpr std::uint64_t seeds = 20;

std::vector<std::string>
findings(const Subject& subject, Effort::Level effort, std::uint64_t seed) {
  const Certificate certificate =
      audit::audit(subject, {.effort = effort, .seed = seed, .threads = 2});
  std::vector<std::string> ids;
  for (const Judged& judged : certificate.checks) {
    if (judged.result.outcome == Outcome::finding) {
      ids.push_back(judged.check.id);
    }
  }
  return ids;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) {
    text += (text.empty() ? "" : ", ") + part;
  }
  return text.empty() ? "**nothing**" : text;
}

using Catches = std::map<std::string, std::vector<std::string>>;

void print_mutants(Catches& catches) {
  int all = 0;
  int found = 0;
  std::string rows;
  for (const Family& family : families()) {
    for (const Mutant& mutant : family.mutants) {
      const std::string name = family.name + "/" + mutant.name;
      const auto ids = findings(family.subject(mutant.fault), Effort::normal, 1);
      for (const std::string& id : ids) {
        catches[id].push_back(name);
      }
      ++all;
      found += ids.empty() ? 0 : 1;
      rows += fmt::format("| `{}` | {} | {} |\n", name, mutant.what, joined(ids));
    }
  }
  fmt::print("## Wrong solvers\n\n"
             "{} of {} are found, in the default mode (effort normal, seed 1). The honest twin of "
             "each family has no finding (below).\n\n"
             "| solver | mistake | found by |\n|---|---|---|\n{}\n",
             found, all, rows);
}

void print_checks(const Catches& catches) {
  fmt::print(
      "## What each check catches\n\n| check | mistakes found | only by it |\n|---|---|---|\n");
  std::map<std::string, int> times;
  for (const auto& [id, names] : catches) {
    for (const std::string& name : names) {
      ++times[name];
    }
  }
  for (const Check& check : all_checks()) {
    const auto found = catches.find(check.id);
    std::vector<std::string> alone;
    std::size_t count = 0;
    if (found != catches.end()) {
      count = found->second.size();
      for (const std::string& name : found->second) {
        if (times[name] == 1) {
          alone.push_back("`" + name + "`");
        }
      }
    }
    fmt::print("| {} | {} | {} |\n", check.id, count, alone.empty() ? "" : joined(alone));
  }
  fmt::print("\n");
}

void print_row(const std::string& name, const Subject& subject) {
  std::size_t alarms = 0;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    alarms += findings(subject, Effort::smoke, seed).size();
  }
  fmt::print("| {} | {} | {} |\n", name, alarms, findings(subject, Effort::normal, 1).size());
}

void print_correct() {
  fmt::print(
      "## Correct solvers\n\n| solver | findings, smoke, {} seeds | findings, normal, seed 1 "
      "|\n|---|---|---|\n",
      seeds);
  std::vector<std::string> names = {"f2sa_p:p=1", "f2sa_p:p=3", "f2sa_p:p=4",
                                    "slip:system=recursion"};
  for (const RegisteredSolver& entry : registered_solvers()) {
    names.emplace_back(entry.name);
  }
  for (const std::string& name : names) {
    print_row("`" + name + "`", built_in_subject(name));
  }
  for (const Family& family : families()) {
    print_row("honest twin of `" + family.name + "`", family.subject(faults::Fault::none));
  }
  for (const Odd& odd : odd_solvers()) {
    print_row("odd: " + odd.what, odd.subject);
  }
}

} // namespace

int main() {
  fmt::print("# What `assay audit` finds\n\n"
             "Solvers that are wrong on purpose, and solvers that are correct, as the audit judges "
             "them. Made by the target update_audit_report; the full suite compares it byte for "
             "byte.\n\n");
  Catches catches;
  print_mutants(catches);
  print_checks(catches);
  print_correct();
}
