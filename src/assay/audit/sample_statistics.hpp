#pragma once
#include <assay/numbers/linalg.hpp>

#include <vector>

/// Of independent samples of a random vector.
namespace assay::audit {

/// Throws std::out_of_range where there is no sample.
Vector<double> mean_of(const std::vector<Vector<double>>& samples);

/// The variances of all coordinates together; NaN of one sample.
double variance_of(const std::vector<Vector<double>>& samples);

/// The probability, if the mean of the samples is `expected`, of samples as far from it
/// (Hotelling's T^2; exact for Gaussian samples). 1 where there are too few.
double mean_p_value(const std::vector<Vector<double>>& samples, const Vector<double>& expected);

/// The probability, if it is at most `expected`, of a ratio of two variances as large (F test).
/// `freedom` of each: coordinates of an estimate may depend on each other, so what is certain.
double larger_variance(double ratio, double expected, double freedom);

} // namespace assay::audit
