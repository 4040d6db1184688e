#pragma once
#include <string_view>
#include <vector>

/// The accuracies of an experiment.
///
/// An accuracy is part of a trial's key, so it is the same double on every machine: a geometric
/// grid is computed in 50 digits and each inner point is rounded to six significant decimals; its
/// ends are exactly the numbers written.
namespace assay {

inline constexpr double least_epsilon = 1e-30;
inline constexpr double largest_epsilon = 1e6; ///< a norm has no natural unit: 1 is no limit
inline constexpr int most_epsilons = 1000;

/// The double nearest to `value` rounded to that many significant decimals.
double rounded(double value, int significant_digits);

/// `points` accuracies from `first` to `last`, evenly spaced in the logarithm, falling.
/// Throws InvalidArgument: outside the limits, fewer than 2 or too many points, points that six
/// decimals do not tell apart.
std::vector<double> geometric(double first, double last, int points);

/// Reads numbers and ranges, "0.5..0.03:9" (nine points) or "0.5,0.25,0.1..0.01:4"; falling.
/// Throws InvalidArgument on anything else and on an accuracy that comes twice.
std::vector<double> parse_epsilons(std::string_view text);

/// Sorted, falling. Throws InvalidArgument: none, too many, outside the limits, one that comes
/// twice.
std::vector<double> falling(std::vector<double> epsilons);

/// Throws InvalidArgument unless the whole text is one finite number.
double parse_finite(std::string_view text);

} // namespace assay
