#include <assay/store/digest.hpp>
#include <assay/store/text.hpp>

#include <array>

namespace assay {
namespace {

constexpr std::size_t length = 32;

} // namespace

std::string hexadecimal(Count value) {
  std::string digits(length, '0');
  for (std::size_t i = length; i-- > 0; value >>= 4) {
    digits[i] = "0123456789abcdef"[static_cast<unsigned>(value & 15)];
  }
  return digits;
}

Count parse_hexadecimal(std::string_view digits) {
  std::array<std::uint64_t, 2> halves = {}; // twice as fast as in 128 bits
  bool good = digits.size() == length;
  for (std::size_t i = 0; good && i < length; ++i) {
    const char c = digits[i];
    const bool number = c >= '0' && c <= '9';
    good = number || (c >= 'a' && c <= 'f');
    std::uint64_t& half = halves.at(i / 16);
    half = (half << 4U) | static_cast<std::uint64_t>(number ? c - '0' : c - 'a' + 10);
  }
  if (!good) { // a text is made only where it is needed
    throw InvalidArgument("32 hexadecimal digits (0-9, a-f), not " + printable(digits));
  }
  return (Count{halves[0]} << 64U) + halves[1];
}

std::string digest(std::string_view text) { return hexadecimal(Digest().add(text).value()); }

} // namespace assay
