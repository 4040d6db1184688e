#include <assay/oracles/decreasing_law.hpp>

namespace assay {

void DecreasingLaws::advance(const Descend& loop,
                             const Vector<double>& h,
                             double noise,
                             Count steps) {
  Law& law = laws_[{loop.shift, loop.step, loop.delay, noise}];
  if (law.contraction.size() == 0 || law.steps > steps) {
    law = {.steps = 0,
           .contraction = Vector<double>::Ones(h.size()),
           .variance = Vector<double>::Zero(h.size())};
  }
  for (; law.steps < steps; ++law.steps) {
    const double size = loop.step * loop.delay / (loop.delay + static_cast<double>(law.steps));
    for (Eigen::Index i = 0; i < h.size(); ++i) {
      const double kept = 1 - size * h(i);
      law.contraction(i) *= kept;
      law.variance(i) = kept * kept * law.variance(i) + size * size * noise;
    }
  }
  current_ = &law;
}

} // namespace assay
