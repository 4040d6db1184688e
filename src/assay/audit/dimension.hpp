#pragma once
#include <string>

/// The unit of a parameter: powers of those of x, y, f and g.
namespace assay::audit {

/// x = a x', y = b y', f' = s f(a x', b y'), g' = r g(a x', b y').
struct Units {
  double x = 1; ///< a
  double y = 1; ///< b
  double f = 1; ///< s
  double g = 1; ///< r
};

/// "units a = 4, r = 8": those that are not 1.
std::string to_string(const Units& units);

/// x^i y^j f^k g^l: what has it becomes a^-i b^-j s^k r^l times itself.
struct Dimension {
  int x = 0, y = 0, f = 0, g = 0;

  [[nodiscard]] double factor(const Units& units) const;

  friend bool operator==(const Dimension&, const Dimension&) = default;
};

/// "y^2/g", "x", "f/g", "1": factors x, y, f, g with whole powers, joined by * and /. Throws
/// InvalidArgument.
Dimension parse_dimension(const std::string& text);

} // namespace assay::audit
