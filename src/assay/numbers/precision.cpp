#include <assay/error.hpp>
#include <assay/numbers/precision.hpp>

#include <mpfr.h>

#include <algorithm>
#include <string>

namespace assay {
namespace {
constexpr int fewest_digits = 15;
constexpr int most_digits = 20000;
constexpr int default_digits = 50;

// log2(10) < 3.32193; eight bits more keep the last decimal digit honest under a few operations.
constexpr long bits_for(int digits) {
  return std::max(64L, static_cast<long>(digits) * 332193 / 100000 + 8);
}

thread_local int working_digits = default_digits;
thread_local long working_bits = bits_for(default_digits);

/// MPFR keeps its constants (pi, log 2) for each thread and frees them only when told.
struct ConstantsOfThisThread {
  ~ConstantsOfThisThread() { mpfr_free_cache2(MPFR_FREE_LOCAL_CACHE); }
};

} // namespace

Precision::Precision(int digits) : outer_(working_digits) {
  need(digits >= fewest_digits && digits <= most_digits,
       "digits must lie in 15..20000, got " + std::to_string(digits));
  static const thread_local ConstantsOfThisThread freed_at_exit;
  working_digits = digits;
  working_bits = bits_for(digits);
}

Precision::~Precision() {
  working_digits = outer_;
  working_bits = bits_for(outer_);
}

int Precision::digits() { return working_digits; }

long Precision::bits() { return working_bits; }

} // namespace assay
