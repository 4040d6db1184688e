#pragma once
#include <assay/solvers/solver.hpp>

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <mutex>

/// What a check's runs cost, for the advice of one that is undecided.
///
/// Unit    calls of all kinds, as counted: also those that a loop's law prices.
/// All members may be called from several threads; results do not depend on their order.
namespace assay::audit {

class Cost {
public:
  /// The calls of a run that has ended.
  void add(Count calls);
  [[nodiscard]] Count calls() const;

  /// The check does `now` of something, and as many as that at smoke, normal and full.
  void allows(const std::array<int, 3>& by_effort, int now);
  /// How many times as much effort full may do, of all that it does more of together.
  [[nodiscard]] double more() const;

private:
  mutable std::mutex mutex_;
  Count calls_ = 0;
  std::map<std::array<int, 3>, double> times_;
};

/// The solver, its calls added to `cost` as it ends; `look`, which may throw, goes before each
/// call.
AnySolver tallied(AnySolver solver, std::shared_ptr<Cost> cost, std::function<void()> look);

} // namespace assay::audit
