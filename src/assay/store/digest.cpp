#include <assay/oracles/counters.hpp>
#include <assay/store/digest.hpp>

namespace assay {

std::string digest(std::string_view text) {
  constexpr Count prime = (Count{1} << 88) + 0x13B;
  Count hash = (Count{0x6c62272e07bb0142} << 64) + 0x62b821756295c58d;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * prime;
  }
  std::string digits(32, '0');
  for (std::size_t i = digits.size(); i-- > 0; hash >>= 4) {
    digits[i] = "0123456789abcdef"[static_cast<unsigned>(hash & 15)];
  }
  return digits;
}

} // namespace assay
