#include <assay/oracles/binomial.hpp>
#include <assay/oracles/noise.hpp>
#include <assay/problems/zero_chain.hpp>

#include <cmath>
#include <numbers>

namespace assay {
namespace {

double root(Count size) { return std::sqrt(static_cast<double>(size)); }

/// Standard normal number `index` of a stream (Box and Muller on one block of 128 bits).
double normal_at(const Stream& stream, std::uint64_t index) {
  constexpr double two_to_minus_53 = 0x1p-53;
  const auto uniform = [&](std::uint64_t i) {
    return (static_cast<double>(stream.bits(i) >> 11U) + 0.5) * two_to_minus_53;
  };
  const double radius = std::sqrt(-2 * std::log(uniform(index & ~std::uint64_t{1})));
  const double angle = 2 * std::numbers::pi * uniform(index | 1U);
  return radius * ((index & 1U) == 0 ? std::cos(angle) : std::sin(angle));
}

} // namespace

NoiseSource::NoiseSource(Noise parts, int dx, int dy, std::uint64_t seed, std::uint32_t trial)
    : parts_(std::move(parts)),
      dx_(dx),
      dy_(dy),
      fx_(seed, trial, "noise of grad_x f"),
      fy_(seed, trial, "noise of grad_y f"),
      gx_(seed, trial, "noise of grad_x g"),
      gy_(seed, trial, "noise of grad_y g"),
      hvp_(seed, trial, "noise of hvp"),
      jvp_(seed, trial, "noise of jvp"),
      curvature_(seed, trial, "random curvature"),
      cross_(seed, trial, "random cross derivative"),
      wave_(seed, trial, "decorrelating noise"),
      chain_(seed, trial, "zero-chain oracle"),
      law_(seed, trial, "inner loops by their law") {
  for (const NoisePart& part : parts_) {
    gaussian_in_y_ = gaussian_in_y_ && (std::holds_alternative<AdditiveNoise>(part) ||
                                        std::holds_alternative<Decorrelating>(part) ||
                                        std::holds_alternative<ZeroChainNoise>(part));
  }
}

void NoiseSource::add_normals(
    const Stream& stream, const Batch& batch, double deviation, int quiet, V& out) {
  const Eigen::Index noisy = out.size() - quiet;
  if (deviation == 0 || noisy <= 0) {
    return;
  }
  const double scale = deviation / std::sqrt(static_cast<double>(noisy)) / root(batch.size);
  const auto stride = 2 * static_cast<std::uint64_t>((noisy + 1) / 2);
  for (Eigen::Index i = 0; i < noisy; ++i) {
    out(quiet + i) += scale * normal_at(stream, batch.id * stride + static_cast<std::uint64_t>(i));
  }
}

double NoiseSource::sign_mean(const Stream& stream, const Batch& batch, Eigen::Index i) const {
  const auto width = static_cast<std::uint64_t>(dx_ + dy_);
  const std::uint64_t index = batch.id * width + static_cast<std::uint64_t>(i);
  return 2 * static_cast<double>(binomial(batch.size, 0.5, stream, index)) /
             static_cast<double>(batch.size) -
         1;
}

void NoiseSource::add_fx(const V& x, const V& /*y*/, const Batch& xi, V& gradient) {
  for (const NoisePart& part : parts_) {
    if (const auto* additive = std::get_if<AdditiveNoise>(&part)) {
      add_normals(fx_, xi, additive->fx, additive->quiet_x, gradient);
    } else if (const auto* chain = std::get_if<ZeroChainNoise>(&part)) {
      int progress = chain->length;
      while (progress > 0 && !(std::abs(x(progress - 1)) > chain->scale / 4)) {
        --progress;
      }
      const double mean = static_cast<double>(binomial(xi.size, chain->chance, chain_, xi.id)) /
                          static_cast<double>(xi.size) / chain->chance;
      for (int i = progress; i < chain->length && gradient(i) != 0; ++i) {
        gradient(i) *= mean;
      }
    }
  }
}

void NoiseSource::add_fy(const V& /*x*/, const V& /*y*/, const Batch& xi, V& gradient) {
  for (const NoisePart& part : parts_) {
    if (const auto* additive = std::get_if<AdditiveNoise>(&part)) {
      add_normals(fy_, xi, additive->fy, 0, gradient);
    }
  }
}

void NoiseSource::add_gx(const V& /*x*/, const V& y, const Batch& zeta, V& gradient) {
  for (const NoisePart& part : parts_) {
    if (const auto* additive = std::get_if<AdditiveNoise>(&part)) {
      add_normals(gx_, zeta, additive->gx, additive->quiet_x, gradient);
    } else if (const auto* random = std::get_if<RandomCurvature>(&part)) {
      for (Eigen::Index i = 0; i < std::min(gradient.size(), y.size()); ++i) {
        gradient(i) += random->jacobian * sign_mean(cross_, zeta, i) * (y(i) - random->centre);
      }
    } else if (const auto* wave = std::get_if<Decorrelating>(&part)) {
      const double phase = wave->omega * y.sum();
      const double scale =
          wave->gx / std::sqrt(static_cast<double>(gradient.size())) / root(zeta.size);
      const auto stride = 2 * static_cast<std::uint64_t>(gradient.size());
      for (Eigen::Index i = 0; i < gradient.size(); ++i) {
        const std::uint64_t at = zeta.id * stride + 2 * static_cast<std::uint64_t>(i);
        gradient(i) += scale * (normal_at(wave_, at) * std::cos(phase) +
                                normal_at(wave_, at + 1) * std::sin(phase));
      }
    }
  }
}

void NoiseSource::add_gy(const V& x, const V& y, const Batch& zeta, V& gradient) {
  for (const NoisePart& part : parts_) {
    if (const auto* additive = std::get_if<AdditiveNoise>(&part)) {
      add_normals(gy_, zeta, additive->gy, 0, gradient);
    } else if (const auto* random = std::get_if<RandomCurvature>(&part)) {
      for (Eigen::Index i = 0; i < gradient.size(); ++i) {
        gradient(i) += random->hessian * sign_mean(curvature_, zeta, i) * (y(i) - random->centre);
        if (i < x.size()) {
          gradient(i) += random->jacobian * sign_mean(cross_, zeta, i) * x(i);
        }
      }
    }
  }
}

void NoiseSource::add_hvp(
    const V& /*x*/, const V& /*y*/, const V& v, const Batch& zeta, V& product) {
  for (const NoisePart& part : parts_) {
    if (const auto* additive = std::get_if<AdditiveNoise>(&part)) {
      add_normals(hvp_, zeta, additive->hvp * v.norm(), 0, product);
    } else if (const auto* random = std::get_if<RandomCurvature>(&part)) {
      for (Eigen::Index i = 0; i < product.size(); ++i) {
        product(i) += random->hessian * sign_mean(curvature_, zeta, i) * v(i);
      }
    }
  }
}

void NoiseSource::add_jvp(
    const V& /*x*/, const V& /*y*/, const V& v, const Batch& zeta, V& product) {
  for (const NoisePart& part : parts_) {
    if (const auto* additive = std::get_if<AdditiveNoise>(&part)) {
      add_normals(jvp_, zeta, additive->jvp * v.norm(), additive->quiet_x, product);
    } else if (const auto* random = std::get_if<RandomCurvature>(&part)) {
      for (Eigen::Index i = 0; i < std::min(product.size(), v.size()); ++i) {
        product(i) += random->jacobian * sign_mean(cross_, zeta, i) * v(i);
      }
    }
  }
}

double NoiseSource::variance_in_y(double shift) const {
  double total = 0;
  for (const NoisePart& part : parts_) {
    if (const auto* additive = std::get_if<AdditiveNoise>(&part)) {
      total += additive->gy * additive->gy + shift * shift * additive->fy * additive->fy;
    }
  }
  return total / dy_;
}

void NoiseSource::law_normals(std::uint64_t number, V& normals) const {
  normals.resize(dy_);
  const auto stride = 2 * static_cast<std::uint64_t>((dy_ + 1) / 2);
  for (Eigen::Index i = 0; i < dy_; ++i) {
    normals(i) = normal_at(law_, number * stride + static_cast<std::uint64_t>(i));
  }
}

} // namespace assay
