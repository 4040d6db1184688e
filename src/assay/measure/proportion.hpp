#pragma once
#include <cstddef>

/// A probability from independent trials, with an interval that is exact at any size.
///
/// Error   Clopper and Pearson's interval: it misses the probability with at most `miss`, half of
///         it on either side. No successes: it begins at 0; no failures: it ends at 1; no trials:
///         [0, 1].
/// Throws  InvalidArgument for more successes than trials, or a `miss` outside of (0, 1).
/// Source  Clopper, Pearson, Biometrika 26 (1934) 404-413.
namespace assay {

struct Proportion {
  double value = 0;
  double lo = 0;
  double hi = 1;
};

Proportion proportion(std::size_t successes, std::size_t trials, double miss);

} // namespace assay
