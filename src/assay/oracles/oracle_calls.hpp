#pragma once
#include <assay/numbers/finite.hpp>
#include <assay/oracles/oracle.hpp>

#include <array>
#include <string>

/// What every call of an oracle goes through, for the files that make calls: reasons for a refusal
/// are out of line and cold, checks are in line.
namespace assay::oracle_calls {

/// A negative number turned into a Count exceeds it.
inline constexpr Count largest_batch = Count{1} << 120U;

inline constexpr std::array<const char*, 6> titles = {"grad_x f",
                                                      "grad_y f",
                                                      "grad_x g",
                                                      "grad_y g",
                                                      "a Hessian-vector product",
                                                      "a Jacobian-vector product"};

inline const char* title(Call kind) { return titles[static_cast<std::size_t>(kind)]; }

inline Level level_of(Call kind) {
  return kind == Call::fx || kind == Call::fy ? Level::upper : Level::lower;
}

/// a b > most, without a division, which is slow in 128 bits.
inline bool exceeds(Count a, Count b, Count most) {
  Count product = 0;
  return __builtin_mul_overflow(a, b, &product) || product > most;
}

inline bool finite(const Vector<double>& v) {
  return all_finite({v.data(), static_cast<std::size_t>(v.size())});
}

[[noreturn, gnu::cold]] inline void lose(const char* what) {
  throw Diverged{std::string(what) + " is not finite"};
}

inline void need_finite(const Vector<double>& v, const char* what) {
  if (!finite(v)) {
    lose(what);
  }
}

[[noreturn, gnu::cold]] inline void refuse(const char* call, const std::string& why) {
  throw InvalidArgument(std::string(call) + ": " + why);
}

[[noreturn, gnu::cold]] inline void
refuse_size(const Vector<double>& v, int size, const char* name, const char* call) {
  refuse(call, std::string(name) + " has " + std::to_string(v.size()) + " entries, not " +
                   std::to_string(size));
}

/// The check alone is in line: it is asked at every call.
inline void need_size(const Vector<double>& v, int size, const char* name, const char* call) {
  if (v.size() != size) {
    refuse_size(v, size, name, call);
  }
}

} // namespace assay::oracle_calls

namespace assay {

[[gnu::always_inline]] inline void Oracle::count(Call kind, const Batch& batch, Count repeats) {
  const Count calls = batch.size * repeats;
  counters_[kind] += calls;
  left_ -= calls;
  if (options_.log != nullptr) {
    options_.log->push_back({kind, batch, repeats});
  }
}

} // namespace assay
