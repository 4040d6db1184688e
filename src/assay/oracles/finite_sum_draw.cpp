#include <assay/numbers/normals.hpp>
#include <assay/oracles/binomial.hpp>
#include <assay/oracles/noise_parts.hpp>

#include <cmath>

namespace assay {
namespace {

/// Four neighbouring components share their vectors up to these signs: each column sums to zero,
/// and so does their product, so that linear and curved parts do not correlate over the components.
constexpr int linear_sign[4] = {1, -1, 1, -1};
constexpr int curved_sign[4] = {1, 1, -1, -1};

/// The components are the instance's, the same in every trial.
Stream fixed(const char* purpose) { return {0, 0, purpose}; }

constexpr std::size_t curvature = 4; // in signs_, behind the four gradients

} // namespace

FiniteSumDraw draw_of(const FiniteSum& declared, const Drawing& drawing) {
  return {declared, drawing};
}

FiniteSumDraw::FiniteSumDraw(const FiniteSum& declared, const Drawing& drawing)
    : declared_(declared),
      signs_{fixed("components: x in f"), fixed("components: y in f"), fixed("components: x in g"),
             fixed("components: y in g"), fixed("components: curvature")},
      indices_{drawing.stream("components of the upper level"),
               drawing.stream("components of the lower level")},
      numbers_{drawing.stream("numbers of components of the upper level"),
               drawing.stream("numbers of components of the lower level")},
      vector_(std::max(drawing.dx, drawing.dy)) {
  need(declared.components > 0 && declared.components % 4 == 0 && declared.components <= (1 << 24),
       "a finite sum has a multiple of 4 components, at most 2^24, not " +
           std::to_string(declared.components));
}

void FiniteSumDraw::add(const Question& asked, Vector<double>& answer) {
  switch (asked.batch.of) {
  case Batch::Of::everything:
    return;
  case Batch::Of::component:
    add_component(asked, asked.batch.id, 1, answer);
    return;
  case Batch::Of::samples:
    // By the numbers of each component once that is less work.
    asked.batch.size <= static_cast<Count>(declared_.components) ? add_samples(asked, answer)
                                                                 : add_multinomial(asked, answer);
  }
}

void FiniteSumDraw::add_samples(const Question& asked, Vector<double>& answer) {
  const auto size = static_cast<std::uint64_t>(asked.batch.size);
  const Stream& stream = indices_[static_cast<std::size_t>(asked.batch.level)];
  for (std::uint64_t sample = 0; sample < size; ++sample) {
    // The upper half of bits times n is uniform to one part in 2^40.
    const Count wide = Count{stream.bits((asked.batch.id << 24U) + sample)};
    const auto i =
        static_cast<std::uint64_t>((wide * static_cast<Count>(declared_.components)) >> 64U);
    add_component(asked, i, 1 / static_cast<double>(size), answer);
  }
}

void FiniteSumDraw::add_multinomial(const Question& asked, Vector<double>& answer) {
  const auto n = static_cast<std::uint64_t>(declared_.components);
  const Stream& stream = numbers_[static_cast<std::size_t>(asked.batch.level)];
  const auto size = static_cast<double>(asked.batch.size);
  Count left = asked.batch.size;
  for (std::uint64_t group = 0; group < n / 4; ++group) {
    // Sums in whole numbers: of 2^100 samples all but about 2^50 cancel.
    __int128 linear = 0;
    __int128 curved = 0;
    for (std::uint64_t member = 0; member < 4; ++member) {
      const std::uint64_t i = 4 * group + member;
      const Count times =
          binomial(left, 1 / static_cast<double>(n - i), stream, asked.batch.id * n + i);
      left -= times;
      linear += linear_sign[member] * static_cast<__int128>(times);
      curved += curved_sign[member] * static_cast<__int128>(times);
    }
    const Weights weights{static_cast<double>(linear) / size, static_cast<double>(curved) / size};
    add_group(asked, group, weights, answer);
  }
}

void FiniteSumDraw::add_component(const Question& asked,
                                  std::uint64_t i,
                                  double weight,
                                  Vector<double>& answer) {
  add_group(asked, i / 4, {weight * linear_sign[i % 4], weight * curved_sign[i % 4]}, answer);
}

void FiniteSumDraw::add_group(const Question& asked,
                              std::uint64_t group,
                              Weights w,
                              Vector<double>& answer) {
  const Eigen::Index d = answer.size();
  const auto draw = [&](std::size_t purpose) {
    const auto blocks = static_cast<std::uint64_t>((d + 127) / 128);
    fill_signs(signs_[purpose], group * blocks, {vector_.data(), static_cast<std::size_t>(d)});
    return vector_.head(d);
  };
  if (asked.v == nullptr) {
    const bool in_x = asked.kind == Call::fx || asked.kind == Call::gx;
    const double spread = in_x ? declared_.spread_x : declared_.spread;
    if (spread != 0) {
      answer += w.linear * spread / std::sqrt(static_cast<double>(d)) *
                draw(static_cast<std::size_t>(asked.kind));
    }
  }
  if (declared_.hessian != 0 && (asked.kind == Call::gy || asked.kind == Call::hvp)) {
    const Vector<double>& along = asked.v == nullptr ? asked.y : *asked.v;
    answer.array() += w.curved * declared_.hessian * draw(curvature).array() * along.array();
  }
}

} // namespace assay
