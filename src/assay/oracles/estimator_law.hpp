#pragma once
#include <assay/differences/stencil.hpp>
#include <assay/oracles/exact_law.hpp>
#include <assay/problems/quadratic.hpp>

#include <vector>

/// The error of one F2SA-p hyper-gradient on a quadratic, as an expectation in closed form.
///
///     Phi = (1/nu) sum_j alpha_j [grad_x g(x, y_j) + j nu grad_x f(x, y_j)] + outer noise,
///     y_j = K steps of SGD on g + j nu f (an independent stream for each node)
///     E||Phi - grad phi||^2 = ||finite difference + unfinished||^2 + inner + outer
///
/// Legend  alpha_j: weights of the stencil; H_j = A + j nu F, decomposed once for each (nu, j);
///         S: samples of the outer batch, whose noise does not depend on y.
/// Error   the stencil's bias cancels: an absolute rounding of about 10^-digits sum|alpha_j| ||y||
/// / nu. Throws  InvalidArgument if an H_j is not positive definite, or eta h >= 2.
namespace assay {

/// E||noise||^2 of one sample, all coordinates together, for each partial gradient.
template <class T> struct OracleNoise {
  T lower_y = T(1); ///< of grad_y g
  T upper_y = T(1); ///< of grad_y f
  T lower_x = T(1); ///< of grad_x g
  T upper_x = T(1); ///< of grad_x f
};

/// Does every node see the same outer samples (as the paper's algorithm does) or its own?
enum class OuterSamples { shared, independent };

/// The instance a law is about: the problem at one point, its noise, and where inner runs start.
template <class T> struct Setting {
  Quadratic<T> problem;
  Vector<T> x;
  Vector<T> start;
  OracleNoise<T> noise;
};

/// grad phi at the point: the truth that Phi is compared with.
template <class T> Vector<T> true_hypergradient(const Setting<T>& setting) {
  return hypergradient(setting.problem, setting.x,
                       setting.problem.template solution<T>(setting.x, T(0)));
}

/// One node of the stencil at one nu: its inner problem and how Phi responds to y_j.
template <class T> struct NodeLaw {
  T node;             ///< j
  T weight;           ///< alpha_j / nu
  Descent<T> descent; ///< of g + j nu f at x
  Matrix<T> response; ///< dx x dy: change of Phi along each eigenvector of H_j
  Vector<T> gap;      ///< y0 - y_j* in the eigenbasis
};

/// The parts of E||Phi - grad phi||^2.
template <class T> struct EstimatorError {
  Vector<T> finite_difference; ///< bias of the stencil with exact inner solves
  Vector<T> unfinished;        ///< bias of the inner runs after K steps
  T inner;                     ///< variance that inner noise leaves
  T outer;                     ///< variance of the outer batch

  [[nodiscard]] T mean_square() const {
    const Vector<T> bias = (finite_difference + unfinished).eval();
    return dot<T>(bias, bias) + inner + outer;
  }
};

template <class T> class EstimatorLaw {
public:
  EstimatorLaw(const Setting<T>& setting, const Stencil& stencil, const T& nu);

  [[nodiscard]] const std::vector<NodeLaw<T>>& nodes() const { return nodes_; }
  [[nodiscard]] const Vector<T>& finite_difference() const { return finite_difference_; }
  /// Variance of Phi from inner noise after K steps of size eta; and after infinitely many.
  [[nodiscard]] T inner_variance(const T& eta, const T& steps) const;
  [[nodiscard]] T inner_variance(const T& eta) const;
  [[nodiscard]] Vector<T> unfinished(const T& eta, const T& steps) const;
  /// sum_j ||node j's part of unfinished||: falls with K, so a schedule can solve for it.
  [[nodiscard]] T unfinished_bound(const T& eta, const T& steps) const;
  /// Variance of Phi from an outer batch of one sample; a batch of S has 1/S of it.
  [[nodiscard]] T outer_variance(OuterSamples samples) const;
  [[nodiscard]] T largest_curvature() const;
  [[nodiscard]] T smallest_curvature() const;

  [[nodiscard]] EstimatorError<T>
  error(const T& eta, const T& steps, const T& batch, OuterSamples samples) const {
    return {finite_difference_, unfinished(eta, steps), inner_variance(eta, steps),
            T(outer_variance(samples) / batch)};
  }

private:
  template <class Variance> [[nodiscard]] T sum_responses(const Variance& variance) const;
  [[nodiscard]] Vector<T>
  node_unfinished(const NodeLaw<T>& node, const T& eta, const T& steps) const;

  OracleNoise<T> noise_;
  T nu_;
  std::vector<NodeLaw<T>> nodes_;
  Vector<T> finite_difference_;
};

/// The inner problem of node j at nu, with its orthonormal eigenbasis.
template <class T>
NodeLaw<T>
node_law(const Setting<T>& setting, const Rational& j, const Rational& alpha, const T& nu) {
  const Quadratic<T>& q = setting.problem;
  const T node = exact<T>(j);
  const T shift = node * nu;
  NodeLaw<T> law{node, exact<T>(alpha) / nu, {}, {}, {}};
  law.descent = {symmetric_eigen(Matrix<T>(q.A + shift * q.F)),
                 q.template solution<T>(setting.x, shift), setting.start,
                 setting.noise.lower_y + shift * shift * setting.noise.upper_y};
  const Spectrum<T>& spectrum = law.descent.hessian;
  need(spectrum.values(0) > T(0), "g + j nu f is not strongly convex at this nu");
  law.response = (law.weight * (shift * q.K - q.B.transpose()) * spectrum.vectors).eval();
  law.gap = (spectrum.vectors.transpose() * (setting.start - law.descent.minimiser)).eval();
  return law;
}

template <class T>
EstimatorLaw<T>::EstimatorLaw(const Setting<T>& setting, const Stencil& stencil, const T& nu)
    : noise_(setting.noise), nu_(nu), finite_difference_(-true_hypergradient(setting)) {
  for (std::size_t k = 0; k < stencil.size(); ++k) {
    if (stencil.weights[k] == 0) {
      continue;
    }
    nodes_.push_back(node_law<T>(setting, stencil.nodes[k], stencil.weights[k], nu));
    const NodeLaw<T>& node = nodes_.back();
    const Vector<T> slope = value_gradient<Quadratic<T>, T>(
        setting.problem, setting.x, node.descent.minimiser, T(node.node * nu));
    finite_difference_ += node.weight * slope;
  }
}

/// sum over nodes and eigenvectors of ||response||^2 variance(node, h, noise of one coordinate).
template <class T>
template <class Variance>
T EstimatorLaw<T>::sum_responses(const Variance& variance) const {
  T sum(0);
  for (const NodeLaw<T>& node : nodes_) {
    const Vector<T>& h = node.descent.hessian.values;
    const T noise = node.descent.noise / T(static_cast<int>(h.size()));
    for (Eigen::Index i = 0; i < h.size(); ++i) {
      const Vector<T> along = node.response.col(i);
      sum = sum + dot<T>(along, along) * variance(h(i), noise);
    }
  }
  return sum;
}

template <class T> T EstimatorLaw<T>::inner_variance(const T& eta, const T& steps) const {
  return sum_responses(
      [&](const T& h, const T& noise) { return step_variance<T>(eta, h, steps, noise); });
}

template <class T> T EstimatorLaw<T>::inner_variance(const T& eta) const {
  return sum_responses(
      [&](const T& h, const T& noise) { return stationary_variance<T>(eta, h, noise); });
}

template <class T>
Vector<T>
EstimatorLaw<T>::node_unfinished(const NodeLaw<T>& node, const T& eta, const T& steps) const {
  Vector<T> left = node.gap;
  for (Eigen::Index i = 0; i < left.size(); ++i) {
    left(i) = left(i) * contraction<T>(eta * node.descent.hessian.values(i), steps);
  }
  return times<T>(node.response, left);
}

template <class T> Vector<T> EstimatorLaw<T>::unfinished(const T& eta, const T& steps) const {
  Vector<T> sum = zeros<T>(finite_difference_.size());
  for (const NodeLaw<T>& node : nodes_) {
    sum += node_unfinished(node, eta, steps);
  }
  return sum;
}

template <class T> T EstimatorLaw<T>::unfinished_bound(const T& eta, const T& steps) const {
  using std::sqrt;
  T sum(0);
  for (const NodeLaw<T>& node : nodes_) {
    const Vector<T> part = node_unfinished(node, eta, steps);
    sum = sum + sqrt(dot<T>(part, part));
  }
  return sum;
}

/// Shared: one sample enters with weight sum alpha_j / nu for g and sum j alpha_j for f, which are
/// 0 and 1 for a consistent stencil. Independent: the squares add up.
template <class T> T EstimatorLaw<T>::outer_variance(OuterSamples samples) const {
  T lower(0);
  T upper(0);
  T weight(0);
  T first(0);
  for (const NodeLaw<T>& node : nodes_) {
    const T shifted = node.weight * node.node; // alpha_j j / nu
    lower = lower + node.weight * node.weight;
    upper = upper + shifted * shifted;
    weight = weight + node.weight;
    first = first + shifted;
  }
  if (samples == OuterSamples::shared) {
    lower = weight * weight;
    upper = first * first;
  }
  return lower * noise_.lower_x + upper * nu_ * nu_ * noise_.upper_x;
}

template <class T> T EstimatorLaw<T>::largest_curvature() const {
  T largest = nodes_.front().descent.hessian.values(0);
  for (const NodeLaw<T>& node : nodes_) {
    const Vector<T>& h = node.descent.hessian.values;
    largest = largest < h(h.size() - 1) ? h(h.size() - 1) : largest;
  }
  return largest;
}

template <class T> T EstimatorLaw<T>::smallest_curvature() const {
  T smallest = nodes_.front().descent.hessian.values(0);
  for (const NodeLaw<T>& node : nodes_) {
    const T& h = node.descent.hessian.values(0);
    smallest = h < smallest ? h : smallest;
  }
  return smallest;
}

} // namespace assay
