#pragma once
#include <assay/numbers/linalg.hpp>

#include <concepts>

/// What a bilevel problem is to assay: two functions, written once, run in every arithmetic.
///
///     min_x phi(x) = f(x, y*(x)),   y*(x) = argmin_y g(x, y)
///
/// A problem is a plain struct; nothing is inherited or registered:
///
///     struct MyProblem {
///       int dx() const { return 1; }
///       int dy() const { return 1; }
///       template <class T> T f(const Vector<T>& x, const Vector<T>& y) const;   // upper level
///       template <class T> T g(const Vector<T>& x, const Vector<T>& y) const;   // lower level
///     };
///
/// Constants enter by exact<T>("0.1"), so that they are 1/10 in every arithmetic. A problem that
/// calls exp or log constrains its T to Analytic and is then not offered rationals.
/// Optional members grad_x_f, grad_y_f, grad_x_g, grad_y_g (same arguments, Vector<T> result) are
/// used when present; else derivatives come from Taylor arithmetic (derivatives.hpp). Shape   x:
/// dx, y: dy; grad_x: dx, grad_y: dy.
namespace assay {

template <class P, class T>
concept BilevelProblem = Field<T> &&
    requires(const P problem, const Vector<T>& x, const Vector<T>& y) {
  { problem.dx() } -> std::convertible_to<int>;
  { problem.dy() } -> std::convertible_to<int>;
  { problem.f(x, y) } -> std::convertible_to<T>;
  { problem.g(x, y) } -> std::convertible_to<T>;
};

} // namespace assay
