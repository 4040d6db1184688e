#include <assay/numbers/finite.hpp>

#include <cmath>
#include <cstdint>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace assay {
namespace {

// NOLINTNEXTLINE(bugprone-macro-parentheses): the name of a file
#define LANES_BODY <assay/numbers/passes.inc>
#include <assay/numbers/both_widths.inc>
#undef LANES_BODY

} // namespace

bool all_finite_long(std::span<const double> v, Width width) {
  return (wide(width) ? avx2::all_finite : baseline::all_finite)(v.data(), v.size());
}

} // namespace assay
