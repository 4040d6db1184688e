#pragma once
#include <assay/audit/abi_solver.hpp>
#include <assay/audit/worker.hpp>
#include <assay/solvers/solver.hpp>

#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

/// A solver in another process, as a solver: satisfies the concept, with what it lacks null.
///
/// start and step send an order and answer the questions that come back, each by one call of the
/// oracle they are given. Throw SolverBroke where the other process fails or misuses the oracle;
/// OutOfBudget and Diverged pass as from any solver.
namespace assay::audit {

class RemoteSolver : public ShownVectors {
public:
  /// Where a worker goes after a run that left it sound, what its end was if it did not, and that
  /// what it wrote is not kept to the end.
  struct Home {
    std::function<void(std::unique_ptr<Worker>)> take_back;
    std::function<void(SolverBroke)> report;
    std::function<void()> output_was_cut;
  };
  /// Creates the solver in the worker's process. Throws InvalidArgument where the solver refuses,
  /// SolverBroke.
  RemoteSolver(std::unique_ptr<Worker> worker,
               const Limits& limits,
               Home home,
               const Facts& facts,
               const Parameters& parameters);
  RemoteSolver(RemoteSolver&&) noexcept = default;
  RemoteSolver& operator=(RemoteSolver&&) noexcept = default;
  ~RemoteSolver();

  void start(Oracle& oracle);
  void step(Oracle& oracle);

private:
  void order(Kind kind, Oracle& oracle);
  void serve(const std::string& where);
  void answer();
  int ask(Ask what, Message& question, double* out, std::size_t& size);
  void check_output();
  void need_progress(bool counted);
  void need_time(std::chrono::steady_clock::time_point began, const std::string& where);
  void read_result(const std::string& where);
  void create(const Facts& facts, const Parameters& parameters);
  Kind receive(std::uint64_t longest, const std::string& where);
  /// Ends the worker. Throws SolverBroke.
  [[noreturn]] void broke(const NoMessage& reason, const std::string& where);
  [[noreturn]] void broke(const std::string& what, const std::string& where);
  void put_numbers(Message& message) const;

  std::unique_ptr<Worker> worker_; ///< null once it broke
  Limits limits_;
  Home home_;
  std::unique_ptr<AbiOracle> oracle_; ///< of the run
  std::uint64_t steps_ = 0, questions_ = 0;
  bool swallowed_ = false; ///< did the last call return as if its spent budget were not?
  Vector<double> answer_;
  std::optional<std::chrono::steady_clock::time_point> idle_since_; ///< questions that cost nothing
};

} // namespace assay::audit
