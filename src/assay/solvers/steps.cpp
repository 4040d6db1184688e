#include <assay/solvers/steps.hpp>

#include <utility>

namespace assay {
namespace {

/// v <- v - eta H v.
void factor(Oracle& oracle,
            const Vector<double>& x,
            const Vector<double>& y,
            double eta,
            const Batch& zeta,
            Vector<double>& v,
            Vector<double>& product) {
  oracle.hvp(x, y, v, zeta, product);
  v -= eta * product;
}

} // namespace

void neumann_sum(Oracle& oracle,
                 const Vector<double>& x,
                 const Vector<double>& y,
                 const Vector<double>& v,
                 double eta,
                 std::span<const Batch> factors,
                 Vector<double>& out) {
  Vector<double> power = v;
  Vector<double> product;
  out = v;
  for (const Batch& zeta : factors) {
    factor(oracle, x, y, eta, zeta, power, product);
    out += power;
  }
  out *= eta;
}

void neumann_term(Oracle& oracle,
                  const Vector<double>& x,
                  const Vector<double>& y,
                  const Vector<double>& v,
                  double eta,
                  double b,
                  std::span<const Batch> factors,
                  Vector<double>& out) {
  Vector<double> product;
  out = v;
  for (const Batch& zeta : factors) {
    factor(oracle, x, y, eta, zeta, out, product);
  }
  out *= b * eta;
}

HypergradientSamples draw_samples(Oracle& oracle, std::size_t factors, Count size) {
  HypergradientSamples samples{.xi = oracle.upper(size), .zeta = oracle.lower(size), .factors = {}};
  samples.factors.reserve(factors);
  for (std::size_t q = 0; q < factors; ++q) {
    samples.factors.push_back(oracle.lower(size));
  }
  return samples;
}

HypergradientSamples draw_term(Oracle& oracle, double b) {
  const auto last = static_cast<std::int64_t>(b) - 1;
  return draw_samples(oracle, static_cast<std::size_t>(oracle.choices().integer(0, last)));
}

void NeumannEstimate::operator()(Oracle& oracle,
                                 const Vector<double>& x,
                                 const Vector<double>& y,
                                 const HypergradientSamples& samples,
                                 Vector<double>& out) {
  oracle.grad_x_f(x, y, samples.xi, out);
  oracle.grad_y_f(x, y, samples.xi, pull_);
  if (b_ > 0) {
    neumann_term(oracle, x, y, pull_, eta_, b_, samples.factors, v_);
  } else {
    neumann_sum(oracle, x, y, pull_, eta_, samples.factors, v_);
  }
  oracle.jvp(x, y, v_, samples.zeta, product_);
  out -= product_;
}

void RandomTermEstimate::operator()(Oracle& oracle,
                                    const Vector<double>& x,
                                    const Vector<double>& y,
                                    Vector<double>& out) {
  estimate_(oracle, x, y, draw_term(oracle, b_), out);
}

void ConjugateGradients::operator()(Oracle& oracle,
                                    const Vector<double>& x,
                                    const Vector<double>& y,
                                    const Vector<double>& b,
                                    Count steps,
                                    Vector<double>& v) {
  oracle.hvp(x, y, v, oracle.lower(), product_);
  residual_ = b - product_;
  improve(oracle, x, y, steps, v);
}

void ConjugateGradients::from_zero(Oracle& oracle,
                                   const Vector<double>& x,
                                   const Vector<double>& y,
                                   const Vector<double>& b,
                                   Count steps,
                                   Vector<double>& v) {
  v.setZero(b.size());
  residual_ = b;
  improve(oracle, x, y, steps, v);
}

void ConjugateGradients::improve(Oracle& oracle,
                                 const Vector<double>& x,
                                 const Vector<double>& y,
                                 Count steps,
                                 Vector<double>& v) {
  direction_ = residual_;
  double left = residual_.squaredNorm();
  for (Count k = 0; k < steps && left > 0; ++k) {
    oracle.hvp(x, y, direction_, oracle.lower(), product_);
    const double curvature = direction_.dot(product_);
    if (!(curvature > 0)) { // of rounding, or of a noisy product
      return;
    }
    v += left / curvature * direction_;
    residual_ -= left / curvature * product_;
    const double before = std::exchange(left, residual_.squaredNorm());
    direction_ = (residual_ + left / before * direction_).eval();
  }
}

} // namespace assay
