#pragma once
#include <assay/problems/model.hpp>
#include <assay/problems/zero_chain_kernel.hpp>

#include <vector>

/// The lifted chain as a model:  f = c f_T(y/lambda),  g = mu/2 ||y - x||^2,  so y*(x) = x and
/// phi = c f_T(x/lambda).
///
/// Shape   x, y: T.   Unit  slope = c/lambda.   No law of SGD: f is not quadratic in y.
/// Source  lifted_chain.hpp holds it in every arithmetic, with c = lambda = 1.
namespace assay {

class LiftedChainModel {
public:
  LiftedChainModel(int length, double scale, double slope, double convexity);

  [[nodiscard]] int dx() const { return chain_.length(); }
  [[nodiscard]] int dy() const { return chain_.length(); }

  using V = Vector<double>;
  void grad_x_f(const V& /*x*/, const V& /*y*/, V& out) const { out.setZero(dx()); }
  void grad_y_f(const V& /*x*/, const V& y, V& out) const { out = chain_.at(y); }
  void grad_x_g(const V& x, const V& y, V& out) const { out = mu_ * (x - y); }
  void grad_y_g(const V& x, const V& y, V& out) const { out = mu_ * (y - x); }
  void hvp(const V& /*x*/, const V& /*y*/, const V& v, V& out) const { out = mu_ * v; }
  void jvp(const V& /*x*/, const V& /*y*/, const V& v, V& out) const { out = -mu_ * v; }
  void solution(const V& x, V& out) const { out = x; }
  void hypergradient(const V& x, V& out) const { out = chain_.at(x); }

  [[nodiscard]] double f(const V& /*x*/, const V& y) const { return chain_.value(y); }
  [[nodiscard]] double g(const V& x, const V& y) const { return mu_ / 2 * (y - x).squaredNorm(); }

private:
  ChainGradient chain_;
  double mu_;
};

/// l_k: bounds on the k-th derivative of f_T as a multilinear form, k = 0..10 (k < 2: not used).
const std::vector<double>& chain_derivative_bounds();

/// A bound on the bias of the p-th order stencil on the lifted chain, in units of slope.
///
///     y(s) = x - s grad f_T(y(s)),  s = nu c/(lambda^2 mu):   bias <= C_p s^p sup |y^(p+1)|,
/// the derivatives by Faa di Bruno from ||grad f_T(x)|| <= `size` and l_2, ..., l_{p+2}.
/// Infinite where the nodes reach s = 1/152, and for p > 8.
double lifted_chain_bias(int p, double s, double size);

} // namespace assay
