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

/// What a solver behind the interface shows, in this order: x always; the others if it has a
/// function for them that gives one after the first step, and then after every step. Until then
/// they are empty.
inline constexpr std::array vector_names = {"x", "estimate", "y", "v"};

class ShownVectors {
public:
  [[nodiscard]] const Vector<double>& x() const { return vectors_[0]; }
  [[nodiscard]] const Vector<double>* estimate() const { return present(1); }
  [[nodiscard]] const Vector<double>* y() const { return present(2); }
  [[nodiscard]] const Vector<double>* v() const { return present(3); }
  /// As the solver declares them, of the six kinds; empty: it does not.
  [[nodiscard]] const std::optional<std::array<double, 6>>& calls_per_step() const {
    return calls_;
  }

protected:
  /// After start: which of them the table has functions for.
  void offer(std::uint64_t offered) {
    shown_ = offered;
    given_ = 0;
  }
  /// After start or a step, which gave those in `present`: the first that must be there and is not.
  std::optional<std::size_t> first_missing(std::uint64_t present, bool stepped) {
    for (std::size_t i = 0; i < vector_names.size(); ++i) {
      const std::uint64_t bit = std::uint64_t{1} << i;
      if ((present & bit) == 0 && (i == 0 || (given_ & bit) != 0)) {
        return i;
      }
    }
    if (stepped) {
      shown_ &= present;
      given_ |= present;
    }
    return std::nullopt;
  }

  std::array<Vector<double>, 4> vectors_; ///< x, estimate, y, v
  std::optional<std::array<double, 6>> calls_;

private:
  [[nodiscard]] const Vector<double>* present(std::size_t i) const {
    return (shown_ >> i & 1U) != 0 ? &vectors_[i] : nullptr;
  }

  std::uint64_t shown_ = 0, given_ = 0;
};

class AbiSolver : public ShownVectors {
public:
  /// `table` is complete (checked_table). Throws InvalidArgument where the solver refuses.
  AbiSolver(const assay_solver_functions& table, const Facts& facts, const Parameters& parameters);

  /// Throw what the oracle throws; SolverBroke where the solver gives up by itself.
  void start(Oracle& oracle);
  void step(Oracle& oracle);

private:
  void finish(int status, bool started);

  assay_solver_functions f_;
  std::unique_ptr<void, void (*)(void*)> solver_;
  std::unique_ptr<AbiOracle> oracle_;
};

} // namespace assay::audit
