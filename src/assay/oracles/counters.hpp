#pragma once
#include <assay/error.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

/// How many oracle calls were made: one call is one sample at one point, so a batch of S costs S.
///
/// Six raw counters, from which each paper's own number is derived (some count a pair of gradients
/// of one sample as one call): grad_x f, grad_y f, grad_x g, grad_y g, and the products
/// grad^2_yy g v (HVP) and grad^2_xy g v (JVP).
/// Unit    calls, in 128 bits: runs by exact laws count beyond 2^64.
namespace assay {

using Count = unsigned __int128;

inline std::string to_string(Count count) {
  constexpr Count billion = 1'000'000'000; // a division in 128 bits is slow: one for nine digits
  std::string digits;
  do {
    auto part = static_cast<unsigned>(count % billion);
    count /= billion;
    for (int place = 0; place < 9 && (place == 0 || part > 0 || count > 0); ++place) {
      digits += static_cast<char>('0' + part % 10);
      part /= 10;
    }
  } while (count > 0);
  std::reverse(digits.begin(), digits.end());
  return digits;
}

/// Throws InvalidArgument unless the text is a whole number >= 0 below 2^128.
inline Count parse_count(std::string_view text) {
  constexpr Count most = ~Count{0};
  constexpr std::size_t safe = 38; // 10^38 < 2^128: fewer digits cannot overflow
  Count count = 0;
  for (const char c : text) {
    const auto digit = static_cast<unsigned>(c - '0');
    if (digit > 9) {
      throw InvalidArgument("a count is a whole number, not \"" + std::string(text) + "\"");
    }
    if (text.size() > safe && count > (most - digit) / 10) {
      throw InvalidArgument("a count is below 2^128, not " + std::string(text));
    }
    count = count * 10 + digit;
  }
  need(!text.empty(), "a count has at least one digit");
  return count;
}

enum class Call { fx, fy, gx, gy, hvp, jvp };
inline constexpr std::array<std::string_view, 6> kind_names = {"n_fx", "n_fy",  "n_gx",
                                                               "n_gy", "n_hvp", "n_jvp"};

struct Counters {
  std::array<Count, 6> calls{};

  Count& operator[](Call kind) { return calls[static_cast<std::size_t>(kind)]; }
  Count operator[](Call kind) const { return calls[static_cast<std::size_t>(kind)]; }
  /// Stochastic first-order oracle calls: the four gradients.
  [[nodiscard]] Count sfo() const { return calls[0] + calls[1] + calls[2] + calls[3]; }
  /// Calls of every kind: what a budget limits.
  [[nodiscard]] Count total() const { return sfo() + calls[4] + calls[5]; }

  friend bool operator==(const Counters&, const Counters&) = default;
};

} // namespace assay
