#pragma once
#include <assay/numbers/linalg.hpp>

#include <functional>
#include <variant>
#include <vector>

/// What one sample adds to the exact oracles, as data: an instance declares it, the oracle draws it
/// (oracles/noise.hpp says how, and why a batch of any size costs one draw), and
/// problems/declared_noise.hpp computes the deviations that follow from it.
///
/// Unit    every deviation is the root of E||noise||^2 of one sample, all coordinates together.
namespace assay {

/// Independent of the point: the only noise under which SGD on a quadratic has a Gaussian law. In a
/// product it is one direction times ||v||, so the same batch is not linear in v (that of
/// RandomCurvature and FiniteSum is).
struct AdditiveNoise {
  double fx = 0, fy = 0, gx = 0, gy = 0; ///< deviations of the four gradients
  double hvp = 0, jvp = 0;               ///< of the products, for a v of norm 1
  int quiet_x = 0;                       ///< leading coordinates of x left without noise
};

/// A random quadratic added to g:  1/2 h (y - c)' diag(s) (y - c) + j sum_i t_i x_i (y_i - c_i),
/// with independent signs s_i, t_i = +-1. Its gradients and products are those of one function, so
/// the oracle is mean-squared smooth; for h < mu every sample is strongly convex.
struct RandomCurvature {
  double hessian = 0;  ///< h
  double jacobian = 0; ///< j
  double centre = 0;   ///< every c_i
};

/// sigma/sqrt(dx) (a cos(omega 1'y) + b sin(omega 1'y)), the entries of a and b standard normal:
/// the variance is sigma^2 at every point, and the noises at y and y' correlate like cos(omega 1'(y
/// - y')), so that points omega^-1 apart hardly share theirs.
struct Decorrelating {
  double gx = 0;    ///< sigma on grad_x g
  double omega = 1; ///< omega; 1/omega is the distance over which noise is shared
};

/// Student's t with 3 degrees of freedom in every coordinate: variance finite, third moment not.
struct HeavyTailed {
  double fx = 0, fy = 0, gx = 0, gy = 0;
};

/// The zero-chain's oracle on the first `length` coordinates of grad_x f: beyond the progress at
/// 1/4 of x/scale the answer is zero, or with probability `chance` divided by it.
struct ZeroChainNoise {
  int length = 0;
  double scale = 1; ///< lambda
  double chance = 1;
  double largest = 0; ///< bound on the norm of what may be hidden: 23 scale L for f's gradient
  /// Where the chain's coordinates are not those of x: the part of grad_x f that a sample at x
  /// withholds or divides by `chance`. Empty: they are.
  std::function<void(const Vector<double>& x, Vector<double>& part)> hidden = {};
};

/// g is the mean of `components` functions g + c_i'y + b_i'x + 1/2 h y' diag(s_i) y whose
/// perturbations sum to zero; f of as many f + e_i'y + a_i'x. A sample is the index of one of them:
/// nothing else is random, so this part stands alone. The entries of all vectors are +- the same
/// number; four neighbours share them up to signs, so that every sum is exactly zero.
struct FiniteSum {
  int components = 0;  ///< a multiple of 4, at most 2^24
  double spread = 1;   ///< ||c_i|| and ||e_i||
  double hessian = 0;  ///< h
  double spread_x = 0; ///< ||b_i|| and ||a_i||
};

using NoisePart = std::
    variant<AdditiveNoise, RandomCurvature, Decorrelating, HeavyTailed, ZeroChainNoise, FiniteSum>;
using Noise = std::vector<NoisePart>;

} // namespace assay
