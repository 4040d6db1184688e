#include <assay/error.hpp>
#include <assay/numbers/precision.hpp>

#include <string>

namespace assay {
namespace {
constexpr int fewest_digits = 15;
constexpr int most_digits = 20000;
thread_local int working_digits = 50;
} // namespace

Precision::Precision(int digits) : outer_(working_digits) {
  need(digits >= fewest_digits && digits <= most_digits,
       "digits must lie in 15..20000, got " + std::to_string(digits));
  working_digits = digits;
}

Precision::~Precision() { working_digits = outer_; }

int Precision::digits() { return working_digits; }

long Precision::bits() {
  // log2(10) < 3.32193; eight bits more keep the last decimal digit honest under a few operations.
  return static_cast<long>(working_digits) * 332193 / 100000 + 8;
}

} // namespace assay
