#pragma once
#include <assay/numbers/stream.hpp>
#include <assay/problems/bilevel.hpp>

#include <vector>

/// Learn to regularise a softmax classifier.
///
///     g(x, y) = mean training cross-entropy of y + 1/2 mean_i exp(x_i) y_i^2
///     f(x, y) = mean validation cross-entropy of y
///
/// y holds one row of weights for each class but the last, whose logit is 0 (the usual reference
/// class). g is strongly convex in y with modulus min_i exp(x_i)/dy; f is convex and does not see
/// x.
/// Shape   x, y: (classes - 1) * features, row by row.
/// Cost    one exp for each sample and class.   Source  a standard test instance; the data are
///         generated rationals.
namespace assay {

/// One observation: rational features, and the class it belongs to.
struct LabelledSample {
  std::vector<Rational> features;
  int label = 0;
};

struct Softmax {
  int features = 2;
  int classes = 3;
  std::vector<LabelledSample> training;
  std::vector<LabelledSample> validation;

  [[nodiscard]] int dx() const { return (classes - 1) * features; }
  [[nodiscard]] int dy() const { return dx(); }

  template <Analytic T> T f(const Vector<T>& /*x*/, const Vector<T>& y) const {
    return cross_entropy(validation, y);
  }
  template <Analytic T> T g(const Vector<T>& x, const Vector<T>& y) const {
    T penalty(0);
    for (Eigen::Index i = 0; i < y.size(); ++i) {
      penalty = penalty + exp(x(i)) * y(i) * y(i);
    }
    return cross_entropy(training, y) + penalty / T(2 * dy());
  }
  template <Analytic T> Vector<T> grad_x_f(const Vector<T>& x, const Vector<T>& /*y*/) const {
    return zeros<T>(x.size());
  }
  template <Analytic T> Vector<T> grad_y_f(const Vector<T>& /*x*/, const Vector<T>& y) const {
    return cross_entropy_gradient(validation, y);
  }
  template <Analytic T> Vector<T> grad_x_g(const Vector<T>& x, const Vector<T>& y) const {
    Vector<T> result(x.size());
    for (Eigen::Index i = 0; i < x.size(); ++i) {
      result(i) = exp(x(i)) * y(i) * y(i) / T(2 * dy());
    }
    return result;
  }
  template <Analytic T> Vector<T> grad_y_g(const Vector<T>& x, const Vector<T>& y) const {
    Vector<T> result = cross_entropy_gradient(training, y);
    for (Eigen::Index i = 0; i < y.size(); ++i) {
      result(i) = result(i) + exp(x(i)) * y(i) / T(dy());
    }
    return result;
  }

private:
  template <Analytic T> T logit(const LabelledSample& sample, const Vector<T>& y, int label) const {
    T sum(0);
    for (int k = 0; k < features && label + 1 < classes; ++k) {
      sum = sum + exact<T>(sample.features[static_cast<std::size_t>(k)]) * y(label * features + k);
    }
    return sum;
  }
  template <Analytic T>
  T cross_entropy(const std::vector<LabelledSample>& samples, const Vector<T>& y) const {
    T sum(0);
    for (const LabelledSample& sample : samples) {
      T total(1); // the reference class
      for (int c = 0; c + 1 < classes; ++c) {
        total = total + exp(logit(sample, y, c));
      }
      sum = sum + log(total) - logit(sample, y, sample.label);
    }
    return sum / T(static_cast<int>(samples.size()));
  }
  template <Analytic T>
  Vector<T> cross_entropy_gradient(const std::vector<LabelledSample>& samples,
                                   const Vector<T>& y) const {
    Vector<T> result = zeros<T>(dy());
    for (const LabelledSample& sample : samples) {
      std::vector<T> weight;
      T total(1);
      for (int c = 0; c + 1 < classes; ++c) {
        weight.push_back(exp(logit(sample, y, c)));
        total = total + weight.back();
      }
      for (int c = 0; c + 1 < classes; ++c) {
        const T residual =
            weight[static_cast<std::size_t>(c)] / total - T(c == sample.label ? 1 : 0);
        for (int k = 0; k < features; ++k) {
          T& entry = result(c * features + k);
          entry = entry + residual * exact<T>(sample.features[static_cast<std::size_t>(k)]);
        }
      }
    }
    for (Eigen::Index i = 0; i < result.size(); ++i) {
      result(i) = result(i) / T(static_cast<int>(samples.size()));
    }
    return result;
  }
};

/// `samples` training and as many validation observations with features in {-1, -3/4, ..., 1} and
/// every class present: a pure function of the stream. Throws InvalidArgument on an empty shape.
Softmax random_softmax(int features, int classes, int samples, Stream& stream);

} // namespace assay
