#pragma once
#include <vector>

/// Least squares of y on x by a straight line, and whether a parabola would fit better.
///
/// Error   for y = a + b x + independent normal errors of one size, (slope - b)/slope_error is
///         Student's t at k - 2 degrees of freedom and bend/bend_error at k - 3; for y = a + b x +
///         c x^2 + such errors so is (end_slope - b - 2 c x_high)/end_slope_error at k - 3.
/// Throws  InvalidArgument: fewer than two different x, columns of different length.
namespace assay {

struct Regression {
  double slope = 0;
  double slope_error = 0;     ///< infinite below 3 points
  double bend = 0;            ///< coefficient of x^2 in the parabola
  double bend_error = 0;      ///< infinite below 4 points
  double end_slope = 0;       ///< of the parabola at x_high
  double end_slope_error = 0; ///< infinite below 4 points
  double scatter = 0;         ///< root mean square of the residuals from the line
  double x_low = 0;
  double x_high = 0;
};

Regression regress(const std::vector<double>& x, const std::vector<double>& y);

/// Student's t: the quantile at `probability`, and P(|t| > value).
double student_quantile(double freedom, double probability);
double student_two_sided(double freedom, double value);

} // namespace assay
