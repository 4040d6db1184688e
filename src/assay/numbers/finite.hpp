#pragma once
#include <assay/numbers/width.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

/// Is every number finite? Asked of all that goes through an oracle.
///
/// Where the exponent has all its bits, one added to it carries into the sign: no branch, and no
/// number waits for another.
/// Cost    one pass; short vectors in line, for which a call would cost as much.
namespace assay {

inline constexpr std::uint64_t without_sign = ~std::uint64_t{0} >> 1U;
inline constexpr std::uint64_t one_exponent = std::uint64_t{1} << 52U;

bool all_finite_long(std::span<const double> v, Width width = Width::best);

inline bool all_finite(std::span<const double> v) {
  constexpr std::size_t longest_in_line = 16;
  if (v.size() > longest_in_line) {
    return all_finite_long(v);
  }
  using Two = std::uint64_t __attribute__((vector_size(16)));
  const auto carry = [&v](std::size_t i) {
    Two bits;
    __builtin_memcpy(&bits, v.data() + i, sizeof bits);
    return (bits & without_sign) + one_exponent;
  };
  Two carried = {};
  std::size_t i = 0;
  for (; i + 4 <= v.size(); i += 4) {
    carried |= carry(i) | carry(i + 2);
  }
  if (i + 2 <= v.size()) {
    carried |= carry(i);
    i += 2;
  }
  std::uint64_t together = carried[0] | carried[1];
  if (i < v.size()) {
    together |= (std::bit_cast<std::uint64_t>(v[i]) & without_sign) + one_exponent;
  }
  return together >> 63U == 0;
}

} // namespace assay
