#pragma once
#include <assay/numbers/stream.hpp>
#include <assay/problems/bilevel.hpp>

#include <vector>

/// Two smooth bilevel problems on binary logistic regression, loss(a, y) = log(1 + exp(-a'y)).
///
///     Logistic      g = mean training loss + 1/2 mean_i exp(x_i) y_i^2,   f = mean validation loss
///     DataCleaning  g = mean_i sigma(x_i) loss_i(y) + c |y|^2,            f = mean clean loss
///
/// A sample a is its features times its label +1 or -1. In the first, x weighs the regularisation
/// of each feature; in the second it weighs each training sample, sigma(t) = 1 / (1 + exp(-t)).
/// Shape   y: features; x: features (Logistic), training samples (DataCleaning).
/// Unit    mu: min_i exp(x_i) / dy and 2c.   Source  standard test problems; generated rationals.
namespace assay {

namespace logistic_loss {

using Samples = std::vector<Vector<Rational>>;

template <Analytic T> T margin(const Vector<Rational>& sample, const Vector<T>& y) {
  return dot<T>(convert<T>(sample), y);
}
template <Analytic T> T value(const Vector<Rational>& sample, const Vector<T>& y) {
  return log(T(1) + exp(-margin(sample, y)));
}
/// The derivative by the margin: -sigma(-margin).
template <Analytic T> T slope(const Vector<Rational>& sample, const Vector<T>& y) {
  return T(-1) / (T(1) + exp(margin(sample, y)));
}
/// sum += weight times the gradient by y.
template <Analytic T>
void add_gradient(Vector<T>& sum,
                  const T& weight,
                  const Vector<Rational>& sample,
                  const Vector<T>& y) {
  const T factor = weight * slope(sample, y);
  for (Eigen::Index k = 0; k < y.size(); ++k) {
    sum(k) = sum(k) + factor * exact<T>(sample(k));
  }
}
template <Analytic T> T mean(const Samples& samples, const Vector<T>& y) {
  T sum(0);
  for (const auto& sample : samples) {
    sum = sum + value(sample, y);
  }
  return sum / T(static_cast<int>(samples.size()));
}
template <Analytic T> Vector<T> mean_gradient(const Samples& samples, const Vector<T>& y) {
  Vector<T> sum = zeros<T>(y.size());
  const T weight = T(1) / T(static_cast<int>(samples.size()));
  for (const auto& sample : samples) {
    add_gradient(sum, weight, sample, y);
  }
  return sum;
}

} // namespace logistic_loss

struct Logistic {
  logistic_loss::Samples training, validation;

  [[nodiscard]] int dx() const { return dy(); }
  [[nodiscard]] int dy() const { return static_cast<int>(training.front().size()); }

  template <Analytic T> T f(const Vector<T>& /*x*/, const Vector<T>& y) const {
    return logistic_loss::mean(validation, y);
  }
  template <Analytic T> T g(const Vector<T>& x, const Vector<T>& y) const {
    T penalty(0);
    for (Eigen::Index i = 0; i < y.size(); ++i) {
      penalty = penalty + exp(x(i)) * y(i) * y(i);
    }
    return logistic_loss::mean(training, y) + penalty / T(2 * dy());
  }
  template <Analytic T> Vector<T> grad_x_f(const Vector<T>& x, const Vector<T>& /*y*/) const {
    return zeros<T>(x.size());
  }
  template <Analytic T> Vector<T> grad_y_f(const Vector<T>& /*x*/, const Vector<T>& y) const {
    return logistic_loss::mean_gradient(validation, y);
  }
  template <Analytic T> Vector<T> grad_x_g(const Vector<T>& x, const Vector<T>& y) const {
    Vector<T> result(x.size());
    for (Eigen::Index i = 0; i < x.size(); ++i) {
      result(i) = exp(x(i)) * y(i) * y(i) / T(2 * dy());
    }
    return result;
  }
  template <Analytic T> Vector<T> grad_y_g(const Vector<T>& x, const Vector<T>& y) const {
    Vector<T> result = logistic_loss::mean_gradient(training, y);
    for (Eigen::Index i = 0; i < y.size(); ++i) {
      result(i) = result(i) + exp(x(i)) * y(i) / T(dy());
    }
    return result;
  }
};

struct DataCleaning {
  logistic_loss::Samples training, clean;
  Rational ridge = ratio(1, 4); ///< c

  [[nodiscard]] int dx() const { return static_cast<int>(training.size()); }
  [[nodiscard]] int dy() const { return static_cast<int>(training.front().size()); }

  template <Analytic T> T f(const Vector<T>& /*x*/, const Vector<T>& y) const {
    return logistic_loss::mean(clean, y);
  }
  template <Analytic T> T g(const Vector<T>& x, const Vector<T>& y) const {
    T sum = exact<T>(ridge) * dot<T>(y, y);
    for (std::size_t i = 0; i < training.size(); ++i) {
      sum = sum + weight(x, i) * logistic_loss::value(training[i], y);
    }
    return sum;
  }
  template <Analytic T> Vector<T> grad_x_f(const Vector<T>& x, const Vector<T>& /*y*/) const {
    return zeros<T>(x.size());
  }
  template <Analytic T> Vector<T> grad_y_f(const Vector<T>& /*x*/, const Vector<T>& y) const {
    return logistic_loss::mean_gradient(clean, y);
  }
  template <Analytic T> Vector<T> grad_x_g(const Vector<T>& x, const Vector<T>& y) const {
    Vector<T> result(x.size());
    for (std::size_t i = 0; i < training.size(); ++i) {
      // sigma' = sigma (1 - sigma)
      const T rest = T(1) / (T(1) + exp(x(static_cast<Eigen::Index>(i))));
      result(static_cast<Eigen::Index>(i)) =
          weight(x, i) * rest * logistic_loss::value(training[i], y);
    }
    return result;
  }
  template <Analytic T> Vector<T> grad_y_g(const Vector<T>& x, const Vector<T>& y) const {
    Vector<T> result(y.size());
    for (Eigen::Index k = 0; k < y.size(); ++k) {
      result(k) = exact<T>(2 * ridge) * y(k);
    }
    for (std::size_t i = 0; i < training.size(); ++i) {
      logistic_loss::add_gradient(result, weight(x, i), training[i], y);
    }
    return result;
  }

private:
  /// sigma(x_i) / n
  template <Analytic T> T weight(const Vector<T>& x, std::size_t i) const {
    return T(1) / ((T(1) + exp(-x(static_cast<Eigen::Index>(i)))) * T(dx()));
  }
};

/// Samples with features in {-2, -7/4, ..., 2}, none of them zero: a pure function of the stream.
logistic_loss::Samples random_samples(int features, int samples, Stream& stream);

} // namespace assay
