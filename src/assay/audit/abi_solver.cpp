#include <assay/audit/abi_solver.hpp>
#include <assay/audit/subject.hpp>

#include <string>
#include <vector>

namespace assay::audit {

AbiSolver::AbiSolver(const assay_solver_functions& table,
                     const Facts& facts,
                     const Parameters& parameters)
    : f_(table), solver_(nullptr, table.destroy) {
  const assay_constants constants = constants_of(facts);
  std::vector<assay_parameter> given;
  for (const auto& [name, value] : parameters.given()) {
    given.push_back({name.c_str(), value.c_str()});
  }
  std::array<char, 512> error{};
  solver_.reset(f_.create(&constants, given.data(), given.size(), error.data(), error.size()));
  error.back() = '\0';
  need(solver_ != nullptr, "the solver refuses: " + std::string(error.data()));
  if (f_.calls_per_step != nullptr) {
    f_.calls_per_step(solver_.get(), calls_.emplace().data());
  }
}

void AbiSolver::start(Oracle& oracle) {
  oracle_ = std::make_unique<AbiOracle>(oracle);
  finish(f_.start(solver_.get(), oracle_->table()), true);
}

void AbiSolver::step(Oracle& oracle) {
  need(oracle_ != nullptr && &oracle_->oracle() == &oracle,
       "a solver is stepped with the oracle that it was started with");
  oracle_->begin();
  finish(f_.step(solver_.get(), oracle_->table()), false);
}

void AbiSolver::finish(int status, bool started) {
  oracle_->rethrow();
  if (status != ASSAY_OK) {
    const char* why = f_.message != nullptr ? f_.message(solver_.get()) : nullptr;
    throw SolverBroke{why != nullptr ? why : "the solver returned " + std::to_string(status), {}};
  }
  const std::array readers = {f_.x, f_.estimate, f_.y, f_.v};
  std::uint64_t offered = 0;
  std::uint64_t present = 0;
  for (std::size_t i = 0; i < readers.size(); ++i) {
    const double* entries = readers[i] != nullptr ? readers[i](solver_.get()) : nullptr;
    offered |= readers[i] != nullptr ? std::uint64_t{1} << i : 0;
    present |= entries != nullptr ? std::uint64_t{1} << i : 0;
    const int size = i < 2 ? oracle_->oracle().dx() : oracle_->oracle().dy();
    vectors_[i] = Eigen::Map<const Vector<double>>(entries, entries != nullptr ? size : 0);
  }
  if (started) {
    offer(offered);
  }
  if (const auto missing = first_missing(present, !started)) {
    throw SolverBroke{std::string(vector_names[*missing]) + " gave a null pointer", {}};
  }
}

} // namespace assay::audit
