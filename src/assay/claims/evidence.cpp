#include <assay/claims/evidence.hpp>

namespace assay {

Row exact_row(std::string instance, Relation relation, Quantity claimed, const Quantity& measured) {
  return {.instance = std::move(instance),
          .relation = relation,
          .claimed = std::move(claimed),
          .measured = measured,
          .lo = measured,
          .hi = measured,
          .note = {}};
}

Row enclosed_row(std::string instance,
                 Relation relation,
                 Quantity claimed,
                 const Interval& measured) {
  if (!measured.is_valid()) {
    return undecided_row(std::move(instance), relation, claimed,
                         "the enclosure is not a number at this precision");
  }
  return {.instance = std::move(instance),
          .relation = relation,
          .claimed = std::move(claimed),
          .measured = Quantity(measured.midpoint()),
          .lo = Quantity(measured.lower()),
          .hi = Quantity(measured.upper()),
          .digits = Precision::digits(),
          .note = {}};
}

Row undecided_row(std::string instance,
                  Relation relation,
                  const Quantity& claimed,
                  std::string why) {
  return {.instance = std::move(instance),
          .relation = relation,
          .claimed = claimed,
          .measured = claimed,
          .lo = Quantity::minus_infinity(),
          .hi = Quantity::infinity(),
          .note = std::move(why)};
}

} // namespace assay
