#pragma once
#include <assay/problems/declared_noise.hpp>
#include <assay/problems/instance.hpp>

#include <vector>

/// The noises that an instance offers by parameter, and the deviations that follow from them.
///
///     noise=additive        Gaussian in all four gradients, deviation sigma; in both products,
///                           deviation `products`
///     noise=random_curvature  h = j = sigma/2: gradients and products of one random function
///     noise=decorrelating   additive in grad_x f, grad_y f and grad_y g; in grad_x g a wave of
///                           frequency omega
///     noise=heavy           Student's t with 3 degrees of freedom in all four gradients
///     noise=finite_sum      n components, every spread sigma, curvatures sigma/2
///     noise=none
/// Error   the deviations are bounds on the set ||x|| <= visited.x, ||y|| <= visited.y.
namespace assay {

/// noise, sigma, products, omega, n: to be appended to an instance's own parameters.
std::vector<Parameter> noise_parameters(std::vector<Parameter> own);
/// Which of sigma, products, omega and n a noise takes. Throws InvalidArgument on an unknown one.
const std::vector<std::string>& parameters_of_noise(const std::string& kind);
/// Sets the noise of an instance and the facts about it. Throws InvalidArgument on a negative
/// sigma, and on a parameter of another noise than the one that is asked for.
void set_noise(const Parameters& parameters, const Region& visited, Instance& instance);

} // namespace assay
