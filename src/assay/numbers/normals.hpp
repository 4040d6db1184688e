#pragma once
#include <assay/numbers/stream.hpp>
#include <assay/numbers/width.hpp>

#include <array>
#include <cstdint>
#include <span>

/// Many random numbers of a stream at once: the fast counterparts of Stream::normal and uniform.
///
/// Number i is a pure function of (stream, first_block, i): the even and the odd one of each pair
/// come from the two halves of block first_block + i/2 (a sign is one of 128 bits of its block).
/// The same bits come out for any length and alignment of `out`, and with and without AVX2: own
/// polynomials, no fused multiply-add.
/// Error   uniforms are (k + 1/2) 2^-52, k in 0..2^52-1: never 0 or 1. Normals by Box and Muller:
///         within 4 ulp of the formula for these uniforms; never beyond 8.58, a mass of 1e-17.
/// Cost    reports/speed.md.   Source  Box and Muller 1958; Salmon et al. 2011 (Philox4x32-10).
namespace assay {

void fill_normals(const Stream& stream,
                  std::uint64_t first_block,
                  std::span<double> out,
                  Width width = Width::best);
/// The pair that fill_normals makes of one block: the first half gives the radius, the second the
/// angle. For tests, which reach the extremes with it.
std::array<double, 2>
normal_pair(std::uint64_t first_half, std::uint64_t second_half, Width width = Width::best);
/// Uniform in the open interval (0, 1), 52 bits.
void fill_uniforms(const Stream& stream,
                   std::uint64_t first_block,
                   std::span<double> out,
                   Width width = Width::best);
/// -1 or 1: bit i mod 128 of block first_block + i/128, counted from the lowest of Stream::bits.
void fill_signs(const Stream& stream, std::uint64_t first_block, std::span<double> out);

} // namespace assay
