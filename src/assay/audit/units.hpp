#pragma once
#include <assay/audit/dimension.hpp>
#include <assay/problems/instance.hpp>
#include <assay/problems/quadratic.hpp>

/// The same problem in other units, with every constant that is declared of it.
namespace assay::audit {

/// Every constant has its dimension: epsilon, a gradient of f in x, f/x; mu, L_g g/y^2; ... `data`
/// are those of the instance's model. Exact for powers of two. Throws InvalidArgument where a bound
/// holds for g's second derivatives in both variables at once (curvature_slope), which has no
/// dimension.
Instance in_units(const Instance& instance, const Quadratic<double>& data, const Units& units);

} // namespace assay::audit
