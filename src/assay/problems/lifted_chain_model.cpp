#include <assay/problems/lifted_chain_model.hpp>
#include <assay/problems/solution_derivatives.hpp>

#include <cmath>
#include <limits>

namespace assay {

LiftedChainModel::LiftedChainModel(int length, double scale, double slope, double convexity)
    : chain_(length, scale, slope), mu_(convexity) {
  need(convexity > 0, "lifted_chain: mu must be positive");
}

const std::vector<double>& chain_derivative_bounds() {
  // f_T is a sum of products psi(a) phi(b), each coordinate in two of them; so l_k = 2 max over the
  // unit circle of sum_j C(k, j) sup|psi^(k-j)| sup|phi^(j)| |cos|^(k-j) |sin|^j, rounded up.
  // l_2 is the sharper 152 of arjevani2023.
  static const std::vector<double> bounds = {
      0, 0, 152, 3788, 85825, 3.778e6, 2.0361e8, 1.322e10, 1.01645e12, 1.02816e14, 1.26127e16};
  return bounds;
}

double lifted_chain_bias(int p, double s, double size) {
  const std::vector<double>& l = chain_derivative_bounds();
  const int furthest = (p + 1) / 2; // of the nodes
  const double reach = furthest * s;
  const double room = 1 - l[2] * reach;
  if (p < 1 || p > 8 || !(room > 0)) {
    return std::numeric_limits<double>::infinity();
  }
  // |y - x| = s |grad f_T(y)|, so |grad f_T(y)| <= size/room; (1 + s H) y' = -grad f_T(y).
  const std::vector<double> a = solution_derivatives({.f = l,
                                                      .g = std::vector<double>(l.size(), 0),
                                                      .convexity = room,
                                                      .reach = reach,
                                                      .first = size / room / room},
                                                     p + 1);
  return stencil_constant(p) * std::pow(s, p) * a.back();
}

} // namespace assay
