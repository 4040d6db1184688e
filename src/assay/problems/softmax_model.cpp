#include <assay/problems/differencing.hpp>
#include <assay/problems/softmax_model.hpp>
#include <assay/problems/solution_derivatives.hpp>

#include <Eigen/Cholesky>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace assay {

SoftmaxModel::Samples SoftmaxModel::convert_samples(const std::vector<LabelledSample>& samples) {
  Samples converted;
  converted.rows.resize(static_cast<Eigen::Index>(samples.size()),
                        static_cast<Eigen::Index>(samples.front().features.size()));
  for (std::size_t i = 0; i < samples.size(); ++i) {
    for (std::size_t k = 0; k < samples[i].features.size(); ++k) {
      converted.rows(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(k)) =
          exact<double>(samples[i].features[k]);
    }
    converted.labels.push_back(samples[i].label);
  }
  return converted;
}

SoftmaxModel::SoftmaxModel(const Softmax& data, double ridge)
    : classes_(data.classes),
      ridge_(ridge),
      training_(convert_samples(data.training)),
      validation_(convert_samples(data.validation)) {
  need(ridge > 0, "softmax: ridge must be positive, so that x stays bounded");
}

double SoftmaxModel::probabilities(const Samples& samples, const V& y, Matrix<double>& p) const {
  const Eigen::Index features = samples.rows.cols();
  const Eigen::Map<const Matrix<double>> weights(y.data(), features, classes_ - 1);
  p.noalias() = samples.rows * weights;
  double loss = 0;
  for (Eigen::Index i = 0; i < p.rows(); ++i) {
    const double most = std::max(0.0, p.row(i).maxCoeff()); // exponentials cannot overflow
    const int label = samples.labels[static_cast<std::size_t>(i)];
    loss -= label + 1 < classes_ ? p(i, label) - most : -most;
    double total = std::exp(-most); // the reference class
    for (Eigen::Index c = 0; c < p.cols(); ++c) {
      p(i, c) = std::exp(p(i, c) - most);
      total += p(i, c);
    }
    p.row(i) /= total;
    loss += std::log(total);
  }
  return loss / static_cast<double>(p.rows());
}

void SoftmaxModel::entropy_gradient(const Samples& samples, const V& y, V& out) const {
  Matrix<double> p;
  probabilities(samples, y, p);
  for (Eigen::Index i = 0; i < p.rows(); ++i) {
    const int label = samples.labels[static_cast<std::size_t>(i)];
    if (label + 1 < classes_) {
      p(i, label) -= 1;
    }
  }
  const Matrix<double> gradient =
      samples.rows.transpose() * p / static_cast<double>(samples.rows.rows());
  out = Eigen::Map<const V>(gradient.data(), gradient.size());
}

void SoftmaxModel::grad_y_f(const V& /*x*/, const V& y, V& out) const {
  entropy_gradient(validation_, y, out);
}

void SoftmaxModel::grad_x_g(const V& x, const V& y, V& out) const {
  out = x.array().exp() * y.array().square() / (2.0 * dy());
}

void SoftmaxModel::grad_y_g(const V& x, const V& y, V& out) const {
  entropy_gradient(training_, y, out);
  out.array() += x.array().exp() * y.array() / dy();
}

void SoftmaxModel::hvp(const V& x, const V& y, const V& v, V& out) const {
  Matrix<double> p;
  probabilities(training_, y, p);
  const Eigen::Index features = training_.rows.cols();
  const Eigen::Map<const Matrix<double>> moved(v.data(), features, classes_ - 1);
  Matrix<double> s = training_.rows * moved;
  for (Eigen::Index i = 0; i < s.rows(); ++i) {
    const double mean = p.row(i).dot(s.row(i));
    s.row(i) = (p.row(i).array() * (s.row(i).array() - mean)).matrix().eval();
  }
  const Matrix<double> product =
      training_.rows.transpose() * s / static_cast<double>(training_.rows.rows());
  out = Eigen::Map<const V>(product.data(), product.size());
  out.array() += x.array().exp() * v.array() / dy();
}

void SoftmaxModel::jvp(const V& x, const V& y, const V& v, V& out) const {
  out = x.array().exp() * y.array() * v.array() / dy();
}

Matrix<double> SoftmaxModel::hessian(const V& x, const V& y) const {
  const Matrix<double> h = differencing::assemble(dy(), dy(), [&](const V& v) {
    V out;
    hvp(x, y, v, out);
    return out;
  });
  return 0.5 * (h + h.transpose());
}

void SoftmaxModel::solution(const V& x, V& out) const {
  out.setZero(dy());
  V slope, step, next, next_slope;
  grad_y_g(x, out, slope);
  for (int i = 0; i < 60 && slope.norm() > 1e-15; ++i) {
    step = hessian(x, out).llt().solve(slope);
    double length = 1;
    for (int halvings = 0; halvings < 40; ++halvings, length /= 2) {
      next = out - length * step;
      grad_y_g(x, next, next_slope);
      if (next_slope.norm() <= (1 - length / 4) * slope.norm()) {
        break;
      }
    }
    if (!(next_slope.norm() < slope.norm())) {
      return; // rounding is all that is left
    }
    out = next;
    slope = next_slope;
  }
}

void SoftmaxModel::hypergradient(const V& x, V& out) const {
  V y, pull;
  solution(x, y);
  grad_y_f(x, y, pull);
  const V v = hessian(x, y).llt().solve(pull);
  jvp(x, y, v, out);
  out = ridge_ * x - out;
}

double SoftmaxModel::f(const V& x, const V& y) const {
  Matrix<double> p;
  return probabilities(validation_, y, p) + ridge_ / 2 * x.squaredNorm();
}

double SoftmaxModel::g(const V& x, const V& y) const {
  Matrix<double> p;
  return probabilities(training_, y, p) +
         (x.array().exp() * y.array().square()).sum() / (2.0 * dy());
}

/// The k-th derivative of -log p in the logits, along u k times, is the k-th cumulant of u_c, c
/// drawn with the probabilities; as a symmetric form it is largest with its arguments equal. The
/// reference class has u = 0, so the u_c lie within r |u| of each other, r = 1 for two classes,
/// sqrt(2) for more. A variable X within [-r/2, r/2] has |kappa_2| <= r^2/4, |kappa_3| <= r^3/(6
/// sqrt(3)). In |t| < pi/r the real part of exp(t X) is positive, so log E exp(t X) is analytic
/// there, and its real part is at most pi/2: |kappa_k| <= k! 2 (pi/2) (r/pi)^k by Borel and
/// Caratheodory. The logits move by A v: the mean of |A_i v|^k is at most the largest |A_i|^(k-2)
/// times that of |A_i v|^2, and at most that of |A_i|^k.
std::vector<double> SoftmaxModel::derivative_bounds(const Samples& samples, int order) const {
  const Matrix<double>& rows = samples.rows;
  const auto n = static_cast<double>(rows.rows());
  const double r_squared = classes_ > 2 ? 2 : 1;
  const double r = std::sqrt(r_squared);
  constexpr double pi = std::numbers::pi;
  const V lengths = rows.rowwise().norm();
  const double longest = lengths.maxCoeff();
  const double largest = differencing::largest_singular_value(rows);
  std::vector<double> bounds(static_cast<std::size_t>(order) + 1, 0);
  for (int k = 2; k <= order; ++k) {
    const double cumulant = k == 2   ? r_squared / 4
                            : k == 3 ? r * r * r / (6 * std::sqrt(3.0))
                                     : std::tgamma(k + 1) * pi * std::pow(r / pi, k);
    const double moved =
        std::min(std::pow(longest, k - 2) * largest * largest, lengths.array().pow(k).sum());
    bounds[static_cast<std::size_t>(k)] = cumulant * moved / n;
  }
  return bounds;
}

/// C_p nu^p sup |d^n/dnu^n grad_x l_nu|, n = p + 1. grad_x l_nu has the entries exp(x_i) y_i^2/(2
/// dy) and what does not depend on nu but linearly, so that this is a sum of products of
/// derivatives of y_nu*. f is convex: nodes below 0 alone cost convexity.
std::function<double(int, double)>
SoftmaxModel::stencil_bias(const Facts& facts, double at_best, double heaviest) const {
  constexpr int most = 64;
  LevelDerivatives of{.f = derivative_bounds(validation_, most + 2),
                      .g = derivative_bounds(training_, most + 2)};
  return [of, at_best, heaviest, mu = facts.mu, curvature = facts.upper_curvature,
          slope = facts.upper_slope](int p, double nu) {
    LevelDerivatives here = of;
    const int furthest = (p + 1) / 2; // of the nodes, and of those below 0
    const int furthest_below = p / 2;
    here.reach = furthest * nu;
    here.convexity = mu - furthest_below * nu * curvature;
    here.first = slope / here.convexity;
    if (p < 1 || p > most || !(here.convexity > 0)) {
      return std::numeric_limits<double>::infinity();
    }
    const std::vector<double> a = solution_derivatives(here, p + 1);
    // exp(x_i) y_i/dy balances the slopes of both entropies.
    double sum = (at_best + here.reach * slope) * a.back();
    double choose = 1;
    for (int k = 1; k <= p; ++k) {
      choose *= static_cast<double>(p + 2 - k) / k;
      sum += heaviest / 2 * choose * a[static_cast<std::size_t>(k)] *
             a[static_cast<std::size_t>(p + 1 - k)];
    }
    return stencil_constant(p) * std::pow(nu, p) * sum;
  };
}

double SoftmaxModel::least_validation(double radius) const {
  // h = cross-entropy + w |y|^2/2 is w-convex: min h >= h(y) - |grad h(y)|^2/(2 w) at any y.
  constexpr double light = -20;
  const double weight = std::exp(light) / dy();
  SoftmaxModel swapped = *this;
  swapped.training_ = validation_;
  const V x = V::Constant(dx(), light);
  V y, slope;
  swapped.solution(x, y);
  swapped.grad_y_g(x, y, slope);
  const double least = swapped.g(x, y) - slope.squaredNorm() / (2 * weight);
  // g(x, y*) <= g(x, 0) = log classes, so |y*|^2 <= 2 dy log classes exp(radius): a term of 1e-8.
  return std::max(0.0, least - weight * dy() * std::log(classes_) * std::exp(radius));
}

Facts SoftmaxModel::facts(const V& x0, const V& y0) const {
  V best;
  solution(x0, best);
  Facts facts;
  facts.dx = facts.dy = dy();
  facts.start_distance = (y0 - best).norm();
  // Where phi(x) <= phi(x0), ridge |x|^2/2 is at most phi(x0) less the cross-entropy at y*(x): at
  // least 0, which bounds x, and with that at least least_validation, which bounds x better.
  const double start = f(x0, best);
  const auto radius_of = [this](double gap) { return std::sqrt(2 * gap / ridge_); };
  facts.gap = start - least_validation(radius_of(start));
  const double radius = radius_of(facts.gap) + 0.25;
  const double heaviest = std::exp(radius) / dy();
  facts.mu = std::exp(-radius) / dy();
  facts.lower_curvature = derivative_bounds(training_, 2)[2] + heaviest;
  facts.upper_curvature = derivative_bounds(validation_, 2)[2];
  // At y* exp(x_i) y_i/dy balances the cross-entropy's slope: a mean of features times differences
  // of two numbers in [0, 1].
  const double at_best = training_.rows.cwiseAbs().colwise().mean().maxCoeff();
  // Within 1 + |y0 - y*| of y*.
  facts.coupling = at_best + heaviest * (1 + facts.start_distance);
  // grad^2_xy g is diagonal, exp(x_i) y_i/dy; the penalty's own Hessian does not depend on y.
  const double third = derivative_bounds(training_, 3)[3];
  facts.curvature_slope = std::max(third, heaviest);
  facts.solution_slope = at_best / facts.mu;
  facts.upper_slope = std::sqrt(2.0) * validation_.rows.rowwise().norm().mean(); // at every y
  // One bound for each of the two Hessians: rho holds for both.
  const double system = facts.upper_slope / facts.mu;
  facts.system_slope = (facts.upper_curvature + third * system) / facts.mu;
  facts.response = facts.coupling * facts.system_slope + heaviest * system;
  facts.stencil_bias = stencil_bias(facts, at_best, heaviest);
  Stream stream(1, 0, "smoothness of softmax");
  constexpr double step = 1e-5;
  V above, below;
  double largest = 0;
  for (int k = 0; k < 24; ++k) {
    V x(dx());
    for (Eigen::Index i = 0; i < x.size(); ++i) {
      x(i) = stream.normal();
    }
    x *= radius * stream.uniform() / x.norm();
    V along = V::Ones(dx()) / std::sqrt(dx());
    for (int i = 0; i < 4; ++i) { // power iteration, enough for half of the norm
      hypergradient((x + step * along).eval(), above);
      hypergradient((x - step * along).eval(), below);
      along = (above - below) / (2 * step);
      largest = std::max(largest, along.norm());
      along /= along.norm();
    }
  }
  facts.smoothness = 2 * largest;
  return facts;
}

} // namespace assay
