#pragma once
#include <span>
#include <string>
#include <vector>

/// What an instance of a problem declares of itself, for people and for the rows of the ledger.
///
/// One file problems/instances/<name>.cpp defines `assay::InstanceInfo assay::instance::<name>()`;
/// the build finds it, so that adding an instance touches no list.
namespace assay {

struct InstanceInfo {
  std::string name;                     ///< the file's stem
  std::string description;              ///< one line: f, g and what the instance is for
  std::vector<std::string> constants;   ///< "mu = 1", "kappa: a parameter"
  std::vector<std::string> assumptions; ///< which of the theory's assumptions hold, in words
};

struct RegisteredInstance {
  std::string_view name; ///< from the path
  InstanceInfo (*make)();
};

std::span<const RegisteredInstance> registered_instances();

} // namespace assay
