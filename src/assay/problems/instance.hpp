#pragma once
#include <assay/problems/facts.hpp>
#include <assay/problems/model.hpp>
#include <assay/problems/noise.hpp>
#include <assay/problems/parameters.hpp>

#include <functional>
#include <span>
#include <string>
#include <vector>

/// What an instance of a problem declares of itself, for people, for the rows of the ledger, and,
/// where it can be run, for solvers.
///
/// One file problems/instances/<name>.cpp defines `assay::InstanceInfo assay::instance::<name>()`;
/// the build finds it, so that adding an instance touches no list.
namespace assay {

/// An instance ready to be solved to one accuracy.
struct Instance {
  std::string name; ///< canonical text, parameters included
  Model model;
  Noise noise;
  Facts facts;
  Vector<double> x0;
  Vector<double> y0;
  /// The least oracle calls of one kind that any admissible method needs, with probability
  /// 1 - delta: (calls of grad_x f); empty where no bound holds.
  std::function<double(double delta)> lower_bound;
};

struct InstanceInfo {
  std::string name;                     ///< the file's stem
  std::string description;              ///< one line: f, g and what the instance is for
  std::vector<std::string> constants;   ///< "mu = 1", "kappa: a parameter"
  std::vector<std::string> assumptions; ///< which of the theory's assumptions hold, in words
  std::vector<Parameter> parameters;    ///< that `make` reads
  /// The instance for accuracy epsilon; empty where no solver runs on it. Throws InvalidArgument
  /// where the parameters make none.
  std::function<Instance(const Parameters& parameters, double epsilon)> make;
};

struct RegisteredInstance {
  std::string_view name; ///< from the path
  InstanceInfo (*make)();
};

std::span<const RegisteredInstance> registered_instances();
/// The one of that name. Throws InvalidArgument, naming the nearest.
InstanceInfo find_instance(const std::string& name);
/// The instance of a text such as "quadratic:kappa=10". Throws InvalidArgument.
Instance make_instance(std::string_view text, double epsilon);

} // namespace assay
