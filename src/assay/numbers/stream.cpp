#include <assay/error.hpp>
#include <assay/numbers/stream.hpp>

#include <Random123/philox.h>

#include <cmath>
#include <numbers>
#include <string>

namespace assay {
namespace {

std::uint32_t digest(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ULL; // FNV-1a, 64 bits
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  }
  return static_cast<std::uint32_t>(hash ^ (hash >> 32U));
}

} // namespace

Stream::Stream(std::uint64_t seed, std::uint32_t trial, std::string_view purpose)
    : seed_(seed), trial_(trial), purpose_(digest(purpose)) {}

std::array<std::uint32_t, 4> Stream::block(std::uint64_t index) const {
  const r123::Philox4x32::key_type key = {
      {static_cast<std::uint32_t>(seed_), static_cast<std::uint32_t>(seed_ >> 32U)}};
  const r123::Philox4x32::ctr_type counter = {{static_cast<std::uint32_t>(index),
                                               static_cast<std::uint32_t>(index >> 32U), trial_,
                                               purpose_}};
  const auto result = r123::Philox4x32()(counter, key);
  return {result[0], result[1], result[2], result[3]};
}

std::uint64_t Stream::bits(std::uint64_t index) const {
  const auto words = block(index / 2);
  const std::size_t half = (index % 2) * 2;
  return (static_cast<std::uint64_t>(words[half]) << 32U) | words[half + 1];
}

std::uint64_t Stream::next() { return bits(position_++); }

double Stream::uniform() {
  constexpr double two_to_minus_53 = 0x1p-53;
  return static_cast<double>(next() >> 11U) * two_to_minus_53;
}

std::int64_t Stream::integer(std::int64_t low, std::int64_t high) {
  if (low > high) { // no text is made where all is well: asked at every call
    throw InvalidArgument("integer: needs low <= high, got " + std::to_string(low) + ".." +
                          std::to_string(high));
  }
  const std::uint64_t range =
      static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + 1;
  if (range == 0) {
    return static_cast<std::int64_t>(next());
  }
  const std::uint64_t usable = UINT64_MAX - (UINT64_MAX % range + 1) % range;
  std::uint64_t drawn = next();
  while (drawn > usable) {
    drawn = next();
  }
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + drawn % range);
}

bool Stream::bernoulli(double probability) {
  if (!(probability >= 0 && probability <= 1)) {
    throw InvalidArgument("a probability lies in [0, 1], got " + std::to_string(probability));
  }
  return probability >= 1 || static_cast<double>(next()) < std::ldexp(probability, 64);
}

double Stream::normal() {
  const double radius = std::sqrt(-2 * std::log(1 - uniform())); // 1 - u lies in (0, 1]
  return radius * std::cos(2 * std::numbers::pi * uniform());
}

} // namespace assay
