#pragma once
#include <assay/solvers/constants.hpp>

/// Approximate implicit differentiation (AID-BiO): what its two ways of solving H v = grad_y f
/// share.
///
///     y <- y - alpha grad_y g(x, y)                       D times, from the last y
///     v ~ H^{-1} grad_y f,  H = grad^2_yy g(x, y)
///     x <- x - beta (grad_x f - grad^2_xy g v)
///
/// Source  ji2021stocbio, Algorithm 1; constants derived here.
namespace assay {

struct AidSchedule {
  double alpha = 0, beta = 0;
  double inner = 1; ///< D
  double steps = 0;
};

/// `warm`: v starts from its last value too, and a quarter of its error is left in each iteration.
AidSchedule aid_schedule(const Facts& facts, const Parameters& parameters, bool warm);

} // namespace assay
