#include <assay/numbers/normals.hpp>

#include <bit>
#include <cmath>
#include <cstddef>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace assay {
namespace {

struct Key {
  std::uint64_t seed;
  std::uint32_t trial;
  std::uint32_t purpose;
};

namespace baseline {
#define LANES 2
#define LANES_TARGET
#include <assay/numbers/lanes.inc>
#include <assay/numbers/normals.inc>
#undef LANES_INLINE
#undef LANES_TARGET
#undef LANES
} // namespace baseline

#if defined(__x86_64__)
namespace avx2 {
#define LANES 4
#define LANES_TARGET __attribute__((target("avx2")))
#include <assay/numbers/lanes.inc>
#include <assay/numbers/normals.inc>
#undef LANES_INLINE
#undef LANES_TARGET
#undef LANES
} // namespace avx2
#else
namespace avx2 = baseline;
#endif

Key key_of(const Stream& stream) { return {stream.seed(), stream.trial(), stream.purpose()}; }

} // namespace

void fill_normals(const Stream& stream,
                  std::uint64_t first_block,
                  std::span<double> out,
                  Width width) {
  const auto fill = wide(width) ? avx2::fill_normals : baseline::fill_normals;
  fill(key_of(stream), first_block, out.data(), out.size());
}

std::array<double, 2>
normal_pair(std::uint64_t first_half, std::uint64_t second_half, Width width) {
  std::array<double, 2> pair{};
  (wide(width) ? avx2::normal_pair : baseline::normal_pair)(first_half, second_half, pair.data());
  return pair;
}

void fill_uniforms(const Stream& stream,
                   std::uint64_t first_block,
                   std::span<double> out,
                   Width width) {
  const auto fill = wide(width) ? avx2::fill_uniforms : baseline::fill_uniforms;
  fill(key_of(stream), first_block, out.data(), out.size());
}

void fill_signs(const Stream& stream, std::uint64_t first_block, std::span<double> out) {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    word = i % 64 == 0 ? stream.bits(2 * first_block + i / 64) : word >> 1U;
    // The lowest bit becomes the sign of 1.0.
    out[i] = std::bit_cast<double>(std::bit_cast<std::uint64_t>(1.0) | word << 63U);
  }
}

} // namespace assay
