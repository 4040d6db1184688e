#pragma once
#include <assay/experiments/experiment.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

/// `assay curve`: runs an experiment and reports its complexity curves.
namespace assay::cli {

struct CurveOptions {
  std::string file; ///< a TOML experiment; "": the options that follow make one
  std::vector<std::string> solvers;
  std::vector<std::string> instances;
  std::string epsilons;
  std::optional<int> seeds;
  std::optional<std::uint64_t> seed;
  std::string criterion;
  std::string metric;
  std::string budget;
  bool plan = false; ///< say what would be run, run nothing
  int threads = 1;
  std::filesystem::path out = "assay-out";
  std::string format = "text";
  bool quiet = false;
  std::string command_line; ///< for run.json
};

/// Returns the exit code. Throws InvalidArgument on bad input, before any work.
int curve(const CurveOptions& options);

/// What the file or the options ask for, checked. Throws InvalidArgument: it names the place in the
/// file or the option; a file and options that say the same thing twice.
Experiment asked_experiment(const CurveOptions& options);

/// The file of results under --out.
std::filesystem::path results_file(const CurveOptions& options);

} // namespace assay::cli
