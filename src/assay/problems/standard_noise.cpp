#include <assay/problems/standard_noise.hpp>

#include <algorithm>

namespace assay {
namespace {

/// Each noise with the parameters that it takes.
const std::vector<std::pair<std::string, std::vector<std::string>>>& noises() {
  static const std::vector<std::pair<std::string, std::vector<std::string>>> list = {
      {"additive", {"sigma", "products"}},   {"random_curvature", {"sigma"}},
      {"decorrelating", {"sigma", "omega"}}, {"heavy", {"sigma"}},
      {"finite_sum", {"sigma", "n"}},        {"none", {}}};
  return list;
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) {
    text += (text.empty() ? "" : ", ") + name;
  }
  return text;
}

std::string kind_of(const Parameters& parameters) {
  std::vector<std::string> kinds;
  for (const auto& [kind, takes] : noises()) {
    kinds.push_back(kind);
  }
  return parameters.word("noise", "additive", kinds);
}

/// What is given must be of the noise: a deviation that nothing reads would look as if it did
/// something.
void need_own_parameters(const Parameters& parameters, const std::string& kind) {
  const std::vector<std::string>& own = parameters_of_noise(kind);
  for (const Parameter& known : noise_parameters({})) {
    const bool takes =
        known.name == "noise" || std::find(own.begin(), own.end(), known.name) != own.end();
    need(takes || !parameters.has(known.name),
         "noise=" + kind + " has no parameter " + known.name +
             (own.empty() ? "; it takes none" : " (it takes " + listed(own) + ")"));
  }
}

} // namespace

const std::vector<std::string>& parameters_of_noise(const std::string& kind) {
  for (const auto& [name, takes] : noises()) {
    if (name == kind) {
      return takes;
    }
  }
  throw InvalidArgument("there is no noise \"" + kind + "\"");
}

std::vector<Parameter> noise_parameters(std::vector<Parameter> own) {
  own.push_back({"noise", "additive",
                 "additive, random_curvature, decorrelating, heavy, finite_sum or none"});
  own.push_back({"sigma", "1", "deviation of one sample of each noisy gradient"});
  own.push_back({"products", "0", "additive noise: deviation of HVP and JVP, for v of norm 1"});
  own.push_back({"omega", "1000000", "decorrelating noise: its frequency in y"});
  own.push_back({"n", "100", "finite sum: number of components, a multiple of 4"});
  return own;
}

void set_noise(const Parameters& parameters, const Region& visited, Instance& instance) {
  const std::string kind = kind_of(parameters);
  need_own_parameters(parameters, kind);
  const double sigma = parameters.number("sigma", 1);
  const double products = parameters.number("products", 0);
  const double omega = parameters.number("omega", 1e6);
  const int components = parameters.whole("n", 100, 4, 1 << 24);
  need(components % 4 == 0, "n, the number of components, is a multiple of 4");
  need(sigma >= 0 && products >= 0 && omega > 0,
       "sigma and products must not be negative, omega must be positive");
  const double h = sigma / 2;
  const AdditiveNoise additive{.fx = sigma, .fy = sigma, .gx = sigma, .gy = sigma};
  Noise noise;
  if (kind == "additive") {
    noise = {additive};
    std::get<AdditiveNoise>(noise.front()).hvp = products;
    std::get<AdditiveNoise>(noise.front()).jvp = products;
  } else if (kind == "random_curvature") {
    noise = {RandomCurvature{.hessian = h, .jacobian = h, .centre = 0}};
  } else if (kind == "decorrelating") {
    noise = {additive, Decorrelating{.gx = sigma, .omega = omega}};
    std::get<AdditiveNoise>(noise.front()).gx = 0;
  } else if (kind == "heavy") {
    noise = {HeavyTailed{.fx = sigma, .fy = sigma, .gx = sigma, .gy = sigma}};
  } else if (kind == "finite_sum") {
    noise = {FiniteSum{.components = components, .spread = sigma, .hessian = h, .spread_x = sigma}};
  }
  if (sigma == 0 && products == 0 && kind != "finite_sum") {
    noise.clear(); // equal components are still a finite sum, on which its solvers run
  }
  instance.noise = noise;
  declare_noise(instance.facts, noise, visited);
}

} // namespace assay
