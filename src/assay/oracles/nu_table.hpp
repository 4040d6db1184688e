#pragma once
#include <assay/differences/stencil.hpp>
#include <assay/problems/quadratic.hpp>

/// The table of finite-difference errors of a quadratic: every order and every step.
///
/// `error_table` reduces the pair (A, F) once, to the identity and a tridiagonal matrix (Cholesky,
/// then Householder), so that each further node costs O(dy) to solve and 2 dx dy products to map
/// back; every distinct node is solved once for all orders and steps. `error_table_by_solving`
/// solves a linear system for each node: the independent check, and the baseline of
/// tests/bench/nu_ladder_bench.cpp.
/// Shape   result: one row for each stencil, one column for each step; entries |FD - grad phi|_2.
/// Error   rounding amplified by sum |alpha_j|/nu in both.
/// Cost    about 4 dy^2 (dx + dy) products, then 2 dx dy for each distinct node.
/// Throws  InvalidArgument if A is not positive definite; Undecidable if some A + j nu F is not.
namespace assay {

Matrix<Real> error_table(const Quadratic<Real>& problem,
                         const Vector<Real>& x,
                         const std::vector<Stencil>& stencils,
                         const std::vector<Rational>& steps);

/// Are the solutions kept for the next stencil, or solved anew for each?
enum class Sharing { nodes_shared, nothing_shared };
Matrix<Real> error_table_by_solving(const Quadratic<Real>& problem,
                                    const Vector<Real>& x,
                                    const std::vector<Stencil>& stencils,
                                    const std::vector<Rational>& steps,
                                    Sharing sharing);

} // namespace assay
