#include <assay/problems/composite.hpp>

#include <cmath>

namespace assay {
namespace {

class ScalarSpectrum final : public LowerSpectrum {
public:
  ScalarSpectrum(const CompositeData& data, double shift, double h)
      : data_(data), push_(shift * h), curvature_(1) {
    curvature_(0) = data.lower + shift * data.upper;
    need(curvature_(0) > 0,
         "g + " + std::to_string(shift) + " f is not strongly convex in y: nu is too large");
  }
  [[nodiscard]] const Vector<double>& curvatures() const override { return curvature_; }
  void minimiser(const Vector<double>& x, Vector<double>& m) const override {
    m.resize(1);
    m(0) = (data_.coupling * x(x.size() - 1) + data_.offset - push_) / curvature_(0);
  }
  void to_basis(Vector<double>& /*v*/) const override {}
  void from_basis(Vector<double>& /*v*/) const override {}

private:
  CompositeData data_;
  double push_;
  Vector<double> curvature_;
};

int chain_length(double epsilon) {
  need(epsilon > 0 && epsilon <= 1, "composite: eps must lie in (0, 1]");
  // The smallest excess lets eps = 0.1 have T = 100 although 1/0.1^2 rounds below it.
  const double length = std::floor(1 / (epsilon * epsilon) * (1 + 1e-12));
  need(length <= 1e7, "composite: T = 1/eps^2 exceeds 10^7; eps is too small");
  return static_cast<int>(length);
}

} // namespace

CompositeModel::CompositeModel(double epsilon, const CompositeData& data)
    : data_(data),
      length_(chain_length(epsilon)),
      scale_(2 * epsilon),
      q_(-data.balance),
      chain_(length_, scale_, scale_) {
  // At w = 0: B/A (F b/A + h) + q = 0.
  h_ = pull() - data.upper * data.offset / data.lower;
}

double CompositeModel::pull() const { return -q_ * data_.lower / data_.coupling; }

double CompositeModel::f(const V& x, const V& y) const {
  return chain_.value(x) + (data_.upper / 2 * y(0) + h_) * y(0) + q_ * x(length_);
}

double CompositeModel::g(const V& x, const V& y) const {
  return (data_.lower / 2 * y(0) - data_.coupling * x(length_) - data_.offset) * y(0);
}

void CompositeModel::grad_x_f(const V& x, const V& /*y*/, V& out) const {
  out.resize(dx());
  out.head(length_) = chain_.at(x);
  out(length_) = q_;
}

void CompositeModel::grad_y_f(const V& /*x*/, const V& y, V& out) const {
  out.resize(1);
  out(0) = data_.upper * y(0) + h_;
}

void CompositeModel::grad_x_g(const V& /*x*/, const V& y, V& out) const {
  out.setZero(dx());
  out(length_) = -data_.coupling * y(0);
}

void CompositeModel::grad_y_g(const V& x, const V& y, V& out) const {
  out.resize(1);
  out(0) = data_.lower * y(0) - data_.coupling * x(length_) - data_.offset;
}

void CompositeModel::sum_grad_x_f(const V& x, std::span<const WeightedPoint> points, V& out) const {
  double weight = 0; // grad_x f does not depend on y
  for (const WeightedPoint& point : points) {
    weight += point.weight;
  }
  out.resize(dx());
  out.head(length_) = weight * chain_.at(x);
  out(length_) = weight * q_;
}

void CompositeModel::add_sum_grad_x_g(const V& /*x*/,
                                      std::span<const WeightedPoint> points,
                                      V& out) const {
  double y = 0;
  for (const WeightedPoint& point : points) {
    y += point.weight * point.y(0);
  }
  out(length_) -= data_.coupling * y;
}

void CompositeModel::hvp(const V& /*x*/, const V& /*y*/, const V& v, V& out) const {
  out = data_.lower * v;
}

void CompositeModel::jvp(const V& /*x*/, const V& /*y*/, const V& v, V& out) const {
  out.setZero(dx());
  out(length_) = -data_.coupling * v(0);
}

void CompositeModel::solution(const V& x, V& out) const {
  out.resize(1);
  out(0) = (data_.coupling * x(length_) + data_.offset) / data_.lower;
}

void CompositeModel::hypergradient(const V& x, V& out) const {
  V y(1);
  solution(x, y);
  grad_x_f(x, y, out);
  out(length_) += data_.coupling / data_.lower * (data_.upper * y(0) + h_);
}

std::shared_ptr<const LowerSpectrum> CompositeModel::spectrum(double shift) const {
  return std::make_shared<ScalarSpectrum>(data_, shift, h_);
}

} // namespace assay
