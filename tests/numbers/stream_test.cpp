#include <assay/error.hpp>
#include <assay/numbers/stream.hpp>

#include <Random123/philox.h>
#include <catch2/catch.hpp>

#include <set>
#include <vector>

using namespace assay;

namespace {

using Words = std::array<std::uint32_t, 4>;

Words philox(const Words& counter, std::uint32_t key0, std::uint32_t key1) {
  const auto out =
      r123::Philox4x32()({{counter[0], counter[1], counter[2], counter[3]}}, {{key0, key1}});
  return {out[0], out[1], out[2], out[3]};
}

/// 64-bit FNV-1a folded to 32 bits, written out again.
std::uint32_t folded(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : text) {
    hash ^= static_cast<std::uint64_t>(static_cast<unsigned char>(c));
    hash *= 0x100000001b3ULL;
  }
  return static_cast<std::uint32_t>(hash) ^ static_cast<std::uint32_t>(hash >> 32U);
}

} // namespace

TEST_CASE("Philox4x32-10 gives Random123's known answers", "[stream]") {
  CHECK(philox({0, 0, 0, 0}, 0, 0) == Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  const std::uint32_t ones = 0xffffffff;
  CHECK(philox({ones, ones, ones, ones}, ones, ones) ==
        Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, 0xa4093822, 0x299f31d0) ==
        Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("a stream's block is Philox of (index, trial, purpose) under the seed", "[stream]") {
  const std::uint64_t seed = 0x0123456789abcdefULL;
  const Stream stream(seed, 77, "inner noise");
  for (const std::uint64_t index : {0ULL, 1ULL, 0xffffffffULL, 0x100000000ULL, ~0ULL}) {
    const Words counter = {static_cast<std::uint32_t>(index),
                           static_cast<std::uint32_t>(index >> 32U), 77, folded("inner noise")};
    CHECK(stream.block(index) == philox(counter, 0x89abcdef, 0x01234567));
  }
}

TEST_CASE("a number depends on its key and index, not on who asks first", "[stream]") {
  const Stream fixed(1, 2, "order");
  Stream walking(1, 2, "order");
  std::vector<std::uint64_t> backwards(100);
  for (std::uint64_t k = 100; k-- > 0;) {
    backwards[k] = fixed.bits(k);
  }
  for (std::uint64_t k = 0; k < 100; ++k) {
    CHECK(walking.next() == backwards[k]);
  }
  std::set<std::uint64_t> different;
  for (std::uint32_t trial = 0; trial < 10; ++trial) {
    for (const char* purpose : {"a", "b", "ab", "ba"}) {
      different.insert(Stream(1, trial, purpose).bits(0));
      different.insert(Stream(2, trial, purpose).bits(0));
    }
  }
  CHECK(different.size() == 80);
}

TEST_CASE("uniform numbers fill [0, 1) evenly", "[stream]") {
  // Hoeffding: a frequency over N = 100000 is off by more than 0.012 with probability < 6e-13.
  Stream stream(1, 0, "uniform test");
  std::vector<int> seen(16, 0);
  int outside = 0;
  for (int k = 0; k < 100000; ++k) {
    const double u = stream.uniform();
    outside += u >= 0 && u < 1 ? 0 : 1;
    ++seen.at(static_cast<std::size_t>(u * 16));
  }
  CHECK(outside == 0);
  for (const int count : seen) {
    CHECK(std::abs(count / 100000.0 - 1.0 / 16) < 0.012);
  }
}

TEST_CASE("integers are uniform on their range, ends included", "[stream]") {
  Stream stream(1, 0, "integer test");
  std::vector<int> seen(7, 0);
  for (int k = 0; k < 70000; ++k) {
    ++seen.at(static_cast<std::size_t>(stream.integer(-3, 3) + 3));
  }
  for (const int count : seen) { // Hoeffding as above, N = 70000: probability < 3e-9
    CHECK(std::abs(count / 70000.0 - 1.0 / 7) < 0.012);
  }
  CHECK(stream.integer(5, 5) == 5);
  for (int k = 0; k < 100; ++k) { // a range of 2^64 and one that rejects half of all draws
    stream.integer(INT64_MIN, INT64_MAX);
    CHECK(stream.integer(INT64_MIN, 1) <= 1);
  }
  CHECK_THROWS_AS(stream.integer(1, 0), InvalidArgument);
}

TEST_CASE("bernoulli has its probability and its certain cases", "[stream]") {
  Stream stream(1, 0, "bernoulli test");
  int hits = 0;
  int uncertain = 0;
  for (int k = 0; k < 100000; ++k) {
    hits += stream.bernoulli(0.2) ? 1 : 0;
    uncertain += stream.bernoulli(1) && !stream.bernoulli(0) ? 0 : 1;
  }
  CHECK(uncertain == 0);
  CHECK(std::abs(hits / 100000.0 - 0.2) < 0.012);
  CHECK_THROWS_AS(stream.bernoulli(-0.1), InvalidArgument);
  CHECK_THROWS_AS(stream.bernoulli(1.1), InvalidArgument);
}
