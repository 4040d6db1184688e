#pragma once
#include <assay/problems/zero_chain.hpp>

/// The lifted chain: the zero-chain is seen only through the lower level.
///
///     f(x, y) = f_T(y),    g(x, y) = mu/2 ||y - x||^2
///
/// Here y*(x) = x and phi = f_T, while y_nu* = x - (nu/mu) grad f_T(y_nu*): not quadratic, and not
/// analytic where a coordinate of y is +-1/2. nu f + g is strongly convex for |nu| < mu/152.
/// Shape   x, y: T.   Source  arjevani2023 for f_T; the lifting is a test instance of assay.
namespace assay {

struct LiftedChain {
  int length = 3;         ///< T
  Rational convexity = 1; ///< mu

  [[nodiscard]] int dx() const { return length; }
  [[nodiscard]] int dy() const { return length; }

  template <Analytic T> T f(const Vector<T>& /*x*/, const Vector<T>& y) const {
    return zero_chain::value(y);
  }
  template <Analytic T> T g(const Vector<T>& x, const Vector<T>& y) const {
    const Vector<T> away = y - x;
    return exact<T>(convexity / 2) * dot<T>(away, away);
  }
  template <Analytic T> Vector<T> grad_x_f(const Vector<T>& x, const Vector<T>& /*y*/) const {
    return zeros<T>(x.size());
  }
  template <Analytic T> Vector<T> grad_y_f(const Vector<T>& /*x*/, const Vector<T>& y) const {
    return zero_chain::gradient(y);
  }
  template <Analytic T> Vector<T> grad_x_g(const Vector<T>& x, const Vector<T>& y) const {
    return pull(x, y);
  }
  template <Analytic T> Vector<T> grad_y_g(const Vector<T>& x, const Vector<T>& y) const {
    return pull(y, x);
  }

private:
  /// mu (u - v)
  template <Analytic T> Vector<T> pull(const Vector<T>& u, const Vector<T>& v) const {
    Vector<T> result = u - v;
    for (Eigen::Index i = 0; i < result.size(); ++i) {
      result(i) = exact<T>(convexity) * result(i);
    }
    return result;
  }
};

} // namespace assay
