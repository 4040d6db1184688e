#pragma once
#include "cost_ladder.hpp"

/// Calls of one hyper-gradient for every order at every accuracy, on the scalar quadratic.
///
/// The cap on nu is the true one, nu <= mu/(p L_f); with a looser one the costs at large epsilon
/// fall (p = 5 at 0.1: 7.5e4 with nu <= 1.8/p instead of 1.26e5), at small epsilon it does not
/// bind.
namespace theory::chen2026_f2sa_p {

struct CostTable {
  std::vector<int> orders;
  std::vector<int> ladder;
  std::vector<std::vector<Real>> calls; ///< calls[i][k]: order i at decade k

  /// The index of the cheapest order at decade index k. Throws Undecidable at a tie.
  [[nodiscard]] std::size_t cheapest(std::size_t k) const {
    std::size_t best = 0;
    for (std::size_t i = 1; i < orders.size(); ++i) {
      best = calls[i][k] < calls[best][k] ? i : best;
    }
    for (std::size_t i = 0; i < orders.size(); ++i) {
      if (i != best && calls[i][k] < calls[best][k] * (Real(1) + exact<Real>("1e-15"))) {
        throw Undecidable("two orders cost the same to the precision of the schedule");
      }
    }
    return best;
  }
};

/// What a cell costs; a fault may answer something else than the schedule's calls.
using CellCost = std::function<Real(const HypergradientSchedule&, int p, int decade)>;

inline Real scheduled_calls(const HypergradientSchedule& schedule, int /*p*/, int decade) {
  return schedule.plan(even_budget(accuracy(decade)), OuterSamples::independent).calls;
}

/// The cost by the exponent alone: every constant, and the cap on nu, left out.
inline Real power_alone(const HypergradientSchedule& /*schedule*/, int p, int decade) {
  return pow(accuracy(decade), exact<Real>(Rational(-2 - ratio(2, p))));
}

inline CostTable cost_table(std::vector<int> ladder, const CellCost& cost = scheduled_calls) {
  CostTable table{.orders = decades(1, 12), .ladder = std::move(ladder), .calls = {}};
  if (table.ladder.empty()) {
    return table;
  }
  for (const int p : table.orders) {
    const HypergradientSchedule schedule(scalar_setting(), f2sa_stencil(p));
    std::vector<Real> row;
    for (const int decade : table.ladder) {
      row.push_back(cost(schedule, p, decade));
    }
    table.calls.push_back(std::move(row));
  }
  return table;
}

inline std::string accuracy_name(int decade) {
  return decade == 1 ? "epsilon = 0.1" : "epsilon = 1e-" + std::to_string(decade);
}

} // namespace theory::chen2026_f2sa_p
