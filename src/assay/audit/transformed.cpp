#include <assay/audit/transformed.hpp>

#include <Eigen/Dense>

#include <cmath>
#include <limits>

namespace assay::audit {
namespace {

using V = Vector<double>;

/// From x' to x, but for the shift, and its transpose.
void to_plain(const std::shared_ptr<const Rotation>& rotation,
              const std::vector<int>& order,
              V& v) {
  if (!order.empty()) {
    V ordered(v.size());
    for (Eigen::Index i = 0; i < v.size(); ++i) {
      ordered(i) = v(order[static_cast<std::size_t>(i)]);
    }
    v = ordered;
  }
  if (rotation) {
    rotation->apply(v);
  }
}

void from_plain(const std::shared_ptr<const Rotation>& rotation,
                const std::vector<int>& order,
                V& v) {
  if (rotation) {
    rotation->apply_transposed(v);
  }
  if (!order.empty()) {
    V ordered(v.size());
    for (Eigen::Index i = 0; i < v.size(); ++i) {
      ordered(order[static_cast<std::size_t>(i)]) = v(i);
    }
    v = ordered;
  }
}

class ChangedModel {
public:
  ChangedModel(Model model, Change change) : model_(std::move(model)), change_(std::move(change)) {}

  [[nodiscard]] int dx() const { return model_.dx(); }
  [[nodiscard]] int dy() const { return model_.dy(); }
  void grad_x_f(const V& x, const V& y, V& out) const {
    model_.grad_x_f(plain_x(x), plain_y(y), out);
    out.array() += change_.slope;
    back_x(out);
  }
  void grad_y_f(const V& x, const V& y, V& out) const {
    model_.grad_y_f(plain_x(x), plain_y(y), out);
    back_y(out);
  }
  void grad_x_g(const V& x, const V& y, V& out) const {
    const V plain = plain_x(x);
    model_.grad_x_g(plain, plain_y(y), out);
    out.array() += change_.added * (plain.array() + 1);
    back_x(out);
  }
  void grad_y_g(const V& x, const V& y, V& out) const {
    model_.grad_y_g(plain_x(x), plain_y(y), out);
    back_y(out);
  }
  void hvp(const V& x, const V& y, const V& v, V& out) const {
    model_.hvp(plain_x(x), plain_y(y), turned_y(v), out);
    back_y(out);
  }
  void jvp(const V& x, const V& y, const V& v, V& out) const {
    model_.jvp(plain_x(x), plain_y(y), turned_y(v), out);
    back_x(out);
  }
  void solution(const V& x, V& out) const {
    model_.solution(plain_x(x), out);
    out.array() -= change_.shift_y;
    back_y(out);
  }
  void hypergradient(const V& x, V& out) const {
    model_.hypergradient(plain_x(x), out);
    out.array() += change_.slope;
    back_x(out);
  }

private:
  [[nodiscard]] V turned_y(V v) const {
    to_plain(change_.y, change_.order_y, v);
    return v;
  }
  void back_x(V& v) const { from_plain(change_.x, change_.order_x, v); }
  void back_y(V& v) const { from_plain(change_.y, change_.order_y, v); }
  [[nodiscard]] V plain_x(const V& x) const {
    V plain = x;
    to_plain(change_.x, change_.order_x, plain);
    plain.array() += change_.shift_x;
    return plain;
  }
  [[nodiscard]] V plain_y(const V& y) const {
    V plain = turned_y(y);
    plain.array() += change_.shift_y;
    return plain;
  }

  Model model_;
  Change change_;
};

/// (y, y'): y is the problem's, y' tends to 0 and moves nothing.
class IdleCopyModel {
public:
  IdleCopyModel(Model model, double mu) : model_(std::move(model)), mu_(mu) {}

  [[nodiscard]] int dx() const { return model_.dx(); }
  [[nodiscard]] int dy() const { return 2 * half(); }
  void grad_x_f(const V& x, const V& y, V& out) const { model_.grad_x_f(x, y.head(half()), out); }
  void grad_y_f(const V& x, const V& y, V& out) const {
    V own;
    model_.grad_y_f(x, y.head(half()), own);
    join(own, V::Zero(half()), out);
  }
  void grad_x_g(const V& x, const V& y, V& out) const { model_.grad_x_g(x, y.head(half()), out); }
  void grad_y_g(const V& x, const V& y, V& out) const {
    V own;
    model_.grad_y_g(x, y.head(half()), own);
    join(own, mu_ * y.tail(half()), out);
  }
  void hvp(const V& x, const V& y, const V& v, V& out) const {
    V own;
    model_.hvp(x, y.head(half()), v.head(half()), own);
    join(own, mu_ * v.tail(half()), out);
  }
  void jvp(const V& x, const V& y, const V& v, V& out) const {
    model_.jvp(x, y.head(half()), v.head(half()), out);
  }
  void solution(const V& x, V& out) const {
    V own(half());
    model_.solution(x, own);
    join(own, V::Zero(half()), out);
  }
  void hypergradient(const V& x, V& out) const { model_.hypergradient(x, out); }

private:
  [[nodiscard]] int half() const { return model_.dy(); }
  void join(const V& own, const V& copy, V& out) const {
    out.resize(dy());
    out << own, copy;
  }

  Model model_;
  double mu_;
};

/// Adds c sum_i log cosh(y_i - x_(i mod dx)) to g; y* by Newton's method, which descends from any
/// start on a function of bounded curvature this mild.
class CurvedModel {
public:
  CurvedModel(Model model, double c) : model_(std::move(model)), c_(c) {}

  [[nodiscard]] int dx() const { return model_.dx(); }
  [[nodiscard]] int dy() const { return model_.dy(); }
  void grad_x_f(const V& x, const V& y, V& out) const { model_.grad_x_f(x, y, out); }
  void grad_y_f(const V& x, const V& y, V& out) const { model_.grad_y_f(x, y, out); }
  void grad_x_g(const V& x, const V& y, V& out) const {
    model_.grad_x_g(x, y, out);
    scatter(-c_ * away(x, y).array().tanh(), out);
  }
  void grad_y_g(const V& x, const V& y, V& out) const {
    model_.grad_y_g(x, y, out);
    out.array() += c_ * away(x, y).array().tanh();
  }
  void hvp(const V& x, const V& y, const V& v, V& out) const {
    model_.hvp(x, y, v, out);
    out.array() += curvature(x, y).array() * v.array();
  }
  void jvp(const V& x, const V& y, const V& v, V& out) const {
    model_.jvp(x, y, v, out);
    scatter(-curvature(x, y).array() * v.array(), out);
  }
  void solution(const V& x, V& out) const {
    model_.solution(x, out);
    V gradient(dy());
    for (int i = 0; i < 100; ++i) {
      grad_y_g(x, out, gradient);
      out -= hessian(x, out).ldlt().solve(gradient);
    }
  }
  void hypergradient(const V& x, V& out) const {
    V y(dy());
    V pull(dy());
    V implicit(dx());
    solution(x, y);
    grad_y_f(x, y, pull);
    jvp(x, y, hessian(x, y).ldlt().solve(pull), implicit);
    grad_x_f(x, y, out);
    out -= implicit;
  }

private:
  [[nodiscard]] V away(const V& x, const V& y) const {
    V z = y;
    for (Eigen::Index i = 0; i < z.size(); ++i) {
      z(i) -= x(i % x.size());
    }
    return z;
  }
  [[nodiscard]] V curvature(const V& x, const V& y) const {
    return c_ * (1 - away(x, y).array().tanh().square());
  }
  static void scatter(const V& part, V& out) {
    for (Eigen::Index i = 0; i < part.size(); ++i) {
      out(i % out.size()) += part(i);
    }
  }
  [[nodiscard]] Matrix<double> hessian(const V& x, const V& y) const {
    Matrix<double> h(dy(), dy());
    V column(dy());
    for (int i = 0; i < dy(); ++i) {
      hvp(x, y, V::Unit(dy(), i), column);
      h.col(i) = column;
    }
    return h;
  }

  Model model_;
  double c_;
};

} // namespace

Vector<double> changed_x(const Change& change, Vector<double> x) {
  x.array() -= change.shift_x;
  from_plain(change.x, change.order_x, x);
  return x;
}

Instance changed(const Instance& instance, const Change& change) {
  Instance result = instance;
  result.model = ChangedModel(instance.model, change);
  result.x0 = changed_x(change, instance.x0);
  result.y0.array() -= change.shift_y;
  from_plain(change.y, change.order_y, result.y0);
  return result;
}

Instance curved(const Instance& instance, double c) {
  Instance result = instance;
  result.model = CurvedModel(instance.model, c);
  result.facts.lower_curvature += c;
  result.facts.coupling += c * std::sqrt(instance.facts.dy);
  result.facts.curvature_slope += c;
  result.facts.system_slope = result.facts.response = std::numeric_limits<double>::infinity();
  result.name += ", g plus log cosh";
  return result;
}

Instance with_idle_copy(const Instance& instance) {
  Instance result = instance;
  result.model = IdleCopyModel(instance.model, instance.facts.mu);
  result.facts.dy *= 2;
  const V own = instance.y0;
  result.y0.resize(2 * own.size());
  result.y0 << own, V::Ones(own.size());
  return result;
}

} // namespace assay::audit
