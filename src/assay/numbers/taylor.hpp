#pragma once
#include <assay/error.hpp>
#include <assay/numbers/scalar.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

/// Truncated power series c_0 + c_1 t + ... + c_N t^N over any scalar.
///
/// A series of one coefficient is an exact constant and adapts to the length of its partner; two
/// longer series must have the same length. Order 1 is a dual number. Nesting, Taylor<Taylor<T>>,
/// gives mixed derivatives.
/// Cost    O(N^2) multiplications for each product, quotient, exp, log, sqrt.
/// Error   that of the scalar; over Rational the arithmetic is exact.
namespace assay {

template <Field T> class Taylor {
public:
  Taylor() : coefficients_(1, T(0)) {}
  Taylor(int value) : coefficients_(1, T(value)) {}   // NOLINT(google-explicit-constructor)
  Taylor(const T& value) : coefficients_(1, value) {} // NOLINT(google-explicit-constructor)
  explicit Taylor(std::vector<T> coefficients) : coefficients_(std::move(coefficients)) {
    need(!coefficients_.empty(), "a series needs at least its constant term");
  }

  /// value + t, to order N: the variable itself.
  static Taylor variable(const T& value, int order) {
    need(order >= 0, "a series needs an order of at least 0");
    std::vector<T> c(static_cast<std::size_t>(order) + 1, T(0));
    c[0] = value;
    if (order > 0) {
      c[1] = T(1);
    }
    return Taylor(std::move(c));
  }

  [[nodiscard]] int order() const { return static_cast<int>(coefficients_.size()) - 1; }
  /// The coefficient of t^k; 0 beyond the stored ones.
  [[nodiscard]] T operator[](int k) const {
    return k < static_cast<int>(coefficients_.size()) ? coefficients_[static_cast<std::size_t>(k)]
                                                      : T(0);
  }
  [[nodiscard]] const std::vector<T>& coefficients() const { return coefficients_; }
  /// The k-th derivative at t = 0: k! c_k.
  [[nodiscard]] T derivative(int k) const {
    T value = (*this)[k];
    for (int factor = 2; factor <= k; ++factor) {
      value = value * T(factor);
    }
    return value;
  }

  Taylor& operator+=(const Taylor& other) { return *this = *this + other; }
  Taylor& operator-=(const Taylor& other) { return *this = *this - other; }
  Taylor& operator*=(const Taylor& other) { return *this = *this * other; }
  Taylor& operator/=(const Taylor& other) { return *this = *this / other; }

  friend Taylor operator+(const Taylor& a, const Taylor& b) {
    return a.combine(b, [](const T& u, const T& v) { return T(u + v); });
  }
  friend Taylor operator-(const Taylor& a, const Taylor& b) {
    return a.combine(b, [](const T& u, const T& v) { return T(u - v); });
  }
  friend Taylor operator-(const Taylor& a) { return Taylor(0) - a; }
  friend Taylor operator*(const Taylor& a, const Taylor& b) {
    const int n = common_order(a, b);
    std::vector<T> c(static_cast<std::size_t>(n) + 1, T(0));
    for (int i = 0; i <= std::min(n, a.order()); ++i) {
      for (int j = 0; j <= std::min(n - i, b.order()); ++j) {
        c[at(i + j)] = c[at(i + j)] + a.coefficients_[at(i)] * b.coefficients_[at(j)];
      }
    }
    return Taylor(std::move(c));
  }
  friend Taylor operator/(const Taylor& a, const Taylor& b) {
    const int n = common_order(a, b);
    std::vector<T> c;
    for (int k = 0; k <= n; ++k) {
      T rest = a[k];
      for (int j = 1; j <= std::min(k, b.order()); ++j) {
        rest = rest - b.coefficients_[at(j)] * c[at(k - j)];
      }
      c.push_back(T(rest / b.coefficients_[0]));
    }
    return Taylor(std::move(c));
  }
  friend bool operator==(const Taylor& a, const Taylor& b) requires Ordered<T> {
    for (int k = 0; k <= std::max(a.order(), b.order()); ++k) {
      if (!(a[k] == b[k])) {
        return false;
      }
    }
    return true;
  }
  /// The order of the constant terms (what a branch in a user's function sees).
  friend bool operator<(const Taylor& a, const Taylor& b) requires Ordered<T> {
    return a[0] < b[0];
  }

private:
  static std::size_t at(int k) { return static_cast<std::size_t>(k); }
  static int common_order(const Taylor& a, const Taylor& b) {
    need(a.order() == b.order() || a.order() == 0 || b.order() == 0,
         "two series of different order do not mix");
    return std::max(a.order(), b.order());
  }
  template <class Operation> Taylor combine(const Taylor& b, Operation operation) const {
    const int n = common_order(*this, b);
    std::vector<T> c;
    c.reserve(at(n) + 1);
    for (int k = 0; k <= n; ++k) {
      c.push_back(operation((*this)[k], b[k]));
    }
    return Taylor(std::move(c));
  }

  std::vector<T> coefficients_;
};

template <Field T> struct FromRational<Taylor<T>> {
  static Taylor<T> convert(const Rational& value) { return Taylor<T>(exact<T>(value)); }
};

template <Field T> double pivot_quality(const Taylor<T>& a) { return pivot_quality(a[0]); }

/// u' = v' w solves exp (w = u), and similar first-order recurrences, coefficient by coefficient:
/// k u_k = sum_j j v_j w_{k-j}.
template <Field T> T convolve_derivative(const Taylor<T>& v, const std::vector<T>& w, int k) {
  T sum(0);
  for (int j = 1; j <= k; ++j) {
    sum = sum + T(j) * v[j] * w[static_cast<std::size_t>(k - j)];
  }
  return sum;
}

template <Analytic T> Taylor<T> exp(const Taylor<T>& a) {
  std::vector<T> u{T(exp(a[0]))};
  for (int k = 1; k <= a.order(); ++k) {
    u.push_back(T(convolve_derivative(a, u, k) / T(k)));
  }
  return Taylor<T>(std::move(u));
}

template <Analytic T> Taylor<T> log(const Taylor<T>& a) {
  std::vector<T> u{T(log(a[0]))};
  for (int k = 1; k <= a.order(); ++k) {
    T rest = T(k) * a[k];
    for (int j = 1; j < k; ++j) {
      rest = rest - T(j) * u[static_cast<std::size_t>(j)] * a[k - j];
    }
    u.push_back(T(rest / (T(k) * a[0])));
  }
  return Taylor<T>(std::move(u));
}

template <Analytic T> Taylor<T> sqrt(const Taylor<T>& a) {
  std::vector<T> u{T(sqrt(a[0]))};
  for (int k = 1; k <= a.order(); ++k) {
    T rest = a[k];
    for (int j = 1; j < k; ++j) {
      rest = rest - u[static_cast<std::size_t>(j)] * u[static_cast<std::size_t>(k - j)];
    }
    u.push_back(T(rest / (T(2) * u[0])));
  }
  return Taylor<T>(std::move(u));
}

} // namespace assay
