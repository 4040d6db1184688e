#include <assay/audit/sample_statistics.hpp>

#include <Eigen/Dense>
#include <boost/math/distributions/fisher_f.hpp>

namespace assay::audit {

Vector<double> mean_of(const std::vector<Vector<double>>& samples) {
  Vector<double> mean = Vector<double>::Zero(samples.at(0).size());
  for (const Vector<double>& sample : samples) {
    mean += sample / static_cast<double>(samples.size());
  }
  return mean;
}

double variance_of(const std::vector<Vector<double>>& samples) {
  const Vector<double> mean = mean_of(samples);
  double squares = 0;
  for (const Vector<double>& sample : samples) {
    squares += (sample - mean).squaredNorm();
  }
  return squares / (static_cast<double>(samples.size()) - 1);
}

double mean_p_value(const std::vector<Vector<double>>& samples, const Vector<double>& expected) {
  const auto n = static_cast<double>(samples.size());
  const auto d = static_cast<double>(expected.size());
  if (n < 2 * d + 4) {
    return 1;
  }
  const Vector<double> mean = mean_of(samples);
  Matrix<double> covariance = Matrix<double>::Zero(expected.size(), expected.size());
  for (const Vector<double>& sample : samples) {
    covariance += (sample - mean) * (sample - mean).transpose() / (n - 1);
  }
  const double size = covariance.trace() / d;
  const Vector<double> away = mean - expected;
  if (size <= 1e-24 * (1 + expected.squaredNorm())) { // no spread: the mean is what it is
    return away.norm() <= 1e-6 * (1 + expected.norm()) ? 1 : 0;
  }
  covariance.diagonal().array() += 1e-12 * size; // noise may leave directions out
  const double t2 = n * away.dot(covariance.ldlt().solve(away));
  const double f = (n - d) / (d * (n - 1)) * t2;
  return boost::math::cdf(boost::math::complement(boost::math::fisher_f(d, n - d), f));
}

double larger_variance(double ratio, double expected, double freedom) {
  return boost::math::cdf(
      boost::math::complement(boost::math::fisher_f(freedom, freedom), ratio / expected));
}

} // namespace assay::audit
