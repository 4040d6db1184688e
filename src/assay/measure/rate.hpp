#pragma once
#include <assay/numbers/real.hpp>

#include <vector>

/// The exponent a of a cost eps^-a from points (eps, cost), eps falling.
///
/// A local slope is the exponent between two neighbouring points. It is taken raw, and corrected:
/// of cost / log_factor, where log_factor is the schedule's own logarithm, say log(c/(nu eps)), or
/// log(1/eps), which may stand for it only at small eps.
///
/// Exact costs (no sampling error). A local slope s_i is then known to rounding; what is not known
/// is how far it still moves as eps -> 0. With L_i = log(1/eps) at the middle of slope i,
/// limit_slope allows on both sides of the last slope
///     2 max over the last two moves of |s_i - s_{i-1}| L_{i-1} / (L_i - L_{i-1}).
/// Without the 2 that is exactly what is left if the slope approaches its limit like 1/L, as one
/// uncorrected logarithm makes it; with it, like 1/(L + c) for every c <= L; and more than is left
/// for any faster approach (1/L^2, powers of eps). It excludes no law that changes below the
/// smallest eps, nor an approach like 1/log L.
///
/// Sampled costs: fitted_slope, least squares of log cost on log(1/eps) with Student's t at k - 2
/// degrees of freedom, from residuals; the points must be independent trials, not one trajectory.
/// Throws  InvalidArgument: eps not falling in (0, 1), a cost or factor not positive;
///         Undecidable: too few points (4 local slopes; 6 points for a fit).
namespace assay {

struct RatePoint {
  Real epsilon;
  Real cost;
  Real log_factor = Real(1); ///< what log-correction divides by; 1: nothing
};

struct LocalSlope {
  Real log_inverse; ///< L: log(1/eps) at the middle
  Real raw;
  Real corrected; ///< of cost / log_factor
};

/// A slope with the interval a verdict uses.
struct SlopeInterval {
  Real value;
  Real lo;
  Real hi;
};

/// log(1/eps), for points without a schedule of their own. Throws InvalidArgument above 1e-6, where
/// it differs too much from log(c/(nu eps)): between 0.044 and 0.031 it takes 0.3 off an exponent.
Real plain_log_factor(const Real& epsilon);

enum class Slope { raw, corrected };

std::vector<LocalSlope> local_slopes(const std::vector<RatePoint>& points);
/// The limit of the local slopes as eps -> 0, from exact costs.
SlopeInterval limit_slope(const std::vector<LocalSlope>& slopes, Slope which);
/// The exponent of sampled costs with its confidence interval (0.95: 95 %).
SlopeInterval fitted_slope(const std::vector<RatePoint>& points, Slope which, double confidence);

} // namespace assay
