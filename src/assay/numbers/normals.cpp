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

// NOLINTNEXTLINE(bugprone-macro-parentheses): the name of a file
#define LANES_BODY <assay/numbers/normals.inc>
#include <assay/numbers/both_widths.inc>
#undef LANES_BODY

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
