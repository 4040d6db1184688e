#include <assay/claims/claim.hpp>

#include <algorithm>
#include <array>

namespace assay {

std::string_view name(Kind kind) {
  constexpr std::array<std::string_view, 6> names = {"identity", "order",      "inequality",
                                                     "exponent", "upper_rate", "lower_rate"};
  return names.at(static_cast<std::size_t>(kind));
}

std::string_view name(Convention convention) {
  constexpr std::array<std::string_view, 4> names = {"N", "Q", "own", "none"};
  return names.at(static_cast<std::size_t>(convention));
}

std::string_view name(EvidenceLevel level) {
  constexpr std::array<std::string_view, 5> names = {"exact", "certified", "precise", "exact-law",
                                                     "sampled"};
  return names.at(static_cast<std::size_t>(level));
}

std::string_view name(Verdict verdict) {
  constexpr std::array<std::string_view, 4> names = {"supported", "refuted", "inconclusive",
                                                     "vacuous"};
  return names.at(static_cast<std::size_t>(verdict));
}

std::string_view name(Effort::Level level) {
  constexpr std::array<std::string_view, 4> names = {"starved", "smoke", "normal", "full"};
  return names.at(static_cast<std::size_t>(level));
}

std::vector<int> Effort::orders_in(int first, int last) const {
  std::vector<int> result;
  for (int p = first; p <= last; ++p) {
    if (orders.empty() || std::find(orders.begin(), orders.end(), p) != orders.end()) {
      result.push_back(p);
    }
  }
  return result;
}

} // namespace assay
