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

} // namespace assay::audit
