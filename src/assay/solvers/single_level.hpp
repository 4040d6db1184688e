#pragma once
#include <assay/solvers/solver.hpp>

/// What theory says of a first-order method of single-level optimisation on a bilevel instance:
/// eps^-4 calls of grad_x f where phi = f(., y0) up to a constant (eps^-2 without noise), else not
/// applicable.
namespace assay {

Prediction predict_single_level(const Facts& facts, const Parameters& parameters);

} // namespace assay
