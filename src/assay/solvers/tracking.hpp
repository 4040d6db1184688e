#pragma once
#include <assay/problems/facts.hpp>

/// Bounds that methods share which let y, and the variable v of H v = grad_y f, follow x: a few
/// steps of SGD for each step of x, all from their last values.
///
/// With steps of E||step||^2 = alpha^2 D for x, the bias of the estimate grad_x f - J v has
///     root mean square <= noise of y and v + lag alpha sqrt(D) + what is left of the start,
/// noise <= eps/4 with the steps below: response^2 beta sigma^2/mu <= (eps/8)^2 for y, whose errors
/// act through `response`, which counts what they do to H^{-1} grad_y f, and alike for v.
/// Legend  beta, gamma: steps of y and v.
namespace assay {

/// Steps of y and v, or the shorter ones that contraction asks for.
double step_of_y(const Facts& facts);
double step_of_v(const Facts& facts);
/// response slope/(beta mu): what a step of x of length 1 leaves y behind by, as bias.
double lag_of_y(const Facts& facts, double beta);
/// |J| times the same of v; no step of x moves v* where f is affine and g quadratic.
double lag_of_v(const Facts& facts, double gamma);
/// The squared bias that y0, and that v = 0, leave in all iterations together.
double start_of_y(const Facts& facts, double beta);
double start_of_v(const Facts& facts, double gamma);
/// Variance of one sample of grad_x f - J v with E||v||^2 <= 2 ||v*||^2.
double system_variance(const Facts& facts);

/// The step of x of a method without memory, by the argument of the two-timescale methods, in which
/// y follows the noise V of x too (D <= ||grad phi + bias||^2 + V):
///     mean ||grad phi||^2 <= 2 Delta/(alpha T) + 3 (eps/4)^2 + 3 (lag alpha)^2 D + L alpha V + ...
/// With lag ~ eps^-2 it is of order eps^3.
double two_timescale_step(const Facts& facts, double lag, double variance);
/// Its outer steps; `start`: the sum of what the starts leave.
double two_timescale_steps(const Facts& facts, double alpha, double start);

} // namespace assay
