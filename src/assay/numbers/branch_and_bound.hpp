#pragma once
#include <assay/numbers/interval.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

/// The maximum of a function over a box, enclosed by splitting the box (Moore's branch and bound).
///
/// A cell is bounded from above by one interval evaluation over it, the maximum from below by an
/// evaluation at a point of it; the cell with the largest upper bound is split next.
/// Shape   domain: one interval per coordinate, closed, ends may be infinite.
/// Error   whatever happens, the supremum over the domain lies in the returned interval; an
///         evaluation that is NaN counts as unbounded, so it can never help to decide.
/// Cost    at most `cells` splits; each evaluates two cells and a point of each. Starved (cells =
/// 0) the
///         answer is (-inf, inf).   Throws InvalidArgument for an empty or NaN domain.
/// Source  Moore, Kearfott, Cloud 2009, "Introduction to Interval Analysis", chapter 6.
namespace assay {

using Box = std::vector<Interval>;
/// Encloses the function's values over a box.
using BoxFunction = std::function<Interval(const Box&)>;

struct Search {
  std::size_t cells = 10000;       ///< budget: how many cells may be split
  Rational tolerance = 0;          ///< stop when the enclosure is at most this wide
  std::optional<Rational> against; ///< stop when the enclosure is on one side of this
};

struct Extremum {
  Interval value;        ///< encloses the supremum (the infimum, for minimum)
  Box witness;           ///< the point at which the attained end of `value` was evaluated
  std::size_t cells = 0; ///< cells looked at
};

Extremum maximum(const BoxFunction& function, const Box& domain, const Search& search);
Extremum minimum(const BoxFunction& function, const Box& domain, const Search& search);

/// Is function < bound everywhere in the domain?  `no` comes with a point where it is not: the
/// certified counterexample; `unknown` when the budget ends first.
Truth everywhere_below(const BoxFunction& function,
                       const Box& domain,
                       const Rational& bound,
                       std::size_t cells);
Truth everywhere_above(const BoxFunction& function,
                       const Box& domain,
                       const Rational& bound,
                       std::size_t cells);

/// Every real number: (-inf, inf), closed at both ends.
Interval whole_line();
/// [from, inf] and [-inf, to].
Interval half_line_from(const Rational& from);
Interval half_line_to(const Rational& to);

} // namespace assay
