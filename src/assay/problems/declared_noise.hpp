#pragma once
#include <assay/problems/facts.hpp>
#include <assay/problems/noise.hpp>

/// What follows from a noise as declared: deviations of one sample, and which assumptions it meets.
///
/// Unit    root of E||noise||^2 of one sample; of the products, for a v of norm 1.
/// Error   equal to the deviation at every point of the region's sphere, or, where it depends on
///         the point within, a bound that some point attains (for the chain: if `largest` is).
///         Moments of the drawn noise are compared with it in tests/oracles/noise_test.cpp.
namespace assay {

struct Deviations {
  double fx = 0, fy = 0, gx = 0, gy = 0, hvp = 0, jvp = 0;
};

/// Where samples are taken: what a deviation that depends on the point is bounded over.
struct Region {
  double x = 0; ///< ||x|| is at most this
  double y = 0; ///< ||y - c|| is at most this, c the noise's centre (RandomCurvature), else 0
};

Deviations declared_deviations(const Noise& noise, const Region& region);
/// Is E||noise(z) - noise(z')||^2 <= L^2 ||z - z'||^2 with an L that the instance keeps bounded?
/// Not for the Bernoulli oracle, nor for decorrelating noise, whose L = sigma omega is as large as
/// its omega.
bool mean_squared_smooth(const Noise& noise);
/// Sets every fact that follows from the noise, for the facts' dy.
void declare_noise(Facts& facts, const Noise& noise, const Region& region);

} // namespace assay
