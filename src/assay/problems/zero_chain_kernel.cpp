#include <assay/problems/zero_chain_kernel.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace assay {
namespace {

/// The arrays of a ChainGradient from coordinate 0 on.
struct Memo {
  double* point;
  double* psi;
  double* slope;
  double* bell;
  double* up;
  double* down;
};

namespace baseline {
#define LANES 2
#define LANES_TARGET
#include <assay/numbers/lanes.inc>
#include <assay/problems/zero_chain_kernel.inc>
#undef LANES_INLINE
#undef LANES_TARGET
#undef LANES
} // namespace baseline

#if defined(__x86_64__)
namespace avx2 {
#define LANES 4
#define LANES_TARGET __attribute__((target("avx2")))
#include <assay/numbers/lanes.inc>
#include <assay/problems/zero_chain_kernel.inc>
#undef LANES_INLINE
#undef LANES_TARGET
#undef LANES
} // namespace avx2
#else
namespace avx2 = baseline;
#endif

constexpr std::size_t before = 4; // coordinates before the chain; as many follow it as padding
constexpr std::size_t group = 4;  // the widest lanes

std::size_t checked(int length) {
  need(length >= 1, "a chain has at least one coordinate");
  return static_cast<std::size_t>(length);
}

} // namespace

ChainGradient::ChainGradient(int length, Width width)
    : wide_(wide(width)), length_(checked(length)), last_(length_, 0.0) {
  const std::size_t size = before + length_ + 2 * group;
  for (auto* array : {&point_, &psi_, &slope_, &bell_, &up_, &down_}) {
    array->assign(size, 0.0);
  }
  // The memo of u = 0, which is the point every coordinate starts at.
  const Memo first{point_.data(), psi_.data(), slope_.data(),
                   bell_.data(),  up_.data(),  down_.data()};
  baseline::evaluate_group(first, 0);
  for (auto* array : {&bell_, &up_, &down_}) {
    std::fill(array->begin(), array->end(), array->front());
  }
  psi_[before - 1] = 1; // psi(1), by which phi(u_0) is multiplied
}

void ChainGradient::gradient(std::span<const double> u, std::span<double> out) {
  if (u.size() != length_ || out.size() != length_) { // no text where all is well: asked often
    throw InvalidArgument("the chain has " + std::to_string(length_) + " coordinates, the point " +
                          std::to_string(u.size()) + " and the gradient " +
                          std::to_string(out.size()));
  }
  const Memo memo{point_.data() + before, psi_.data() + before, slope_.data() + before,
                  bell_.data() + before,  up_.data() + before,  down_.data() + before};
  const auto reach = wide_ ? avx2::reach : baseline::reach;
  touched_ = reach(u.data(), length_, 0);
  const std::size_t far = reach(u.data(), touched_, 0.5);
  active_ = std::min(far + 1, length_);
  // One more than is active: its phi is multiplied by the last slope, which is zero.
  const std::size_t size = std::min(active_ + 1, length_);
  evaluations_ += (wide_ ? avx2::refresh : baseline::refresh)(memo, u.data(), size);
  memo.up[length_] = 0; // nothing follows the chain; the last group may have written here
  memo.down[length_] = 0;
  (wide_ ? avx2::combine : baseline::combine)(memo, out.data(), active_);
  std::fill(out.begin() + static_cast<std::ptrdiff_t>(active_), out.end(), 0.0);
  std::copy_n(u.begin(), touched_, last_.begin());
}

void ChainGradient::gradient(const Vector<double>& u, Vector<double>& out) {
  out.resize(u.size());
  gradient(std::span(u.data(), static_cast<std::size_t>(u.size())),
           std::span(out.data(), static_cast<std::size_t>(out.size())));
}

double ChainGradient::value() const {
  double sum = -up_[before];
  for (std::size_t i = 1; i < active_; ++i) {
    const std::size_t at = before + i;
    sum += point_[at - 1] > 0 ? -psi_[at - 1] * up_[at] : psi_[at - 1] * down_[at];
  }
  return sum;
}

int ChainGradient::progress(double alpha) const {
  return static_cast<int>((wide_ ? avx2::reach : baseline::reach)(last_.data(), touched_, alpha));
}

} // namespace assay
