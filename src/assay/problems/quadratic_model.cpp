#include <assay/numbers/products.hpp>
#include <assay/problems/quadratic_model.hpp>

#include <cmath>
#include <limits>

namespace assay {
namespace {

class DenseSpectrum final : public LowerSpectrum {
public:
  DenseSpectrum(const Quadratic<double>& data, double shift)
      : data_(data), shift_(shift), spectrum_(symmetric_eigen((data.A + shift * data.F).eval())) {
    need(spectrum_.values.minCoeff() > 0,
         "g + " + std::to_string(shift) + " f is not strongly convex in y: nu is too large");
  }
  [[nodiscard]] const Vector<double>& curvatures() const override { return spectrum_.values; }
  void minimiser(const Vector<double>& x, Vector<double>& m) const override {
    m.noalias() = data_.B * x;
    m += data_.b;
    if (shift_ != 0) {
      m.noalias() -= shift_ * (data_.K.transpose() * x);
      m -= shift_ * data_.h;
    }
    to_basis(m);
    m = m.cwiseQuotient(spectrum_.values);
    from_basis(m);
  }
  void to_basis(Vector<double>& v) const override {
    turned_.noalias() = spectrum_.vectors.transpose() * v;
    v = turned_;
  }
  void from_basis(Vector<double>& v) const override {
    turned_.noalias() = spectrum_.vectors * v;
    v = turned_;
  }

private:
  Quadratic<double> data_;
  double shift_;
  Spectrum<double> spectrum_;
  mutable Vector<double> turned_;
};

double largest_singular_value(const Matrix<double>& m) {
  const Matrix<double> square = m.transpose() * m;
  return std::sqrt(std::max(0.0, symmetric_eigen(square).values.maxCoeff()));
}

} // namespace

QuadraticModel::QuadraticModel(Quadratic<double> data)
    : data_(std::move(data)),
      inverse_(inverse<double>(data_.A)),
      k_transposed_(data_.K.transpose()),
      minus_b_(-data_.b),
      minus_cross_(-data_.B),
      minus_cross_transposed_(minus_cross_.transpose()) {
  need(symmetric_eigen(data_.A).values.minCoeff() > 0, "A must be positive definite");
}

void QuadraticModel::grad_x_f(const V& x, const V& y, V& out) const {
  out = data_.q;
  add_products(out, {{data_.K, y}, {data_.P, x}});
}

void QuadraticModel::grad_y_f(const V& x, const V& y, V& out) const {
  out = data_.h;
  add_products(out, {{data_.F, y}, {k_transposed_, x}});
}

void QuadraticModel::grad_x_g(const V& x, const V& y, V& out) const { jvp(x, y, y, out); }

void QuadraticModel::grad_y_g(const V& x, const V& y, V& out) const {
  out = minus_b_;
  add_products(out, {{data_.A, y}, {minus_cross_, x}});
}

void QuadraticModel::hvp(const V& /*x*/, const V& /*y*/, const V& v, V& out) const {
  out.setZero(dy());
  add_products(out, {{data_.A, v}});
}

void QuadraticModel::jvp(const V& /*x*/, const V& /*y*/, const V& v, V& out) const {
  out.setZero(dx());
  add_products(out, {{minus_cross_transposed_, v}});
}

void QuadraticModel::solution(const V& x, V& out) const {
  out.noalias() = inverse_ * (data_.B * x + data_.b);
}

void QuadraticModel::hypergradient(const V& x, V& out) const {
  V y(dy());
  V pull(dy());
  solution(x, y);
  grad_y_f(x, y, pull);
  grad_x_f(x, y, out);
  out.noalias() += data_.B.transpose() * (inverse_ * pull);
}

std::shared_ptr<const LowerSpectrum> QuadraticModel::spectrum(double shift) const {
  return std::make_shared<DenseSpectrum>(data_, shift);
}

double simple_pole_bias(int p, double r, double nu) {
  const int low = p % 2 == 0 ? -p / 2 : -(p - 1) / 2;
  const int high = p % 2 == 0 ? p / 2 : (p + 1) / 2;
  // FD - h'(0) = -w'(0) h[0, 0, x_1, ..., x_p],  w'(0) = prod (-x_i),  h[...] = (-r)^(p+1) / prod.
  double product = r; // -(-1)^p (-1)^(p+1) = 1
  for (int j = low; j <= high; ++j) {
    if (j == 0) {
      continue;
    }
    const double pole = 1 + r * j * nu;
    if (!(pole > 0)) {
      return std::numeric_limits<double>::infinity();
    }
    product *= r * j * nu / pole;
  }
  return product;
}

Facts quadratic_facts(const QuadraticModel& model,
                      const Vector<double>& x0,
                      const Vector<double>& y0) {
  const Quadratic<double>& q = model.data();
  const Vector<double> lower = symmetric_eigen(q.A).values;
  const Matrix<double> slope = solve<double>(q.A, q.B); // dy*/dx
  // grad phi = M x + c, with M = P + K S + S'K' + S'F S.
  const Matrix<double> hessian =
      (q.P + q.K * slope + slope.transpose() * q.K.transpose() + slope.transpose() * q.F * slope)
          .eval();
  const Vector<double> curvatures = symmetric_eigen(hessian).values;
  need(curvatures.minCoeff() > 0, "phi must be convex, so that it has a minimiser");
  Vector<double> gradient(model.dx());
  model.hypergradient(x0, gradient);
  const Vector<double> away = solve<double>(hessian, gradient);
  const Vector<double> best = (x0 - away).eval();
  Vector<double> y(model.dy());
  Vector<double> pull(model.dy());
  model.solution(best, y);
  model.grad_y_f(best, y, pull);

  Facts facts;
  facts.dx = model.dx();
  facts.dy = model.dy();
  facts.mu = lower.minCoeff();
  facts.lower_curvature = lower.maxCoeff();
  facts.upper_curvature = symmetric_eigen(q.F).values.cwiseAbs().maxCoeff();
  facts.coupling = largest_singular_value(q.B);
  facts.upper_coupling = largest_singular_value(q.K);
  facts.solution_slope = largest_singular_value(slope);
  facts.smoothness = curvatures.maxCoeff();
  facts.gap = 0.5 * gradient.dot(away);
  facts.upper_slope =
      pull.norm() + (facts.upper_coupling + facts.upper_curvature * facts.solution_slope) *
                        std::sqrt(2 * facts.gap / curvatures.minCoeff());
  Vector<double> y_start(model.dy());
  model.solution(x0, y_start);
  facts.start_distance = (y0 - y_start).norm();
  // grad_x ell_nu along W: g-part -B'y_nu, f-part nu (K y_nu + ...), both with poles at -1/r_i.
  const Spectrum<double> pair = reduce_pair(q.A, q.F);
  const Vector<double> push = (pair.vectors.transpose() * pull).eval();
  const Matrix<double> down = (q.B.transpose() * pair.vectors).eval();
  const Matrix<double> up = (q.K * pair.vectors).eval();
  facts.stencil_bias = [pair, push, down, up](int p, double nu) {
    // y_nu = y* + sum_i W_i push_i (1/(1 + nu r_i) - 1)/r_i: what the stencil errs on is a multiple
    // of the pole; constants and multiples of nu it differentiates exactly.
    Vector<double> bias = Vector<double>::Zero(down.rows());
    for (Eigen::Index i = 0; i < pair.values.size(); ++i) {
      const double r = pair.values(i);
      if (std::abs(r) < 1e-12) { // y_nu is linear in nu along W_i: nu K y_nu is quadratic
        bias += p == 1 ? (up.col(i) * (-push(i) * nu)).eval() : (up.col(i) * 0.0).eval();
        continue;
      }
      const double pole = simple_pole_bias(p, r, nu);
      bias += -down.col(i) * (push(i) / r * pole);
      // nu (1/(1 + r nu) - 1)/r = -nu^2/(1 + r nu) = -(nu/r) + (1 - 1/(1 + r nu))/r^2
      bias += up.col(i) * (-push(i) / (r * r) * pole);
    }
    return bias.norm();
  };
  facts.exact_stencil = facts.upper_curvature == 0;
  return facts;
}

} // namespace assay
