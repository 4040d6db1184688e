#pragma once
#include <assay/solvers/steps.hpp>

#include "faults.hpp"

namespace assay::faults {

/// grad_x f - J eta sum_{q=0}^{Q} (I - eta H)^q grad_y f, as `NeumannEstimate`, with mistakes.
class SeriesEstimate {
public:
  SeriesEstimate(Fault fault, double eta) : fault_(fault), eta_(eta) {}

  void operator()(Oracle& oracle,
                  const Vector<double>& x,
                  const Vector<double>& y,
                  const HypergradientSamples& samples,
                  Vector<double>& out) {
    const Vector<double>& y0 = oracle.y0();
    oracle.grad_x_f(x, y, samples.xi, out);
    if (fault_ == Fault::no_grad_x_f) {
      out.setZero();
    }
    oracle.grad_y_f(x, fault_ == Fault::gradient_at_start ? y0 : y, samples.xi, pull_);
    sum(oracle, x, fault_ == Fault::hessian_at_start ? y0 : y, samples);
    cross(oracle, x, fault_ == Fault::jacobian_at_start ? y0 : y, samples.zeta);
    out -= (fault_ == Fault::sign_of_v ? -1 : 1) * product_;
    if (fault_ == Fault::doubled) {
      out *= 2;
    }
  }

private:
  void sum(Oracle& oracle,
           const Vector<double>& x,
           const Vector<double>& y,
           const HypergradientSamples& samples) {
    power_ = pull_;
    v_ = fault_ == Fault::series_from_one ? Vector<double>(Vector<double>::Zero(pull_.size()))
                                          : power_;
    for (std::size_t q = 0; q < samples.factors.size(); ++q) {
      const std::size_t of = fault_ == Fault::same_factor_sample ? 0 : q;
      oracle.hvp(x, y, power_, samples.factors[of], product_);
      if (fault_ == Fault::skips_terms && q % 2 == 1) {
        continue;
      }
      power_ -= eta_ * product_;
      v_ += power_;
    }
    v_ *= fault_ == Fault::missing_scale ? 1 : fault_ == Fault::doubled_scale ? eta_ * eta_ : eta_;
  }

  void cross(Oracle& oracle, const Vector<double>& x, const Vector<double>& y, const Batch& zeta) {
    oracle.jvp(x, y, v_, zeta, product_);
    if (fault_ != Fault::transposed) {
      return;
    }
    const auto dy = v_.size();
    Matrix<double> j(product_.size(), dy);
    Vector<double> column;
    for (Eigen::Index k = 0; k < dy; ++k) {
      oracle.jvp(x, y, Vector<double>::Unit(dy, k), zeta, column);
      j.col(k) = column;
    }
    // J' takes a vector of x's size: where the sizes differ, what there is of v.
    const auto both = std::min(dy, product_.size());
    product_.head(both) = j.topLeftCorner(both, both).transpose() * v_.head(both);
  }

  Fault fault_;
  double eta_;
  Vector<double> pull_, power_, v_, product_;
};

} // namespace assay::faults
