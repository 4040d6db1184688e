#pragma once
#include <assay/numbers/interval.hpp>

#include <cstddef>
#include <string>
#include <vector>

/// The order of an error from a geometric ladder of steps, with an interval that the ladder itself
/// supplies.
///
/// Let s_i be the slope of log error between rungs i and i + 1, steps decreasing by a factor r. An
/// error c nu^p (1 + a_1 nu + ...) has s_i = p + O(nu_i), so successive differences d_i = s_{i+1} -
/// s_i shrink by 1/r or faster. Read from the small end, the asymptotic window is the first run of
/// slopes in which (1) each |d| is at most theta = (1 + 1/r)/2 times the one before, or below
/// `resolution`; (2) the last three |d| are below `settled`; (3) there are at least `slopes` of
/// them. Rounding noise fails (1) and (2): three settled differences of noise of size 1 have
/// probability about settled^3. Pre-asymptotic rungs fail (1).
/// Error   if the contraction seen in the window goes on, the limit is within
///         theta/(1 - theta) max(|d_last|, theta |d_before|, resolution) of the last slope: that is
///         the interval. It is a statement about the ladder: a law that changes below the smallest
///         step is not excluded.
/// Throws  InvalidArgument: columns of different length, steps not decreasing geometrically.
namespace assay {

struct OrderOptions {
  int slopes = 6;           ///< fewer in the window: not measured
  double settled = 1e-2;    ///< how close the last slopes of a window must be to each other
  double resolution = 1e-9; ///< differences of slopes below this are equal
};

struct OrderEstimate {
  bool found = false;    ///< is there an asymptotic window?
  Interval slope;        ///< the order; meaningful if found
  std::size_t first = 0; ///< rungs of the window, largest step
  std::size_t last = 0;  ///< ... and smallest
  std::size_t rungs = 0; ///< length of the ladder
  std::string why;       ///< if not found: what is missing

  /// "rungs 3..19 of 20"
  [[nodiscard]] std::string window() const;
};

/// `log_step` strictly decreasing in equal steps (to one part in 10^6), `log_error` beside it, both
/// natural logarithms. An error of zero (-inf) is not asymptotic and ends a window.
OrderEstimate measure_order(const std::vector<Real>& log_step,
                            const std::vector<Real>& log_error,
                            const OrderOptions& options = {});

} // namespace assay
