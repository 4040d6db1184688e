#include <assay/numbers/finite.hpp>

#include <cmath>
#include <cstdint>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace assay {
namespace {

namespace baseline {
#define LANES 2
#define LANES_TARGET
#include <assay/numbers/lanes.inc>
#include <assay/numbers/passes.inc>
#undef LANES_INLINE
#undef LANES_TARGET
#undef LANES
} // namespace baseline

#if defined(__x86_64__)
namespace avx2 {
#define LANES 4
#define LANES_TARGET __attribute__((target("avx2")))
#include <assay/numbers/lanes.inc>
#include <assay/numbers/passes.inc>
#undef LANES_INLINE
#undef LANES_TARGET
#undef LANES
} // namespace avx2
#else
namespace avx2 = baseline;
#endif

} // namespace

bool all_finite_long(std::span<const double> v, Width width) {
  return (wide(width) ? avx2::all_finite : baseline::all_finite)(v.data(), v.size());
}

} // namespace assay
