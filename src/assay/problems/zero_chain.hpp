#pragma once
#include <assay/numbers/linalg.hpp>

#include <numbers>
#include <vector>

/// The zero-chain f_T of the lower bound, and the two scalar functions it is made of.
///
///     psi(t) = exp(1 - 1/(2t-1)^2) for t > 1/2, else 0     phi(t) = sqrt(e) int_{-inf}^t
///     e^{-s^2/2} f_T(x) = -psi(1) phi(x_1) + sum_{i=2}^T [psi(-x_{i-1}) phi(-x_i) - psi(x_{i-1})
///     phi(x_i)]
///
/// Shape   x: T.  A jet is the list of derivatives (not Taylor coefficients) 0..order at one point.
/// Error   that of the scalar. Over Interval an enclosure over every member, finite even across
///         1/2, where psi is smooth but not analytic; a Taylor series there is the exact zero.
/// Cost    gradient: 4(T-1) jets of order 1.   Throws InvalidArgument for T = 0, or orders over
/// 100. Source  arjevani2023, section 3 (the functions are those of Carmon et al. 2020).
namespace assay::zero_chain {

/// psi^(k)(t) = sum_m c_m v^m e^{1-v^2} with v = 1/(2t-1): the integers c_0, c_1, ..., c_{3k}.
const std::vector<Rational>& psi_polynomial(int k);
/// phi^(k)(t) = sqrt(e) e^{-t^2/2} sum_m c_m t^m for k >= 1: the integers c_0, ..., c_{k-1}.
const std::vector<Rational>& phi_polynomial(int k);

/// pi in the scalar's own accuracy.
template <class T> T circle_constant();
template <> inline double circle_constant<double>() { return std::numbers::pi; }
template <> inline Real circle_constant<Real>() { return pi(); }
template <> inline Interval circle_constant<Interval>() { return interval_pi(); }

template <Field T> T evaluate(const std::vector<Rational>& polynomial, const T& at) {
  T sum(0);
  for (std::size_t m = polynomial.size(); m-- > 0;) {
    sum = sum * at + exact<T>(polynomial[m]);
  }
  return sum;
}

using std::erfc;

template <class T>
requires Ordered<T> && Analytic<T> std::vector<T> psi_jet(const T& t, int order) {
  std::vector<T> jet(static_cast<std::size_t>(order) + 1, T(0));
  const T u = T(2) * t - T(1);
  if (u <= T(0)) {
    return jet;
  }
  const T v = T(1) / u;
  const T decay = exp(T(1) - v * v);
  if (decay == T(0)) { // so close to 1/2 that every derivative underflows, while v^m overflows
    return jet;
  }
  jet[0] = decay;
  if (order >= 1) { // gradients need no more than this
    jet[1] = T(4) * v * v * v * decay;
  }
  for (int k = 2; k <= order; ++k) {
    jet[static_cast<std::size_t>(k)] = evaluate<T>(psi_polynomial(k), v) * decay;
  }
  return jet;
}

template <class T>
requires Ordered<T> && Analytic<T> std::vector<T> phi_jet(const T& t, int order) {
  const T e = exp(T(1));
  std::vector<T> jet{T(sqrt(circle_constant<T>() * e / T(2)) * erfc(-t / sqrt(T(2))))};
  if (order == 0) {
    return jet;
  }
  const T bell = exp((T(1) - t * t) / T(2));
  jet.push_back(bell);
  for (int k = 2; k <= order; ++k) {
    jet.push_back(T(evaluate<T>(phi_polynomial(k), t) * bell));
  }
  return jet;
}

std::vector<Interval> psi_jet(const Interval& t, int order);
std::vector<Interval> phi_jet(const Interval& t, int order);
Interval psi(const Interval& t, int k = 0);
Interval phi(const Interval& t, int k = 0);

/// g(t_0 + d) = sum_k g^(k)(t_0) d^k / k!, entry by entry of a jet that is `order` longer.
template <Field T>
std::vector<Taylor<T>> compose(const std::vector<T>& jet, const Taylor<T>& t, int order) {
  std::vector<T> moving = t.coefficients();
  moving[0] = T(0);
  const Taylor<T> d(std::move(moving));
  std::vector<Taylor<T>> result;
  for (int j = 0; j <= order; ++j) {
    Taylor<T> sum(0);
    for (int k = t.order(); k >= 0; --k) { // Horner: g_j + d (g_{j+1} + d/2 (g_{j+2} + ...))
      sum = sum * d / Taylor<T>(k + 1) + Taylor<T>(jet[static_cast<std::size_t>(j + k)]);
    }
    result.push_back(std::move(sum));
  }
  return result;
}
template <Field T> std::vector<Taylor<T>> psi_jet(const Taylor<T>& t, int order) {
  return compose<T>(psi_jet(t[0], order + t.order()), t, order);
}
template <Field T> std::vector<Taylor<T>> phi_jet(const Taylor<T>& t, int order) {
  return compose<T>(phi_jet(t[0], order + t.order()), t, order);
}

/// The k-th derivatives.
template <Field T> T psi(const T& t, int k = 0) { return psi_jet(t, k).back(); }
template <Field T> T phi(const T& t, int k = 0) { return phi_jet(t, k).back(); }

/// f_T(x) with T = x.size(). psi(1) = e^0 = 1.
template <Field T> T value(const Vector<T>& x) {
  need(x.size() > 0, "a chain has at least one coordinate");
  T sum = -phi(x(0));
  for (Eigen::Index i = 1; i < x.size(); ++i) {
    sum = sum + psi(T(-x(i - 1))) * phi(T(-x(i))) - psi(x(i - 1)) * phi(x(i));
  }
  return sum;
}

/// grad_i f_T; every term is at most 0: the chain only ever pulls to the right.
template <Field T> Vector<T> gradient(const Vector<T>& x) {
  need(x.size() > 0, "a chain has at least one coordinate");
  Vector<T> result = zeros<T>(x.size());
  result(0) = -phi(x(0), 1);
  for (Eigen::Index i = 1; i < x.size(); ++i) {
    const auto left = psi_jet(T(-x(i - 1)), 1);
    const auto right = psi_jet(x(i - 1), 1);
    const auto down = phi_jet(T(-x(i)), 1);
    const auto up = phi_jet(x(i), 1);
    result(i - 1) = result(i - 1) - left[1] * down[0] - right[1] * up[0];
    result(i) = result(i) - left[0] * down[1] - right[0] * up[1];
  }
  return result;
}

} // namespace assay::zero_chain
