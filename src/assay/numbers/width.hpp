#pragma once
#include <assay/error.hpp>

/// Which instructions a vectorised loop uses. Its result never depends on it (numbers/lanes.inc).
///
/// Throws InvalidArgument from wide() if Width::avx2 is asked of a machine without AVX2.
namespace assay {

enum class Width { best, baseline, avx2 };

inline bool has_avx2() {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx2") != 0;
#else
  return false;
#endif
}

/// Is AVX2 to be used?
inline bool wide(Width width) {
  static const bool available = has_avx2();
  if (width == Width::avx2 && !available) { // a text is made only where it is needed: asked often
    throw InvalidArgument("this machine has no AVX2");
  }
  return width != Width::baseline && available;
}

} // namespace assay
