#pragma once
#include <assay/numbers/quantity.hpp>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

/// What a measurement found: rows to judge, series to plot. Plain values, no opinion.
namespace assay {

/// How a row compares what was measured with what was claimed.
///
/// equal     within `tolerance` of the claimed value.
/// at_most   measured <= claimed + tolerance;  below: measured < claimed, strictly.
/// at_least  measured >= claimed - tolerance;  above: measured > claimed, strictly.
enum class Relation { equal, at_most, at_least, below, above };

/// One comparison. [lo, hi] encloses what was measured; exact evidence has lo == hi.
///
/// tolerance   part of the claim (a slope within 1e-3, a rate within 0.1).
/// resolution  part of the instrument: an enclosure may stick out of the accepted range by this
/// much
///             and still count as equal to it (two enclosures of relative width 1e-30, say).
/// cases       how many cases this row stands for; a row of 0 cases decides nothing.
struct Row {
  std::string instance;
  int p = 0; ///< order of the stencil, 0 if none
  Relation relation = Relation::equal;
  Quantity claimed;
  Quantity measured;
  Quantity lo;
  Quantity hi;
  Quantity tolerance = 0;
  Quantity resolution = 0;
  int digits = 0; ///< working decimal digits, 0 if exact
  std::size_t cases = 1;
  std::string note; ///< what else the reader should see: a window, a constant, a failing case
  /// Among rows that carry the verdict, one that says the claim itself, not a companion of it.
  bool headline = false;
  /// How the ledger's line writes the two values, where a number alone says too little:
  /// "eps^(-4-2/p)". The numbers decide.
  std::string claimed_as = {};
  std::string measured_as = {};
};

/// An exactly measured value: lo = hi = measured.
Row exact_row(std::string instance, Relation relation, Quantity claimed, const Quantity& measured);
/// A measured enclosure.
Row enclosed_row(std::string instance,
                 Relation relation,
                 Quantity claimed,
                 const Interval& measured);
/// The same row, marked as the one that says the claim itself.
inline Row headline(Row row) {
  row.headline = true;
  return row;
}
/// A measurement that could not be made: (-inf, inf), which decides nothing; `why` goes in the
/// note.
Row undecided_row(std::string instance,
                  Relation relation,
                  const Quantity& claimed,
                  std::string why);

/// A named curve of (x, y), both already log10 where the plot says so.
struct Series {
  std::string label;
  std::vector<std::pair<double, double>> points;
};

/// A plot of a claim: axes in words; log10 of both axes unless `linear`.
struct Plot {
  std::string name; ///< file stem, unique within the claim
  std::string title;
  std::string x_label;
  std::string y_label;
  bool linear = false;
  std::vector<Series> series;
};

struct Evidence {
  std::vector<Row> rows;
  std::vector<Plot> plots;
  std::vector<std::string> instances; ///< what was looked at, for the ledger
  std::string remark;                 ///< one sentence the verdict alone does not tell, or empty
  int digits = 0;                     ///< largest working precision used, 0 if exact
};

} // namespace assay
