#pragma once
#include <assay/claims/claim.hpp>
#include <assay/numbers/branch_and_bound.hpp>
#include <assay/problems/zero_chain.hpp>

/// What the zero-chain claims share: suprema by branch and bound, and exact signs of derivatives.
///
/// Every derivative of psi and phi is a positive factor times a polynomial with integer
/// coefficients (zero_chain.hpp), in v = 1/(2t-1) > 0 or in t, with powers of one parity: so its
/// sign is that of a polynomial in s = v^2 or s = t^2, decided in rationals. Descartes' rule (no
/// more positive roots than changes of sign among the coefficients) says that the roots named are
/// all of them.
namespace theory::arjevani2023 {

using namespace assay;

inline Source lower_bound_paper(std::string locus) {
  return {.key = "arjevani2023",
          .version = "Math. Programming 199 (2023), arXiv:1912.02365; statement numbers from "
                     "memory, not read for this check",
          .locus = std::move(locus)};
}

/// Cells that branch and bound may split; 0 when starved: such a check looks at nothing.
inline std::size_t cells(const Effort& effort) {
  return effort.pick<std::size_t>(0, 20000, 20000, 200000);
}

/// A function of one coordinate.
template <class Function> BoxFunction on_line(const Function& function) {
  return [function](const Box& box) { return function(box[0]); };
}

inline Row extremum_row(std::string what, Relation relation, Rational claimed, const Extremum& at) {
  Row row = enclosed_row(std::move(what), relation, std::move(claimed), at.value);
  row.cases = at.cells;
  return row;
}

/// A polynomial with powers of one parity as a polynomial in the square of its variable, the lowest
/// power divided out.
inline std::vector<Rational> in_squares(const std::vector<Rational>& polynomial) {
  std::size_t low = 0;
  while (low + 1 < polynomial.size() && polynomial[low] == 0) {
    ++low;
  }
  std::vector<Rational> result;
  for (std::size_t m = low; m < polynomial.size(); m += 2) {
    result.push_back(polynomial[m]);
  }
  return result;
}

/// Descartes' bound on the number of positive roots.
inline int sign_changes(const std::vector<Rational>& polynomial) {
  int changes = 0;
  Rational last = 0;
  for (const Rational& c : polynomial) {
    changes += last * c < 0 ? 1 : 0;
    last = c == 0 ? last : c;
  }
  return changes;
}

/// The derivative, a polynomial in s up to a positive factor, vanishes at `root` and nowhere else,
/// and is positive where the function rises towards it and negative beyond.
inline std::vector<Row> turning_point_rows(const std::vector<Rational>& derivative,
                                           const Rational& root,
                                           const Rational& rising,
                                           const Rational& falling) {
  return {
      exact_row("derivative at the maximiser", Relation::equal, 0,
                zero_chain::evaluate<Rational>(derivative, root)),
      exact_row("its roots on that side, at most", Relation::at_most, 1, sign_changes(derivative)),
      exact_row("derivative before the maximiser", Relation::above, 0,
                zero_chain::evaluate<Rational>(derivative, rising)),
      exact_row("derivative after the maximiser", Relation::below, 0,
                zero_chain::evaluate<Rational>(derivative, falling))};
}

template <class Rows> void append(Evidence& evidence, const Rows& rows) {
  evidence.rows.insert(evidence.rows.end(), rows.begin(), rows.end());
}

} // namespace theory::arjevani2023
