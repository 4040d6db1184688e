#include <assay/claims/hypergradient_check.hpp>

namespace assay {

Interval largest_entry(const Enclosure& v) {
  Real largest = 0;
  for (Eigen::Index i = 0; i < v.size(); ++i) {
    const Real here = v(i).magnitude();
    largest = largest < here ? here : largest;
  }
  return Interval(largest);
}

namespace {

/// The entry that decides: the first whose difference does not hold 0, else the widest.
Interval deciding_difference(const Enclosure& a, const Enclosure& b) {
  Interval worst = a(0) - b(0);
  for (Eigen::Index i = 1; i < a.size() && worst.contains_zero(); ++i) {
    const Interval here = a(i) - b(i);
    if (!here.contains_zero() || !(here.magnitude() <= worst.magnitude())) {
      worst = here;
    }
  }
  return worst;
}

} // namespace

Row meeting_row(std::string what, const Enclosure& a, const Enclosure& b, const Interval& size) {
  need(a.size() == b.size() && a.size() > 0, "two enclosures to compare have one length");
  // A vector that is zero is compared as it is.
  const Interval scale = size.contains_zero() ? Interval(1) : size;
  Row row = enclosed_row(std::move(what), Relation::equal, 0, deciding_difference(a, b) / scale);
  row.resolution = parse_rational("1e-30");
  row.cases = static_cast<std::size_t>(a.size());
  if (row.note.empty()) {
    row.note = "difference relative to the largest entry";
  }
  return row;
}

} // namespace assay
