#pragma once
#include <assay/problems/declared_noise.hpp>

#include "check.hpp"

/// A quadratic as a mean of n components in both levels, for methods that remember them.
namespace assay::solver_check {

Instance finite_sum(const Quadratic<double>& q, int n, double curvature = 0.3);

/// What one direction of x is made of at (x, y, v), v of the plus convention.
V joint_direction(const Quadratic<double>& q, const V& x, const V& y, const V& v);

/// Distances of the direction of x from the exact one at the point where it was taken.
std::vector<double> direction_errors(const std::string& name, const Instance& at, int steps);

} // namespace assay::solver_check
