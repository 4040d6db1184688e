#include <assay/problems/diagonal_spectrum.hpp>
#include <assay/problems/quadratic_model.hpp>
#include <assay/problems/unbounded_model.hpp>

#include <cmath>

namespace assay {

UnboundedModel::UnboundedModel(Growth growth, int d, double kappa, double curvature)
    : growth_(growth), a_(d), curvature_(curvature), pull_(1 / std::sqrt(d)) {
  need(d >= 1 && kappa >= 1 && curvature > 0,
       "unbounded: d >= 1, kappa >= 1 and a positive curvature");
  for (int i = 0; i < d; ++i) {
    a_(i) = d == 1 ? 1 : std::pow(kappa, static_cast<double>(i) / (d - 1));
  }
}

double UnboundedModel::slope(double t) const {
  return growth_ == Growth::exponential ? std::sinh(t) : t * t * t;
}

void UnboundedModel::grad_x_f(const V& x, const V& /*y*/, V& out) const {
  out.resize(dx());
  for (Eigen::Index i = 0; i < out.size(); ++i) {
    out(i) = slope(x(i)) - pull_ / a_(i); // q = h/a balances x = 0
  }
}

void UnboundedModel::grad_y_f(const V& /*x*/, const V& y, V& out) const {
  out = (curvature_ * y).array() + pull_;
}
void UnboundedModel::grad_x_g(const V& /*x*/, const V& y, V& out) const { out = -y; }
void UnboundedModel::grad_y_g(const V& x, const V& y, V& out) const {
  out = a_.cwiseProduct(y) - x;
}
void UnboundedModel::hvp(const V& /*x*/, const V& /*y*/, const V& v, V& out) const {
  out = a_.cwiseProduct(v);
}
void UnboundedModel::jvp(const V& /*x*/, const V& /*y*/, const V& v, V& out) const { out = -v; }
void UnboundedModel::solution(const V& x, V& out) const { out = x.cwiseQuotient(a_); }

void UnboundedModel::hypergradient(const V& x, V& out) const {
  out.resize(dx());
  for (Eigen::Index i = 0; i < out.size(); ++i) {
    out(i) = slope(x(i)) + curvature_ / (a_(i) * a_(i)) * x(i);
  }
}

std::shared_ptr<const LowerSpectrum> UnboundedModel::spectrum(double shift) const {
  const V h = a_.array() + shift * curvature_;
  return std::make_shared<DiagonalSpectrum>(
      h, [h, push = shift * pull_](const V& x, V& m) { m = (x.array() - push) / h.array(); });
}

double UnboundedModel::f(const V& x, const V& y) const {
  double sum = curvature_ / 2 * y.squaredNorm() + pull_ * y.sum();
  for (Eigen::Index i = 0; i < x.size(); ++i) {
    const double t = x(i);
    sum += growth_ == Growth::exponential ? std::cosh(t) - 1 : t * t * t * t / 4;
    sum -= pull_ / a_(i) * t;
  }
  return sum;
}

double UnboundedModel::g(const V& x, const V& y) const {
  return 0.5 * y.dot(a_.cwiseProduct(y)) - x.dot(y);
}

Facts UnboundedModel::facts(const V& x0, const V& y0) const {
  Facts facts;
  facts.dx = facts.dy = dx();
  facts.lower_curvature = a_.maxCoeff();
  facts.upper_curvature = curvature_;
  facts.coupling = 1;
  facts.solution_slope = 1;
  // The quadratic part only adds to w'', and its gradient has the sign of w'.
  facts.smoothness = (growth_ == Growth::exponential ? 1 : 4) + curvature_;
  facts.growth = 1;
  facts.unbounded_smoothness = true;
  V best;
  solution(x0, best);
  facts.gap = f(x0, best); // phi(0) = 0
  facts.start_distance = (y0 - best).norm();
  // In the sublevel set |x_i| <= r with w(r) = gap.
  const double reach =
      growth_ == Growth::exponential ? std::acosh(1 + facts.gap) : std::pow(4 * facts.gap, 0.25);
  facts.upper_slope = 1 + curvature_ * reach * std::sqrt(dx());
  facts.stencil_bias = [a = a_, r = curvature_, h = pull_](int p, double nu) {
    // y_nu = (x - nu h)/(a + nu F): a pole at -F/a for each coordinate.
    double square = 0;
    for (Eigen::Index i = 0; i < a.size(); ++i) {
      const double entry = h / r * simple_pole_bias(p, r / a(i), nu);
      square += entry * entry;
    }
    return std::sqrt(square);
  };
  return facts;
}

} // namespace assay
