#pragma once
#include <assay/problems/facts.hpp>
#include <assay/problems/model.hpp>
#include <assay/problems/softmax.hpp>

#include <functional>
#include <vector>

/// Softmax regression that learns its regularisation, in double:
///
///     g = training cross-entropy(y) + mean_i exp(x_i) y_i^2/2
///     f = validation cross-entropy(y) + ridge/2 ||x||^2
///
/// The ridge keeps x, and with it mu = min exp(x_i)/dy, in a ball. y*(x) by Newton's method, grad
/// phi by the implicit function theorem.
/// Shape   x, y: (classes - 1) features.   Error  y* to the last digits but one.
/// Cost    O(samples dy) an oracle call; solution and hypergradient: some dense factorisations.
/// Source  softmax.hpp holds it in every arithmetic, with ridge = 0.
namespace assay {

class SoftmaxModel {
public:
  SoftmaxModel(const Softmax& data, double ridge);

  [[nodiscard]] int dx() const { return dy(); }
  [[nodiscard]] int dy() const { return (classes_ - 1) * static_cast<int>(training_.rows.cols()); }

  using V = Vector<double>;
  void grad_x_f(const V& x, const V& /*y*/, V& out) const { out = ridge_ * x; }
  void grad_y_f(const V& x, const V& y, V& out) const;
  void grad_x_g(const V& x, const V& y, V& out) const;
  void grad_y_g(const V& x, const V& y, V& out) const;
  void hvp(const V& x, const V& y, const V& v, V& out) const;
  void jvp(const V& x, const V& y, const V& v, V& out) const;
  void solution(const V& x, V& out) const;
  void hypergradient(const V& x, V& out) const;
  [[nodiscard]] double f(const V& x, const V& y) const;
  [[nodiscard]] double g(const V& x, const V& y) const;

  /// The constants on a ball that the sublevel set of x0 lies in, by a quarter inside. L_phi is an
  /// estimate: twice the largest found at 24 points of the ball.
  [[nodiscard]] Facts facts(const V& x0, const V& y0) const;

private:
  struct Samples {
    Matrix<double> rows; ///< one for each sample
    std::vector<int> labels;
  };
  [[nodiscard]] static Samples convert_samples(const std::vector<LabelledSample>& samples);
  /// Probabilities of the classes but the last, one row for each sample; and the mean of -log p.
  double probabilities(const Samples& samples, const V& y, Matrix<double>& p) const;
  void entropy_gradient(const Samples& samples, const V& y, V& out) const;
  [[nodiscard]] Matrix<double> hessian(const V& x, const V& y) const;
  /// Bounds on the k-th derivative of the mean of -log p in y, k = 2, ..., order.
  [[nodiscard]] std::vector<double> derivative_bounds(const Samples& samples, int order) const;
  /// A bound on the bias of the p-th order stencil, p <= 64; at_best bounds exp(x_i) |y_i|/dy at
  /// y*.
  [[nodiscard]] std::function<double(int p, double nu)>
  stencil_bias(const Facts& facts, double at_best, double heaviest) const;
  /// At most the validation cross-entropy at y*(x), for every x in that ball.
  [[nodiscard]] double least_validation(double radius) const;

  int classes_;
  double ridge_;
  Samples training_, validation_;
};

} // namespace assay
