#pragma once
#include <assay/numbers/rational.hpp>

#include <array>
#include <cstdint>
#include <string_view>

/// Counter-based random streams (Random123's Philox4x32-10).
///
/// A number is a pure function of (seed, trial, purpose, index): who asks, in which order and on
/// how many threads does not matter. `purpose` is a short text such as "inner noise"; two texts
/// give unrelated streams (64-bit FNV-1a into the counter, so a clash has probability 2^-32 a
/// pair). Unit    trial < 2^32. Source  Salmon et al. 2011, "Parallel random numbers: as easy as 1,
/// 2, 3".
namespace assay {

class Stream {
public:
  Stream(std::uint64_t seed, std::uint32_t trial, std::string_view purpose);

  /// The index-th block of 128 random bits.
  [[nodiscard]] std::array<std::uint32_t, 4> block(std::uint64_t index) const;
  /// The index-th 64 random bits.
  [[nodiscard]] std::uint64_t bits(std::uint64_t index) const;

  /// The next 64 bits; the calls below advance the same position.
  std::uint64_t next();
  /// Uniform in [0, 1), 53 bits.
  double uniform();
  /// Uniform on {low, ..., high}, exactly (by rejection). Throws InvalidArgument if low > high.
  std::int64_t integer(std::int64_t low, std::int64_t high);
  /// True with probability `probability`, to one part in 2^53.
  bool bernoulli(double probability);
  /// Standard normal, by Box and Muller from two uniforms (so no tail beyond 8.6, a mass of 1e-17).
  /// Its last bits depend on the C library's log and cos: nothing committed may print them.
  /// Many at once, fast and with the same bits everywhere: fill_normals (numbers/normals.hpp).
  double normal();

  /// What the stream is a function of; the purpose as its 32-bit digest.
  [[nodiscard]] std::uint64_t seed() const { return seed_; }
  [[nodiscard]] std::uint32_t trial() const { return trial_; }
  [[nodiscard]] std::uint32_t purpose() const { return purpose_; }

private:
  std::uint64_t seed_;
  std::uint32_t trial_;
  std::uint32_t purpose_;
  std::uint64_t position_ = 0;
};

} // namespace assay
