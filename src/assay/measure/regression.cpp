#include <assay/error.hpp>
#include <assay/measure/regression.hpp>

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace assay {
namespace {

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) {
    sum += value;
  }
  return sum / static_cast<double>(values.size());
}

double product(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    sum += a[i] * b[i];
  }
  return sum;
}

/// a - c b
std::vector<double> minus(std::vector<double> a, double c, const std::vector<double>& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    a[i] -= c * b[i];
  }
  return a;
}

std::vector<double> centred(std::vector<double> values) {
  const double middle = mean(values);
  for (double& value : values) {
    value -= middle;
  }
  return values;
}

double standard_error(double squares, double freedom, double weight) {
  return freedom < 1 ? std::numeric_limits<double>::infinity()
                     : std::sqrt(std::max(0.0, squares) / freedom / weight);
}

} // namespace

Regression regress(const std::vector<double>& x, const std::vector<double>& y) {
  need(x.size() == y.size(), "the columns of a regression have one length");
  need(x.size() >= 2, "a line needs two points");
  const auto k = static_cast<double>(x.size());
  const auto [low, high] = std::minmax_element(x.begin(), x.end());
  need(*low < *high, "a line needs two different x");

  // One column after the other is made orthogonal to those before it: 1, x, x^2.
  const std::vector<double> line = centred(x);
  const std::vector<double> height = centred(y);
  Regression found{.x_low = *low, .x_high = *high};
  const double line_weight = product(line, line);
  found.slope = product(line, height) / line_weight;
  const std::vector<double> residual = minus(height, found.slope, line);
  const double squares = product(residual, residual);
  found.scatter = std::sqrt(squares / k);
  found.slope_error = standard_error(squares, k - 2, line_weight);

  std::vector<double> square = line;
  std::transform(square.begin(), square.end(), square.begin(), [](double u) { return u * u; });
  square = centred(square);
  const double skew = product(square, line) / line_weight;
  square = minus(square, skew, line);
  const double square_weight = product(square, square);
  const bool parabola = square_weight > 1e-20 * line_weight * line_weight;
  found.bend = parabola ? product(square, residual) / square_weight : 0;
  found.bend_error = parabola ? standard_error(squares - found.bend * found.bend * square_weight,
                                               k - 3, square_weight)
                              : std::numeric_limits<double>::infinity();
  const double turn = 2 * (found.x_high - mean(x)) - skew; // d(x^2 - skew x)/dx there
  found.end_slope = found.slope + found.bend * turn;
  // bend_error is the scatter about the parabola over sqrt(square_weight).
  found.end_slope_error =
      found.bend_error * std::hypot(std::sqrt(square_weight / line_weight), turn);
  return found;
}

double student_quantile(double freedom, double probability) {
  return boost::math::quantile(boost::math::students_t(freedom), probability);
}

double student_two_sided(double freedom, double value) {
  if (!std::isfinite(value)) {
    return 0;
  }
  return 2 * boost::math::cdf(
                 boost::math::complement(boost::math::students_t(freedom), std::abs(value)));
}

} // namespace assay
