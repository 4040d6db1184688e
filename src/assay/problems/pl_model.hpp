#pragma once
#include <assay/problems/model.hpp>
#include <assay/problems/rotation.hpp>
#include <assay/problems/zero_chain_kernel.hpp>

/// A convex lower level that is PL and not strongly convex, below a chain.
///
///     z = Q'y = (z_1, ..., z_T, s),   Q a rotation
///     g = 1/2 sum_i (a_i z_i - x_i)^2,        a_i alternately 1 and 2;   s is free
///     f = c f_T(a_1 z_1/lambda, ...) + 1/2 sum_k (s_k - 1)^2
///
/// On every solution a_i z_i = x_i, so phi = c f_T(x/lambda) + a constant of s, which no gradient
/// of g ever moves: y*(x) is the solution with s = 0. grad_y f has a part in the kernel of H. Shape
/// x: T; y: T + kernel.   Unit  slope = c/lambda.
namespace assay {

class PlModel {
public:
  PlModel(int length, int kernel, double scale, double slope);

  [[nodiscard]] int dx() const { return chain_.length(); }
  [[nodiscard]] int dy() const { return rotation_->size(); }

  using V = Vector<double>;
  void grad_x_f(const V& /*x*/, const V& /*y*/, V& out) const { out.setZero(dx()); }
  void grad_y_f(const V& x, const V& y, V& out) const;
  void grad_x_g(const V& x, const V& y, V& out) const;
  void grad_y_g(const V& x, const V& y, V& out) const;
  void hvp(const V& x, const V& y, const V& v, V& out) const;
  void jvp(const V& x, const V& y, const V& v, V& out) const;
  void solution(const V& x, V& out) const;
  void hypergradient(const V& x, V& out) const { out = chain_.at(x); }
  [[nodiscard]] double f(const V& x, const V& y) const;
  [[nodiscard]] double g(const V& x, const V& y) const;

private:
  static double weight(Eigen::Index i) { return i % 2 == 0 ? 1 : 2; } ///< a_i
  /// (a_i z_i), then s
  void weigh(const V& y, V& out) const;
  /// Q (a_i w_i, then what is there)
  void weigh_transposed(V& w) const;

  ChainGradient chain_;
  std::shared_ptr<const Rotation> rotation_;
  mutable V weighed_;
};

} // namespace assay
