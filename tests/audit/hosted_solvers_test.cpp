// Solvers in files as experiments run them: one process a trial, one name a version.
#include <assay/audit/abi_solver.hpp>
#include <assay/audit/child.hpp>
#include <assay/audit/hosted_solvers.hpp>
#include <assay/experiments/run_trial.hpp>
#include <assay/problems/solver_file.hpp>

#include <catch2/catch.hpp>

#include "host_support.hpp"
#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace assay;
using namespace assay::audit;
using namespace assay::audit::testing;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {

/// A library of its own, to be changed.
class Copy {
public:
  explicit Copy(const std::string& name)
      : path_(fs::temp_directory_path() / ("assay-" + std::to_string(getpid()) + ".so")) {
    fs::copy_file(library(name), path_, fs::copy_options::overwrite_existing);
  }
  Copy(const Copy&) = delete;
  Copy& operator=(const Copy&) = delete;
  ~Copy() { fs::remove(path_); }
  [[nodiscard]] std::string path() const { return path_.string(); }
  void change() const { std::ofstream(path_, std::ios::app) << '\n'; }

private:
  fs::path path_;
};

TrialSpec trial_of(const std::string& solver) {
  return {
      .solver = solver, .instance = "quadratic:kappa=2", .epsilon = 0.4, .budget = Count{100'000}};
}

} // namespace

TEST_CASE("A hosted trial is, bit for bit, that of the same solver in this process") {
  const FindSolver find = solvers_and_files(patient(), ASSAY_CHILD);
  const std::string name = with_digest(library("c_f2sa_2") + ":K=20,nu=0.05");
  CHECK_THAT(name, Contains("c_f2sa_2.so@") && Contains(":K=20,nu=0.05"));
  const TrialSpec spec = trial_of(name);
  const TrialResult there = run_trial(spec, {}, find);
  const Instance at = make_instance(spec.instance, spec.epsilon);
  const TrialResult here = run_trial(
      spec, at,
      AbiSolver(load_library(library("c_f2sa_2")), at.facts, parse_selected(name).parameters));
  CHECK(there.status == Status::reached);
  CHECK(there == here);
  CHECK(there.iterations > 10);
}

TEST_CASE("What a solver declares is what is predicted, and nothing else") {
  const FindSolver find = solvers_and_files(patient(), ASSAY_CHILD);
  const SolverInfo info = find(with_digest(library("cpp_f2sa_2")));
  const Instance convex = make_instance("quadratic", 0.3);
  CHECK(info.predict(convex.facts, {}).exponents.empty()); // it declares no exponent
  CHECK(info.plan(convex.facts, {}).steps == 0);
  CHECK(find("sgd").name == "sgd");
  CHECK_THROWS_WITH(find("./none.so@0123456789abcdef"), Contains("there is no file ./none.so"));
}

TEST_CASE("A file that changes has another name, and the old one runs no more") {
  const Copy copy("c_f2sa_2");
  const FindSolver find = solvers_and_files(patient(), ASSAY_CHILD);
  const std::string before = with_digest(copy.path());
  CHECK(parse_solver_file(before).digest ==
        parse_solver_file(with_digest(library("c_f2sa_2"))).digest); // of what it holds
  CHECK(with_digest(before) == before);
  const SolverInfo info = find(before);
  const Instance at = make_instance("quadratic", 0.3);
  CHECK_NOTHROW(info.make(at.facts, {}));
  copy.change();
  // In the middle of an experiment: not a broken trial, which would be stored.
  CHECK_THROWS_WITH(info.make(at.facts, {}), Contains("has changed: its digest was "));
  CHECK_THROWS_WITH(with_digest(before), Contains("has changed"));
  CHECK(with_digest(copy.path()) != before);
  CHECK(with_digest("sgd:p=2") == "sgd:p=2");
}

TEST_CASE("A trial that breaks is broken with its reason, and the next knows nothing of it") {
  const FindSolver find = solvers_and_files(patient(), ASSAY_CHILD);
  const std::string name = with_digest(library("hostile"));
  const SolverInfo info = find(name);
  const TrialSpec spec = trial_of(name);
  const Instance at = make_instance(spec.instance, spec.epsilon);
  const auto with_fault = [&](const char* fault, const char* when) {
    return run_trial(spec, at, info.make(at.facts, Parameters({{"fault", fault}, {"at", when}})));
  };
  CHECK(with_fault("abort", "2").status == Status::broken);
  CHECK(with_fault("abort", "2").message == "abort in step 2");
  CHECK(with_fault("abort", "create").message == "abort in create");
  const TrialResult whole = with_fault("none", "0");
  CHECK(whole.status == Status::reached);
  CHECK(with_fault("abort", "destroy") == whole); // its result was there
  CHECK(with_fault("none", "0") == whole);
}
