#pragma once
#include <assay/oracles/counters.hpp>

#include <string>
#include <string_view>

namespace assay {

/// 128 bits that tell texts apart, the same on every machine (FNV-1a): of a text given in pieces.
/// Error   two of 10^9 different texts collide with probability 1e-21; no defence against forgery.
class Digest {
public:
  Digest& add(std::string_view piece) {
    constexpr Count prime = (Count{1} << 88) + 0x13B;
    for (const char c : piece) {
      value_ = (value_ ^ static_cast<unsigned char>(c)) * prime;
    }
    return *this;
  }
  [[nodiscard]] Count value() const { return value_; }

private:
  Count value_ = (Count{0x6c62272e07bb0142} << 64) + 0x62b821756295c58d;
};

/// 32 hexadecimal digits; their order is that of the numbers.
std::string hexadecimal(Count value);
/// Throws InvalidArgument unless the text is 32 digits 0-9, a-f.
Count parse_hexadecimal(std::string_view digits);

/// The digest of a text, in hexadecimal.
std::string digest(std::string_view text);

} // namespace assay
