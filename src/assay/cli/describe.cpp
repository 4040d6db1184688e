#include "describe.hpp"

#include <assay/error.hpp>
#include <assay/problems/instance.hpp>
#include <assay/report/table.hpp>
#include <assay/solvers/solver.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace assay::cli {
namespace {

/// Accuracy at which an instance is made to ask what theory says of it: exponents do not depend on
/// it.
constexpr double some_epsilon = 0.1;

void parameters(std::string& text, const std::vector<Parameter>& known, std::size_t width) {
  std::vector<std::string> lines;
  for (const Parameter& parameter : known) {
    lines.push_back(
        fmt::format("{}={}: {}", parameter.name, parameter.standard, parameter.meaning));
  }
  sections(text, "Parameters", lines, width);
}

std::string exponents_text(const Prediction& prediction) {
  std::string text;
  for (const auto& [counter, exponent] : prediction.exponents) {
    text += fmt::format("{}{} {}eps^-{:.4g}", text.empty() ? "" : ", ", counter,
                        prediction.has_log ? "~" : "", exponent);
  }
  return text.empty() ? "no prediction" : text;
}

std::string prediction_text(const SolverInfo& solver, const Facts& facts) {
  const Prediction prediction = solver.predict(facts, Parameters{});
  return prediction.applicable ? exponents_text(prediction)
                               : "does not apply: " + prediction.reason;
}

} // namespace

bool is_solver(const std::string& name) {
  const auto solvers = registered_solvers();
  return std::any_of(solvers.begin(), solvers.end(),
                     [&name](const RegisteredSolver& entry) { return entry.name == name; });
}

bool is_instance(const std::string& name) {
  const auto instances = registered_instances();
  return std::any_of(instances.begin(), instances.end(),
                     [&name](const RegisteredInstance& entry) { return entry.name == name; });
}

std::string describe_solver(const std::string& name, std::size_t width) {
  const SolverInfo info = find_solver(name);
  std::string text = info.title + "\n" + info.name + ", a solver\n\n";
  section(text, "Claim", fmt::format("{} (convention {})", info.claim, info.convention), width);
  section(text, "Source", info.source_key + ", " + info.source, width);
  sections(text, "Assumptions", info.assumptions, width);
  sections(text, "Iteration", info.steps, width);
  section(text, "Calls", info.calls_per_iteration, width);
  section(text, "Samples", info.samples, width);
  section(text, "Unverified", info.unverified, width);
  parameters(text, info.parameters, width);
  section(text, "Run it",
          fmt::format("assay curve --solver {} --instance NAME --eps 0.5..0.1:7", info.name),
          width);
  return text;
}

std::string describe_instance(const std::string& name, std::size_t width) {
  const InstanceInfo info = find_instance(name);
  std::string text = info.name + ", an instance\n\n";
  section(text, "Problem", info.description, width);
  sections(text, "Constants", info.constants, width);
  sections(text, "Assumptions", info.assumptions, width);
  parameters(text, info.parameters, width);
  if (!info.make) {
    section(text, "Used by", "claims alone; no solver runs on it", width);
    return text;
  }
  const Facts facts = make_instance(name, some_epsilon).facts;
  std::vector<std::string> lines;
  for (const RegisteredSolver& entry : registered_solvers()) {
    const SolverInfo solver = entry.make();
    lines.push_back(solver.name + ": " + prediction_text(solver, facts));
  }
  sections(text, "Theory", lines, width);
  return text;
}

} // namespace assay::cli
