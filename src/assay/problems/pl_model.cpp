#include <assay/problems/pl_model.hpp>

namespace assay {

PlModel::PlModel(int length, int kernel, double scale, double slope)
    : chain_(length, scale, slope),
      rotation_(std::make_shared<const Rotation>(length + kernel, 1)) {
  need(kernel >= 1, "pl: the kernel has at least one dimension");
}

void PlModel::weigh(const V& y, V& out) const {
  out = y;
  rotation_->apply_transposed(out);
  for (Eigen::Index i = 0; i < dx(); ++i) {
    out(i) *= weight(i);
  }
}

void PlModel::weigh_transposed(V& w) const {
  for (Eigen::Index i = 0; i < dx(); ++i) {
    w(i) *= weight(i);
  }
  rotation_->apply(w);
}

void PlModel::grad_y_f(const V& /*x*/, const V& y, V& out) const {
  weigh(y, weighed_);
  out.resize(dy());
  out.head(dx()) = chain_.at(weighed_);
  out.tail(dy() - dx()) = weighed_.tail(dy() - dx()).array() - 1;
  weigh_transposed(out);
}

void PlModel::grad_x_g(const V& x, const V& y, V& out) const {
  weigh(y, weighed_);
  out = x - weighed_.head(dx());
}

void PlModel::grad_y_g(const V& x, const V& y, V& out) const {
  weigh(y, out);
  out.head(dx()) -= x;
  out.tail(dy() - dx()).setZero();
  weigh_transposed(out);
}

void PlModel::hvp(const V& /*x*/, const V& /*y*/, const V& v, V& out) const {
  weigh(v, out);
  out.tail(dy() - dx()).setZero();
  weigh_transposed(out);
}

void PlModel::jvp(const V& /*x*/, const V& /*y*/, const V& v, V& out) const {
  weigh(v, weighed_);
  out = -weighed_.head(dx());
}

void PlModel::solution(const V& x, V& out) const {
  out.setZero(dy());
  for (Eigen::Index i = 0; i < dx(); ++i) {
    out(i) = x(i) / weight(i);
  }
  rotation_->apply(out);
}

double PlModel::f(const V& /*x*/, const V& y) const {
  weigh(y, weighed_);
  return chain_.value(weighed_) + 0.5 * (weighed_.tail(dy() - dx()).array() - 1).square().sum();
}

double PlModel::g(const V& x, const V& y) const {
  weigh(y, weighed_);
  return 0.5 * (weighed_.head(dx()) - x).squaredNorm();
}

} // namespace assay
