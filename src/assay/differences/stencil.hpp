#pragma once
#include <assay/numbers/linalg.hpp>
#include <assay/numbers/rational.hpp>

#include <string>
#include <string_view>
#include <vector>

/// Finite-difference stencils for a first derivative at 0, as exact rational values.
///
/// A stencil approximates h'(0) by (1/nu) sum_j weight_j h(node_j nu). Its order p is *computed*
/// from the moments sum_j weight_j node_j^k, never declared:
///     moment 0 = 0, moment 1 = 1, moments 2..p = 0, moment p+1 != 0.
/// Legend  nu: step; p: order; C_p: |moment p+1| / (p+1)!; s: the sign of that moment.
/// Error   for nodes that include 0: (1/nu) sum_j weight_j h(node_j nu) - h'(0)
///         = s C_p nu^p h^(p+1)(xi) for some xi between the extreme nodes (sharp).
/// Source  chen2026_f2sa_p, Lemma 3.1 (nodes and weights); fornberg1988.
namespace assay {

struct Stencil {
  std::vector<Rational> nodes;   ///< distinct, increasing
  std::vector<Rational> weights; ///< one for each node; a weight may be 0

  [[nodiscard]] std::size_t size() const { return nodes.size(); }
  friend bool operator==(const Stencil&, const Stencil&) = default;
};

/// What the moments of a stencil say.
struct StencilFacts {
  bool consistent = false; ///< moments 0 and 1 are 0 and 1: it does approximate h'(0)
  int order = 0;           ///< p; meaningful if consistent
  Rational leading;        ///< s C_p = moment(p+1) / (p+1)!, sign included
  Rational absolute_sum;   ///< sum |weight_j|: how it amplifies noise and rounding
  int solves = 0;          ///< nodes of non-zero weight: lower-level problems to solve
};

/// sum_j weight_j node_j^k, with 0^0 = 1.
Rational moment(const Stencil& stencil, int k);
StencilFacts facts(const Stencil& stencil);

/// The nodes of F2SA-p: -p/2..p/2 for even p, -(p-1)/2..(p+1)/2 for odd p.  p >= 1.
std::vector<Rational> f2sa_nodes(int p);
/// The same method three ways; all three agree (theory/finite_differences/order_conditions.cpp).
Stencil f2sa_stencil(int p);                                ///< closed form
Stencil from_nodes_by_solving(std::vector<Rational> nodes); ///< order conditions, linear system
Stencil from_nodes(std::vector<Rational> nodes); ///< Lagrange polynomials differentiated at 0

/// C_p in closed form: ((p/2)!)^2/(p+1)! for even p, ((p-1)/2)!((p+1)/2)!/(p+1)! for odd p.
Rational error_constant(int p);
/// s: (-1)^(p/2+1) for even p, (-1)^((p-1)/2) for odd p.
int error_sign(int p);

/// Reads "-1:-1/3 0:-1/2 1:1 2:-1/6" (nodes with weights) or "-1 0 1 2" (nodes alone: the weights
/// of highest order). Separators: blanks or commas. Numbers are exact: "0.1" is 1/10. Throws
/// InvalidArgument: an unreadable number, a node twice, weights for some nodes only,
///         fewer than two nodes, no consistent weights.
Stencil parse_stencil(std::string_view text);
/// "-1:-1/3 0:-1/2 1:1 2:-1/6"
std::string to_string(const Stencil& stencil);

/// (1/nu) sum_j weight_j values_j for vector values, in the scalar of the values; nodes of weight 0
/// are skipped. The weights stay rational until here.
template <Field T>
Vector<T> apply(const Stencil& stencil, const std::vector<Vector<T>>& values, const T& nu) {
  need(!values.empty() && values.size() == stencil.size() &&
           values.size() == stencil.weights.size(),
       "a stencil needs one value and one weight for each node");
  Vector<T> sum = zeros<T>(values.front().size());
  for (std::size_t j = 0; j < values.size(); ++j) {
    if (stencil.weights[j] == 0) {
      continue;
    }
    need(values[j].size() == sum.size(), "the values at the nodes differ in length");
    const T weight = exact<T>(stencil.weights[j]);
    for (Eigen::Index i = 0; i < sum.size(); ++i) {
      sum(i) = sum(i) + weight * values[j](i);
    }
  }
  for (Eigen::Index i = 0; i < sum.size(); ++i) {
    sum(i) = sum(i) / nu;
  }
  return sum;
}

} // namespace assay
