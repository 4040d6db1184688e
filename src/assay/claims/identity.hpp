#pragma once
#include <assay/claims/claim.hpp>
#include <assay/differences/stencil.hpp>
#include <assay/problems/generators.hpp>

/// Checks an identity exactly, on generated rational cases.
///
/// The two sides come by two routes; their difference must be exactly 0 in every entry. The first
/// case that fails is made as simple as it can be while it still fails, and the row's note says
/// which entry differs, on which data, and which case of which seed it came from.
/// Cost    stops at the first failing case, so a planted fault costs little.
namespace assay {

/// Both sides of an identity on one case, entry by entry; `name` of the sides for the note.
struct Sides {
  Vector<Rational> left;
  Vector<Rational> right;
};

/// How many cases an effort is worth: none, 24, 200, 1000.
inline int identity_cases(const Effort& effort) { return effort.pick(0, 24, 200, 1000); }

/// Dimensions of the trial-th case: each pair of 1..8 once, then pairs of 1..4, which cost less.
Dimensions identity_dimensions(int trial);

/// A value as a vector of one entry, and vectors joined end to end.
Vector<Rational> one(const Rational& value);
Vector<Rational> joined(const Vector<Rational>& a, const Vector<Rational>& b);

/// The stencil's difference quotient, in nu, of grad l_nu(x), by dual numbers in x through
/// y_nu*(x).
Vector<Rational> difference_quotient(const QuadraticCase& sample, const Stencil& stencil);

/// The first entry that differs, or nothing. A length that differs is a difference, too.
struct Difference {
  Eigen::Index entry = 0;
  Rational left = 0;
  Rational right = 0;
  Rational size = 0; ///< |left - right| at that entry; 1 if the lengths differ
};
std::optional<Difference> difference(const Sides& sides);

/// The row of `count` cases without a difference.
Row identity_row(std::string instance, int count);
/// The row of the first failing case; `looked` cases were looked at, `where` replays it.
Row failing_row(std::string instance,
                int looked,
                const Difference& found,
                const std::string& simplest_case,
                const std::string& where);

/// `make(trial, stream)` draws a case; `sides(case)` computes both sides of the identity.
template <class Make, class Compare>
Row check_identity(const std::string& instance,
                   int count,
                   std::uint64_t seed,
                   const Make& make,
                   const Compare& sides) {
  for (int trial = 0; trial < count; ++trial) {
    Stream stream(seed, static_cast<std::uint32_t>(trial), instance);
    auto sample = make(trial, stream);
    if (difference(sides(sample))) {
      sample = simplest(std::move(sample), [&sides](const auto& candidate) {
        return difference(sides(candidate)).has_value();
      });
      return failing_row(instance, trial + 1, *difference(sides(sample)), describe(sample),
                         "case " + std::to_string(trial) + " of seed " + std::to_string(seed));
    }
  }
  return identity_row(instance, count);
}

/// The standard evidence for an identity on quadratics: good cases with dx and dy from 1 to 8, and
/// nasty ones of every kind with dx and dy from 1 to 4, and dy = 12 against dx = 1.
using QuadraticSides = std::function<Sides(const QuadraticCase&)>;
Evidence check_on_quadratics(const Effort& effort, const QuadraticSides& sides);

} // namespace assay
