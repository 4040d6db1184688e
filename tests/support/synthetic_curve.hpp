#pragma once
#include <assay/measure/curve_fit.hpp>
#include <assay/numbers/stream.hpp>

#include <cmath>
#include <vector>

/// Sampled complexity curves whose true exponent is known.
namespace synthetic {

/// What a set is drawn from: calls = c eps^-exponent log(4/eps)^logs exp(noise z).
struct Cell {
  double exponent = 4;
  bool logs = false; ///< times log(4/eps), told to the fit as the schedule's own factor
  double noise = 0.3;
  enum Censoring {
    none,
    budget, ///< budget = what a share `censored` of the runs would exceed: in proportion to the
            ///< cost
    random, ///< a share `censored` of the runs breaks off anywhere on its way
    fixed,  ///< one budget for all eps: `censored` of the runs at the middle eps exceed it
    behind  ///< budget ~ eps^-exponent below a cost with a logarithm; the same of the middle eps
  } censoring = none;
  double censored = 0;
  int seeds = 10;
  int accuracies = 8;          ///< from 0.5 down to 0.02, geometrically
  bool one_trajectory = false; ///< each run passes all eps in turn; its hitting times are fitted
};

/// z with P(standard normal > z) = p, by bisection: no accuracy needed, but the same everywhere.
inline double exceeded_by(double p) {
  double lo = -6;
  double hi = 6;
  for (int i = 0; i < 50; ++i) {
    const double middle = (lo + hi) / 2;
    (std::erfc(middle / std::sqrt(2.0)) / 2 > p ? lo : hi) = middle;
  }
  return (lo + hi) / 2;
}

inline double epsilon_at(const Cell& cell, int i) {
  return 0.5 * std::pow(0.02 / 0.5, static_cast<double>(i) / (cell.accuracies - 1));
}

inline double log_factor(const Cell& cell, double epsilon) {
  return cell.logs ? std::log(4 / epsilon) : 1;
}

inline double typical_cost(const Cell& cell, double epsilon) {
  return 100 * std::pow(epsilon, -cell.exponent) * log_factor(cell, epsilon);
}

inline std::vector<assay::Trial> draw(const Cell& cell, assay::Stream& stream) {
  using assay::Trial;
  const double threshold = cell.censored > 0 ? exceeded_by(cell.censored) : 0;
  const double fixed_budget =
      typical_cost(cell, epsilon_at(cell, cell.accuracies / 2)) * std::exp(cell.noise * threshold);
  std::vector<Trial> trials;
  for (int run = 0; run < cell.seeds; ++run) {
    double so_far = 0; // of one trajectory: the cost of each stretch is noisy by itself
    double before = 0;
    for (int i = 0; i < cell.accuracies; ++i) {
      const double epsilon = epsilon_at(cell, i);
      const double cost = typical_cost(cell, epsilon);
      const double factor = std::exp(cell.noise * stream.normal());
      so_far += (cost - before) * factor;
      before = cost;
      const double calls = cell.one_trajectory ? so_far : cost * factor;
      Trial trial{.epsilon = epsilon, .calls = calls, .log_factor = log_factor(cell, epsilon)};
      const double power =
          fixed_budget * std::pow(epsilon_at(cell, cell.accuracies / 2) / epsilon, cell.exponent);
      const double budget = cell.censoring == Cell::fixed ? fixed_budget
                            : cell.censoring == Cell::behind
                                ? power
                                : cost * std::exp(cell.noise * threshold);
      const bool limited = cell.censoring != Cell::none && cell.censoring != Cell::random;
      if (limited && calls > budget) {
        trial.calls = budget;
        trial.success = false;
      } else if (cell.censoring == Cell::random && stream.bernoulli(cell.censored)) {
        trial.calls = calls * stream.uniform();
        trial.success = false;
      }
      trials.push_back(trial);
    }
  }
  return trials;
}

} // namespace synthetic
