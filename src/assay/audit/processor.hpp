#pragma once
#include <cstdint>

/// Keeps the calling thread on one processor while it talks to another process there.
///
/// A message between two processors costs several times what one between two processes of the same
/// processor costs, as the one asleep has to be woken from afar. Each thread chooses, at its first
/// use, the processor that the fewest other threads have chosen; where the thread may run is as it
/// was when the guard ends.
namespace assay::audit {

class OnOneProcessor {
public:
  OnOneProcessor();
  OnOneProcessor(const OnOneProcessor&) = delete;
  OnOneProcessor& operator=(const OnOneProcessor&) = delete;
  ~OnOneProcessor();
  /// Which; -1: the system does not allow it.
  [[nodiscard]] std::int64_t number() const;
};

} // namespace assay::audit
