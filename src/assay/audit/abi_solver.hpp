#pragma once
#include <assay/audit/abi_oracle.hpp>
#include <assay/solvers/solver.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>

/// A table of functions of the C interface, run in this process, as a solver: for one's own code,
/// which is trusted. A stranger's library runs in a child process (audit/host.hpp).
namespace assay::audit {

/// What a solver shows, in this order. x and y are there after start and every step, the others
/// after every step; until then they are empty.
inline constexpr std::array vector_names = {"x", "estimate", "y", "v"};
inline bool is_missing(std::size_t i, std::uint64_t shown, Eigen::Index size, bool only_started) {
  const bool later = i == 1 || i == 3;
  return ((shown >> i & 1U) != 0 || i == 0) && size == 0 && !(only_started && later);
}

class AbiSolver {
public:
  /// `table` is complete (checked_table). Throws InvalidArgument where the solver refuses.
  AbiSolver(const assay_solver_functions& table, const Facts& facts, const Parameters& parameters);

  /// Throw what the oracle throws; SolverBroke where the solver gives up by itself.
  void start(Oracle& oracle);
  void step(Oracle& oracle);
  [[nodiscard]] const Vector<double>& x() const { return vectors_[0]; }
  [[nodiscard]] const Vector<double>* estimate() const { return present(1); }
  [[nodiscard]] const Vector<double>* y() const { return present(2); }
  [[nodiscard]] const Vector<double>* v() const { return present(3); }
  /// As the solver declares them, of the six kinds; empty: it does not.
  [[nodiscard]] const std::optional<std::array<double, 6>>& calls_per_step() const {
    return calls_;
  }

private:
  [[nodiscard]] const Vector<double>* present(std::size_t i) const {
    return (shown_ >> i & 1U) != 0 ? &vectors_[i] : nullptr;
  }
  void finish(int status, bool started);

  assay_solver_functions f_;
  std::unique_ptr<void, void (*)(void*)> solver_;
  std::unique_ptr<AbiOracle> oracle_;
  std::array<Vector<double>, 4> vectors_; ///< x, estimate, y, v
  std::uint64_t shown_ = 0;               ///< bit i: there is a function for vector i
  std::optional<std::array<double, 6>> calls_;
};

} // namespace assay::audit
