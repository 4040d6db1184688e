#pragma once
#include <assay/problems/instance.hpp>

/// The lower-bound instances, made from the constants of their chain.
///
///     f = c f_T(x/lambda),  c = L lambda^2/smoothness;  ||grad f|| >= hardness L lambda/smoothness
///     = 2 eps while the last link is not found;  T = floor(Delta/(12 c));  p_z = (23 L
///     lambda/smoothness)^2/sigma^2
/// Throws  InvalidArgument unless 0 < eps <= 1/2, Delta and sigma are positive, 1 <= T <= 10^7.
namespace assay {

struct SeparableConstants {
  const char* name;
  double smoothness; ///< of f_T, and of phi: L is scaled to the same number, so c = lambda^2
  double hardness;   ///< ||grad f_T|| while prog_1 < T
  double gap;        ///< standard Delta
  double variance;   ///< standard sigma^2
  bool projected;
};
inline constexpr SeparableConstants plain_chain = {"separable", 152, 1, 96, 1058, false};
inline constexpr SeparableConstants projected_chain = {
    "separable_projected", 155, 0.5, 384, 4232, true};

Instance
make_separable(const SeparableConstants& constants, const Parameters& parameters, double epsilon);

} // namespace assay
