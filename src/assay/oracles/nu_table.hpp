#pragma once
#include <assay/differences/stencil.hpp>
#include <assay/problems/quadratic.hpp>

/// The table of finite-difference errors of a quadratic: every order and every step.
///
/// `error_table` reduces the pair (A, F) once, F W = A W diag(lambda), W'AW = I, so that
///     y_nu* = W z(nu),   z_i(nu) = ((W'c)_i - nu (W'w)_i) / (1 + nu lambda_i),   c = Bx + b,
///     w = K'x + h,
/// and each further node costs dy divisions; the difference is taken in z and mapped back once for
/// each (order, step). `error_table_by_solving` solves one linear system for each (step, node): the
/// independent check, and the baseline of tests/bench/nu_ladder_bench.cpp.
/// Shape   result: one row for each stencil, one column for each step; entries |FD - grad phi|_2.
/// Error   rounding amplified by sum |alpha_j|/nu in both; not for rationals (lambda is
/// irrational). Cost    one eigen-decomposition, dy divisions for each distinct node, 2 dx dy
/// products an entry. Throws  InvalidArgument if A is not positive definite; Undecidable if a node
/// is singular.
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
