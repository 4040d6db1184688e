#pragma once
#include <assay/problems/zero_chain.hpp>

/// The lower-bound instance: a scaled zero-chain in x and a lower level that takes no part.
///
///     f(x, y) = (L lambda^2 / 152) f_T(x / lambda),    g(x, y) = mu/2 ||y||^2
///     lambda = 304 eps/L,  T = floor(L Delta / (7296 eps^2)),  p_z = min{1, 2116 eps^2/sigma^2}
///
/// So grad f is L-Lipschitz, f(0) - inf f <= Delta, ||grad f|| >= 2 eps while prog_1(x/lambda) < T,
/// and a Bernoulli(p_z) oracle has variance <= sigma^2. Every smoothness assumption in y holds with
/// constant 0.
/// Shape   x: T; y: 1.   Throws InvalidArgument unless all data are positive and T >= 1.
/// Source  arjevani2023, theorem 1: 304 = 2*152, 7296 = 4*12*152, 2116 = (2*23)^2, from the
///         constants 152, 23, 12 certified in theory/arjevani2023/.
namespace assay {

struct Separable {
  Rational smoothness = 1; ///< L
  Rational gap = 1;        ///< Delta
  Rational deviation = 1;  ///< sigma
  Rational accuracy = 1;   ///< eps
  Rational convexity = 1;  ///< mu

  [[nodiscard]] Rational lambda() const { return 304 * accuracy / smoothness; }
  /// T. Throws InvalidArgument where the instance does not exist (T < 1).
  [[nodiscard]] int length() const;
  /// p_z.
  [[nodiscard]] Rational chance() const;

  [[nodiscard]] int dx() const { return length(); }
  [[nodiscard]] static int dy() { return 1; }

  template <Analytic T> T f(const Vector<T>& x, const Vector<T>& /*y*/) const {
    return exact<T>(smoothness * lambda() * lambda() / 152) * zero_chain::value(shrink(x));
  }
  template <Analytic T> T g(const Vector<T>& /*x*/, const Vector<T>& y) const {
    return exact<T>(convexity / 2) * dot<T>(y, y);
  }
  template <Analytic T> Vector<T> grad_x_f(const Vector<T>& x, const Vector<T>& /*y*/) const {
    Vector<T> result = zero_chain::gradient(shrink(x));
    for (Eigen::Index i = 0; i < result.size(); ++i) {
      result(i) = exact<T>(2 * accuracy) * result(i); // L lambda / 152 = 2 eps
    }
    return result;
  }
  template <Analytic T> Vector<T> grad_y_f(const Vector<T>& /*x*/, const Vector<T>& y) const {
    return zeros<T>(y.size());
  }
  template <Analytic T> Vector<T> grad_x_g(const Vector<T>& x, const Vector<T>& /*y*/) const {
    return zeros<T>(x.size());
  }
  template <Analytic T> Vector<T> grad_y_g(const Vector<T>& /*x*/, const Vector<T>& y) const {
    Vector<T> result = y;
    for (Eigen::Index i = 0; i < result.size(); ++i) {
      result(i) = exact<T>(convexity) * y(i);
    }
    return result;
  }

private:
  template <Analytic T> Vector<T> shrink(const Vector<T>& x) const {
    Vector<T> result = x;
    for (Eigen::Index i = 0; i < x.size(); ++i) {
      result(i) = x(i) / exact<T>(lambda());
    }
    return result;
  }
};

} // namespace assay
