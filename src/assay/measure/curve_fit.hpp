#pragma once
#include <assay/measure/advice.hpp>
#include <assay/measure/ert.hpp>
#include <assay/numbers/truth.hpp>

#include <limits>
#include <string>
#include <vector>

/// The exponent a of a sampled cost eps^-a, its interval, and what to distrust about it.
///
/// Least squares of log ERT on log(1/eps), one point for each epsilon, Student's t at k - 2 degrees
/// of freedom from the residuals. Corrected: of ERT / log_factor. (Exact costs: rate.hpp.)
/// Error   for runs that are independent over epsilon and seed, with budgets in proportion to the
///         cost, a 95 % interval covers in about 95 % of all sets: reports/coverage.md. It knows no
///         systematic error: a window before the asymptotic range, one budget for all epsilon and
///         one trajectory for all epsilon bias or narrow it, and `advice` says so where it shows.
/// Throws  InvalidArgument as running_times does.
/// Source  theory of the interval: any text on linear regression; ERT: Hansen et al. 2021 (COCO).
namespace assay {

/// An exponent with the interval a verdict uses; infinite ends below 6 accuracies.
struct ExponentInterval {
  double value = 0;
  double lo = -std::numeric_limits<double>::infinity();
  double hi = std::numeric_limits<double>::infinity();
};

/// The accuracies a fit may use, ends included.
struct Window {
  double lo = 0;
  double hi = std::numeric_limits<double>::infinity();
};

struct LocalExponent {
  double epsilon = 0; ///< geometric middle of two neighbours
  double raw = 0;
  double corrected = 0;
};

/// Is log ERT bent, so that the exponent still moves within the window?
struct Curvature {
  double change = 0; ///< of the local exponent over the window, largest to smallest epsilon
  double p_value = 1;
  /// The exponent at the smallest epsilon, by a parabola in place of the line: Student's t at k - 3
  /// degrees of freedom.
  ExponentInterval end;

  /// Of straight curves one in a hundred seems so.
  [[nodiscard]] bool bent() const { return p_value < 0.01; }
};

/// What a verdict on a rate goes by: the interval of the fit; where the curve is bent, so that the
/// line's exponent is one that the costs leave behind, stretched to that at the smallest epsilon.
/// A claim is then supported, or refuted, only if both agree, and sound data, straight curves, are
/// left undecided for it in less than one set of a hundred. A curve that looks straight within its
/// scatter is taken for straight; none of this knows what lies below the window.
ExponentInterval judged_interval(const ExponentInterval& fitted, const Curvature& curvature);

struct CurveFit {
  std::vector<ErtPoint> points; ///< all, epsilon falling, also those outside of the window
  Window window;                ///< smallest and largest epsilon of the fit
  int fitted = 0;               ///< number of accuracies in the fit
  bool has_log_factor = false;
  double confidence = 0.95;
  ExponentInterval raw;
  ExponentInterval corrected; ///< raw, if there is no log factor
  std::vector<LocalExponent> local;
  Curvature curvature;     ///< of the corrected costs if there are log factors
  Curvature raw_curvature; ///< of the costs as they are
  double scatter = 0;      ///< root mean square of the residuals of log ERT (deciding exponent)
  std::vector<Advice> advice;

  /// The one that decides: corrected if there is a log factor.
  [[nodiscard]] const ExponentInterval& deciding() const { return corrected; }
  /// What verdicts go by: of the one that decides, of the raw one.
  [[nodiscard]] ExponentInterval judged() const { return judged_interval(corrected, curvature); }
  [[nodiscard]] ExponentInterval judged_raw() const { return judged_interval(raw, raw_curvature); }
};

struct FitOptions {
  Window window = {}; ///< default: everything
  double confidence = 0.95;
};

constexpr int fewest_accuracies = 6;

CurveFit fit_curve(const std::vector<Trial>& trials, const FitOptions& options = {});

/// A claimed rate eps^-claim: `upper` says it costs at most that, `lower` at least that.
enum class RateSide { upper, lower };

/// An upper rate holds if the interval lies below claim + slack and fails if it lies above; a lower
/// rate the other way round, at claim - slack. Else unknown.
Truth rate_holds(const ExponentInterval& exponent, double claim, RateSide side, double slack = 0.1);

} // namespace assay
