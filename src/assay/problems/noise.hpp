#pragma once
#include <variant>
#include <vector>

/// What one sample adds to the exact oracles, as data: an instance declares it, the oracle draws it
/// (oracles/noise.hpp says how, and why a batch of any size costs one draw).
///
/// Unit    every deviation is the root of E||noise||^2 of one sample, all coordinates together.
namespace assay {

/// Independent of the point: the only noise under which SGD on a quadratic has a Gaussian law.
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

/// sigma (a cos(omega 1'y) + b sin(omega 1'y)) along one direction, a and b standard normal: the
/// variance is sigma^2 at every point, but two points omega^-1 apart hardly share their noise.
struct Decorrelating {
  double gx = 0;    ///< sigma on grad_x g
  double omega = 1; ///< omega; 1/omega is the distance over which noise is shared
};

/// Student's t with 3 degrees of freedom in every coordinate: variance finite, fourth moment not.
struct HeavyTailed {
  double fx = 0, fy = 0, gx = 0, gy = 0;
};

/// The zero-chain's oracle on the first `length` coordinates of grad_x f: beyond the progress at
/// 1/4 of x/scale the answer is zero, or with probability `chance` divided by it.
struct ZeroChainNoise {
  int length = 0;
  double scale = 1; ///< lambda
  double chance = 1;
};

/// g is the mean of `components` functions g + c_i'y + 1/2 h y' diag(s_i) y, with sum c_i = 0 and
/// sum s_i = 0; f of as many f + e_i'y, likewise. A sample is the index of one of them.
struct FiniteSum {
  int components = 0;
  double spread = 1;  ///< root mean square of ||c_i||, and of ||e_i||
  double hessian = 0; ///< h
};

using NoisePart = std::
    variant<AdditiveNoise, RandomCurvature, Decorrelating, HeavyTailed, ZeroChainNoise, FiniteSum>;
using Noise = std::vector<NoisePart>;

} // namespace assay
