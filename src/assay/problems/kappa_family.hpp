#pragma once
#include <assay/numbers/linalg.hpp>

/// One-dimensional lower levels whose curvature changes as fast as the assumptions allow where it
/// is of size mu: the families on which the value function is least smooth in nu.
///
///     f(x, y) = y,    g(x, y) = w(y) - x y,    so that w'(y_nu*) = x - nu and grad l_nu = -y_nu*
///
/// QuarticWell  w'' = mu + L y^2/2: w'''' = L, and |w'''| <= sqrt(2 L (w'' - mu)) with equality. A
///              lower level that is strongly convex with a bounded fourth derivative allows no
///              larger third derivative, so this is the extreme for p >= 2.
/// CubicWell    w'' = 2 mu + L y, for |y| <= mu/L: w''' = L where w'' = 2 mu. Outside it may be
///              continued with w'' constant, so w'' is only Lipschitz: the extreme for p = 1.
/// Shape   x, y: 1.   Source  theory/chen2026_f2sa_p/smoothness_in_nu.cpp.
namespace assay {

struct QuarticWell {
  Rational convexity = 1;  ///< mu
  Rational smoothness = 1; ///< L

  [[nodiscard]] static int dx() { return 1; }
  [[nodiscard]] static int dy() { return 1; }

  template <Field T> T f(const Vector<T>& /*x*/, const Vector<T>& y) const { return y(0); }
  template <Field T> T g(const Vector<T>& x, const Vector<T>& y) const {
    const T square = y(0) * y(0);
    return exact<T>(convexity / 2) * square + exact<T>(smoothness / 24) * square * square -
           x(0) * y(0);
  }
  /// The x whose unpenalised solution y*(x) is y: w'(y).
  template <Field T> T x_of(const T& y) const {
    return exact<T>(convexity) * y + exact<T>(smoothness / 6) * y * y * y;
  }
};

struct CubicWell {
  Rational convexity = 1;  ///< mu
  Rational smoothness = 1; ///< L

  [[nodiscard]] static int dx() { return 1; }
  [[nodiscard]] static int dy() { return 1; }

  template <Field T> T f(const Vector<T>& /*x*/, const Vector<T>& y) const { return y(0); }
  template <Field T> T g(const Vector<T>& x, const Vector<T>& y) const {
    const T square = y(0) * y(0);
    return exact<T>(convexity) * square + exact<T>(smoothness / 6) * square * y(0) - x(0) * y(0);
  }
  template <Field T> T x_of(const T& y) const {
    return exact<T>(2 * convexity) * y + exact<T>(smoothness / 2) * y * y;
  }
};

} // namespace assay
