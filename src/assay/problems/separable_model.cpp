#include <assay/problems/diagonal_spectrum.hpp>
#include <assay/problems/separable_model.hpp>

#include <cmath>

namespace assay {
namespace {

constexpr double radius_per_root = 230; // R = 230 sqrt(T)

} // namespace

SeparableModel::SeparableModel(SeparableShape shape)
    : shape_(std::move(shape)), chain_(shape_.length, shape_.scale, shape_.slope) {
  need(shape_.convexity > 0, "separable: mu must be positive");
}

/// sqrt(1 + ||x/lambda||^2/R^2)
double SeparableModel::widening(const V& x) const {
  const double radius = radius_per_root * std::sqrt(shape_.length) * shape_.scale;
  return std::sqrt(1 + x.squaredNorm() / (radius * radius));
}

void SeparableModel::to_chain(const V& x, V& u) const {
  u = x;
  if (shape_.projected) {
    u /= widening(x);
  }
  if (shape_.rotation) {
    shape_.rotation->apply_transposed(u);
  }
}

void SeparableModel::pull_back(const V& x, V& gradient) const {
  if (shape_.rotation) {
    shape_.rotation->apply(gradient);
  }
  if (shape_.projected) { // J = (I - x x'/(R^2 w^2))/w, in units of lambda
    const double w = widening(x);
    const double radius = radius_per_root * std::sqrt(shape_.length) * shape_.scale;
    gradient -= gradient.dot(x) / (radius * radius * w * w) * x;
    gradient /= w;
  }
}

void SeparableModel::grad_x_f(const V& x, const V& /*y*/, V& out) const {
  if (!shape_.projected && !shape_.rotation) {
    out = chain_.at(x);
    return;
  }
  to_chain(x, u_);
  out = chain_.at(u_);
  pull_back(x, out);
  if (shape_.projected) {
    out += shape_.slope / (5 * shape_.scale) * x;
  }
}

void SeparableModel::hidden(const V& x, V& part) const {
  to_chain(x, u_);
  const auto next = static_cast<int>(chain_.progress(u_));
  part.setZero(dx());
  if (next < shape_.length) {
    part(next) = chain_.at(u_)(next);
    pull_back(x, part);
  }
}

double SeparableModel::f(const V& x, const V& /*y*/) const {
  V u;
  to_chain(x, u);
  const double ridge = shape_.slope / (10 * shape_.scale) * x.squaredNorm();
  return chain_.value(u) + (shape_.projected ? ridge : 0);
}

void SeparableModel::grad_y_f(const V& /*x*/, const V& /*y*/, V& out) const { out.setZero(1); }
void SeparableModel::grad_x_g(const V& /*x*/, const V& /*y*/, V& out) const { out.setZero(dx()); }
void SeparableModel::grad_y_g(const V& /*x*/, const V& y, V& out) const {
  out = shape_.convexity * y;
}
void SeparableModel::hvp(const V& /*x*/, const V& /*y*/, const V& v, V& out) const {
  out = shape_.convexity * v;
}
void SeparableModel::jvp(const V& /*x*/, const V& /*y*/, const V& /*v*/, V& out) const {
  out.setZero(dx());
}
void SeparableModel::solution(const V& /*x*/, V& out) const { out.setZero(1); }
void SeparableModel::hypergradient(const V& x, V& out) const { grad_x_f(x, u_, out); }

std::shared_ptr<const LowerSpectrum> SeparableModel::spectrum(double /*shift*/) const {
  return std::make_shared<DiagonalSpectrum>(V::Constant(1, shape_.convexity),
                                            [](const V& /*x*/, V& m) { m.setZero(1); });
}

} // namespace assay
