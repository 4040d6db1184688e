#pragma once
#include <assay/problems/facts.hpp>
#include <assay/problems/model.hpp>
#include <assay/problems/zero_chain_kernel.hpp>

/// The instance on which F2SA-p's rate is attained: a chain that forces T ~ eps^-2 outer steps, and
/// beside it a quadratic block that makes each of them cost eps^(-2-2/p).
///
///     x = (u, w) in R^T x R,   y in R
///     f = lambda^2 f_T(u/lambda) + 1/2 F y^2 + h y + q w,   g = 1/2 A y^2 - y (B w + b)
///     lambda = 2 eps,   T = floor(1/eps^2)
///
/// q balances the block at w = 0, where grad_y f = F y* + h = -q A/B stays away from zero: the bias
/// of the stencil does not vanish at stationarity, so nu ~ eps^(1/p) is needed for every p. Its
/// size M = |q| exceeds (eps_max/8) p^p/((p/2)!)^2 for p <= 8 at eps_max = 0.5, so that the bias,
/// not strong convexity, limits nu. Shape   x: T + 1; y: 1.   Source  the chain:
/// arjevani2023. Throws  InvalidArgument unless 0 < eps <= 1.
namespace assay {

struct CompositeData {
  double lower = 1;      ///< A
  double upper = 1;      ///< F
  double coupling = 1;   ///< B
  double offset = 1;     ///< b
  double balance = 2048; ///< |q|
};

class CompositeModel {
public:
  CompositeModel(double epsilon, const CompositeData& data);

  [[nodiscard]] int dx() const { return length_ + 1; }
  [[nodiscard]] static int dy() { return 1; }
  [[nodiscard]] int length() const { return length_; }  ///< T
  [[nodiscard]] double scale() const { return scale_; } ///< lambda
  [[nodiscard]] double pull() const;                    ///< grad_y f at the balance

  using V = Vector<double>;
  void grad_x_f(const V& x, const V& y, V& out) const;
  void grad_y_f(const V& x, const V& y, V& out) const;
  void grad_x_g(const V& x, const V& y, V& out) const;
  void grad_y_g(const V& x, const V& y, V& out) const;
  void sum_grad_x_f(const V& x, std::span<const WeightedPoint> points, V& out) const;
  void add_sum_grad_x_g(const V& x, std::span<const WeightedPoint> points, V& out) const;
  void hvp(const V& x, const V& y, const V& v, V& out) const;
  void jvp(const V& x, const V& y, const V& v, V& out) const;
  void solution(const V& x, V& out) const;
  void hypergradient(const V& x, V& out) const;
  [[nodiscard]] std::shared_ptr<const LowerSpectrum> spectrum(double shift) const;
  [[nodiscard]] double f(const V& x, const V& y) const;
  [[nodiscard]] double g(const V& x, const V& y) const;

private:
  CompositeData data_;
  int length_;
  double scale_, h_, q_;
  ChainGradient chain_;
};

} // namespace assay
