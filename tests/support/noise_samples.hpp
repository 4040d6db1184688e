#pragma once
#include <assay/oracles/oracle.hpp>

#include "support/goodness.hpp"
#include "support/noisy.hpp"
#include <string>

/// What an oracle adds to the exact answer, sample after sample, and how far its moments are from
/// what is declared.
namespace assay::testing {

struct Point {
  Vector<double> x, y, v;
};

/// The six oracles as one function of the kind; a batch is used as it is.
inline Vector<double> answer(Oracle& oracle, Call kind, const Point& at, const Batch& batch) {
  Vector<double> out;
  switch (kind) {
  case Call::fx:
    oracle.grad_x_f(at.x, at.y, batch, out);
    break;
  case Call::fy:
    oracle.grad_y_f(at.x, at.y, batch, out);
    break;
  case Call::gx:
    oracle.grad_x_g(at.x, at.y, batch, out);
    break;
  case Call::gy:
    oracle.grad_y_g(at.x, at.y, batch, out);
    break;
  case Call::hvp:
    oracle.hvp(at.x, at.y, at.v, batch, out);
    break;
  case Call::jvp:
    oracle.jvp(at.x, at.y, at.v, batch, out);
    break;
  }
  return out;
}

inline Batch fresh(Oracle& oracle, Call kind, Count size) {
  return kind == Call::fx || kind == Call::fy ? oracle.upper(size) : oracle.lower(size);
}

inline double declared(const Deviations& sigma, Call kind) {
  const double all[] = {sigma.fx, sigma.fy, sigma.gx, sigma.gy, sigma.hvp, sigma.jvp};
  return all[static_cast<std::size_t>(kind)];
}

constexpr Call all_kinds[] = {Call::fx, Call::fy, Call::gx, Call::gy, Call::hvp, Call::jvp};

/// A noisy oracle beside a noise-free one of the same problem.
class NoiseProbe {
public:
  NoiseProbe(const Instance& instance, std::uint64_t seed, std::uint32_t trial = 0)
      : noisy_(instance, {.seed = seed, .trial = trial}), exact_(without_noise(instance), {}) {}

  Oracle& oracle() { return noisy_; }
  Vector<double> noise(Call kind, const Point& at, const Batch& batch) {
    const Batch any{batch.level, 0, 1, Batch::Of::samples};
    return (answer(noisy_, kind, at, batch) - answer(exact_, kind, at, any)).eval();
  }
  Vector<double> noise(Call kind, const Point& at, Count size) {
    return noise(kind, at, fresh(noisy_, kind, size));
  }
  std::vector<Vector<double>> samples(Call kind, const Point& at, Count size, int count) {
    std::vector<Vector<double>> result;
    for (int i = 0; i < count; ++i) {
      result.push_back(noise(kind, at, size));
    }
    return result;
  }

private:
  static Instance without_noise(Instance instance) {
    instance.noise.clear();
    return instance;
  }
  Oracle noisy_, exact_;
};

/// Standardised distance of the mean of numbers from a value; by the normal approximation a right
/// one exceeds 6 with probability 2e-9. Numbers that do not vary must equal it to 1e-9.
inline double distance(const std::vector<double>& numbers, double expected) {
  const auto n = static_cast<double>(numbers.size());
  double mean = 0;
  for (const double value : numbers) {
    mean += value / n;
  }
  double variance = 0;
  for (const double value : numbers) {
    variance += (value - mean) * (value - mean) / n;
  }
  const double scale = std::max(std::abs(expected), std::abs(mean));
  if (variance <= 1e-18 * scale * scale) {
    return std::abs(mean - expected) <= 1e-9 * scale ? 0 : 1e9;
  }
  return std::abs(mean - expected) / std::sqrt(variance / n);
}

/// The worst of: every coordinate's mean against 0, the mean square norm against deviation^2.
inline double moments(const std::vector<Vector<double>>& noises, double deviation) {
  double worst = 0;
  const auto see = [&worst](double z) { worst = z <= worst ? worst : z; }; // NaN is kept
  std::vector<double> numbers(noises.size());
  for (Eigen::Index i = 0; i < noises.front().size(); ++i) {
    for (std::size_t k = 0; k < noises.size(); ++k) {
      numbers[k] = noises[k](i);
    }
    see(distance(numbers, 0));
  }
  for (std::size_t k = 0; k < noises.size(); ++k) {
    numbers[k] = noises[k].squaredNorm();
  }
  see(distance(numbers, deviation * deviation));
  return worst;
}

/// Kolmogorov-Smirnov distance of two samples over a bound it exceeds with probability at most
/// 4e-8 if they have one law (each is within sqrt(level/2n) of it by Massart's inequality).
inline double two_samples(std::vector<double> a, std::vector<double> b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  double distance = 0;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() && j < b.size()) {
    const double value = std::min(a[i], b[j]);
    // Values that differ by rounding alone are the same atom.
    const double same = value + 1e-12 * (1 + std::abs(value));
    while (i < a.size() && a[i] <= same) {
      ++i;
    }
    while (j < b.size() && b[j] <= same) {
      ++j;
    }
    distance = std::max(distance, std::abs(static_cast<double>(i) / static_cast<double>(a.size()) -
                                           static_cast<double>(j) / static_cast<double>(b.size())));
  }
  return distance / (std::sqrt(goodness::level / (2 * static_cast<double>(a.size()))) +
                     std::sqrt(goodness::level / (2 * static_cast<double>(b.size()))));
}

} // namespace assay::testing
