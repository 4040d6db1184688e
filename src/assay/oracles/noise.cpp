#include <assay/oracles/noise.hpp>

namespace assay {
namespace {

/// What would make an answer wrong in silence.
void check(const Noise& noise, int dx) {
  int chain = 0; // leading coordinates of x that only the chain's oracle may disturb
  for (const NoisePart& part : noise) {
    if (const auto* link = std::get_if<ZeroChainNoise>(&part)) {
      need(link->length >= 0 && (link->hidden || link->length <= dx),
           "a zero-chain's noise is longer than x");
      chain = std::max(chain, link->length);
    }
    need(!std::holds_alternative<FiniteSum>(part) || noise.size() == 1,
         "a finite sum is the only noise of its instance: a sample is the index of a component");
  }
  for (const NoisePart& part : noise) {
    const auto* additive = std::get_if<AdditiveNoise>(&part);
    const auto* heavy = std::get_if<HeavyTailed>(&part);
    need(additive == nullptr || (additive->quiet_x >= 0 && additive->quiet_x <= dx),
         "additive noise leaves between 0 and dx coordinates quiet");
    need(chain == 0 || ((additive == nullptr || additive->fx == 0 || additive->quiet_x >= chain) &&
                        (heavy == nullptr || heavy->fx == 0)),
         "other noise in grad_x f would reveal the zero-chain: leave its coordinates quiet");
  }
}

template <class Draw>
concept SumsNoise = requires(Draw& draw, const SumQuestion& asked, Vector<double>& answer) {
  draw.add(asked, answer);
};

bool gaussian(const NoisePart& part) {
  if (const auto* random = std::get_if<RandomCurvature>(&part)) {
    return random->hessian == 0 && random->jacobian == 0;
  }
  if (const auto* heavy = std::get_if<HeavyTailed>(&part)) {
    return heavy->fy == 0 && heavy->gy == 0;
  }
  return !std::holds_alternative<FiniteSum>(part);
}

} // namespace

NoiseSource::NoiseSource(
    const Noise& noise, int dx, int dy, std::uint64_t seed, std::uint32_t trial)
    : dy_(dy), law_(Stream(seed, trial, "inner loops by their law"), dy) {
  check(noise, dx);
  for (const NoisePart& part : noise) {
    const Drawing drawing{dx, dy, seed, trial, static_cast<int>(parts_.size())};
    std::visit([&](const auto& declared) { parts_.push_back(draw_of(declared, drawing)); }, part);
    gaussian_in_y_ = gaussian_in_y_ && gaussian(part);
    sums_ = sums_ && std::visit([]<class D>(const D&) { return SumsNoise<D>; }, parts_.back());
    if (const auto* additive = std::get_if<AdditiveNoise>(&part)) {
      variance_g_ += additive->gy * additive->gy;
      variance_f_ += additive->fy * additive->fy;
    }
  }
  if (parts_.size() == 1) {
    additive_ = std::get_if<AdditiveDraw>(&parts_.front());
  }
}

void NoiseSource::add_parts(const Question& asked, Vector<double>& answer) {
  for (PartDraw& part : parts_) {
    std::visit([&](auto& drawn) { drawn.add(asked, answer); }, part);
  }
}

void NoiseSource::add(const SumQuestion& asked, Vector<double>& answer) {
  const auto add = [&]<class D>(D& drawn) {
    if constexpr (SumsNoise<D>) {
      drawn.add(asked, answer);
    }
  };
  for (PartDraw& part : parts_) {
    std::visit(add, part);
  }
}

double NoiseSource::variance_in_y(double shift) const {
  return (variance_g_ + shift * shift * variance_f_) / dy_;
}

void NoiseSource::law_normals(std::uint64_t number, Vector<double>& normals) {
  normals.setZero(dy_);
  law_.add(number, 1, 0, normals);
}

} // namespace assay
