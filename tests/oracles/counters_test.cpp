#include <assay/oracles/counters.hpp>

#include "support/property.hpp"

using namespace assay;

namespace {

/// Long division written out, one digit at a time.
std::string digits_of(Count count) {
  std::string digits;
  for (; count > 0; count /= 10) {
    digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(count % 10)));
  }
  return digits.empty() ? "0" : digits;
}

} // namespace

TEST_CASE("a count is written in decimal and read back", "[counters]") {
  testing::holds("counts", [](std::uint64_t high, std::uint64_t low) {
    const auto shift = *rc::gen::inRange(0, 128);
    const Count count = ((Count{high} << 64U) + low) >> static_cast<unsigned>(shift);
    RC_ASSERT(to_string(count) == digits_of(count));
    RC_ASSERT(parse_count(to_string(count)) == count);
  });
  const Count most = ~Count{0};
  const Count zeros = Count{1'000'000'000'000'000'000} * 1'000'000'000'000'000'000;
  for (const Count count : {Count{0}, Count{1}, Count{1'000'000'000}, zeros, most - 1, most}) {
    CHECK(to_string(count) == digits_of(count));
    CHECK((parse_count(to_string(count)) == count));
  }
  CHECK(to_string(most) == "340282366920938463463374607431768211455");
}

TEST_CASE("what is no count below 2^128 is refused", "[counters]") {
  for (const char* text :
       {"", " 1", "1 ", "-1", "+1", "1e3", "0x1", "1.0",
        "1:", "340282366920938463463374607431768211456", "999999999999999999999999999999999999999",
        "1000000000000000000000000000000000000000"}) {
    CHECK_THROWS_AS(parse_count(text), InvalidArgument);
  }
  CHECK(to_string(parse_count("0000000000000000000000000000000000000000000007")) == "7");
}
