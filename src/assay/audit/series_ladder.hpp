#pragma once
#include <assay/audit/check.hpp>
#include <assay/audit/limit.hpp>
#include <assay/problems/instance.hpp>

#include <optional>
#include <string>
#include <vector>

/// How an estimate made by a series moves to the hyper-gradient as the series, alone, gets longer.
///
/// With x held and y settled, n terms of eta sum_q (I - eta H)^q leave of the implicit term
/// (I - eta H)^n: an error that each further term multiplies by 1 - eta mu in the end.
/// Unit    n is the parameter's value: products or terms, which differ by one.
/// Source  the Neumann series of H^{-1}, as in ghadimi2018bsa and ji2021stocbio.
namespace assay::audit {

struct SeriesLadder {
  std::vector<double> lengths; ///< growing
  std::vector<double> errors;  ///< ||value - truth|| / ||implicit||, for each
  double floor = 0;            ///< errors below say nothing
  /// What a further term multiplies the error by in the end; empty: the shortest series is not one
  /// of the first terms of a Neumann sum.
  std::optional<double> factor;
  std::string elsewhere; ///< what the longest one's estimate is, in words
};

/// eta, of an estimate whose series has one term or two: what it has of J grad_y f and J H grad_y
/// f. Empty where it is neither.
std::optional<double> first_step(const Instance& instance, const Limit& shortest);

/// A finding where longer series lead away, stop short, or come nearer more slowly than they must.
/// `ladder` has at least one rung.
CheckResult judge_series(const SeriesLadder& ladder);

} // namespace assay::audit
