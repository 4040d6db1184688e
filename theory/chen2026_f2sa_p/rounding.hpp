#pragma once
#include "bias_instances.hpp"

/// What the claims on the rounding floor in double share: the error that is predicted on each rung
/// of a ladder, the best step and how it is shown.
namespace theory::chen2026_f2sa_p {

/// One rung of a ladder: the error in double, and of what it should be made.
struct Rung {
  Rational error; ///< of the double result, exact
  Rational bias;  ///< of exact arithmetic
  Rational unit;  ///< u A_p G/nu, the size of the rounding error
};

/// The rung whose worst neighbour within two is best: errors in double may cancel by luck, five in
/// a row hardly.
template <class Error> int best_rung(const std::vector<Rung>& ladder, const Error& error) {
  std::size_t best = 2;
  Rational least = -1;
  for (std::size_t i = 2; i + 2 < ladder.size(); ++i) {
    Rational here = 0;
    for (std::size_t j = i - 2; j <= i + 2; ++j) {
      here = std::max(here, Rational(error(ladder[j])));
    }
    if (least < 0 || here < least) {
      least = here;
      best = i;
    }
  }
  return static_cast<int>(best);
}

/// log2 of the best nu of a ladder that starts at 2^top, against the one at which bias and one unit
/// of rounding have the least sum. Within a factor 8: from half to 8 times on 70 seeds, since
/// rounding may be many units (50 were seen at kappa = 100, which is 2^2.8 in nu at p = 1).
inline Row
best_step_row(const std::string& instance, const std::vector<Rung>& ladder, double top, int p) {
  const auto seen = [](const Rung& rung) { return rung.error; };
  const auto predicted = [](const Rung& rung) { return Rational(rung.bias + rung.unit); };
  const auto log2_of = [&](int rung) { return Quantity(std::round((top - rung) * 16) / 16); };
  Row row = exact_row(instance, Relation::equal, log2_of(best_rung(ladder, predicted)),
                      log2_of(best_rung(ladder, seen)));
  row.p = p;
  row.tolerance = 3;
  row.cases = ladder.size();
  row.note = "log2 of the best nu against the predicted one";
  return row;
}

/// The largest of (error - bias)/unit: what must stay below the bound on the rounding error.
inline Row excess_row(const std::string& instance,
                      const std::vector<Rung>& ladder,
                      const Rational& allowed,
                      int p) {
  Rational worst = 0;
  for (const Rung& rung : ladder) {
    worst = std::max(worst, Rational((rung.error - rung.bias) / rung.unit));
  }
  Row row = headline(exact_row(instance, Relation::at_most, allowed, worst));
  row.p = p;
  row.cases = ladder.size();
  row.note = "rounding error in units of u A_p G/nu";
  return row;
}

/// log10 of the error against log10 of the step.
inline Series series_of(int p, const std::vector<Rung>& ladder, double top) {
  Series series{.label = "p = " + std::to_string(p), .points = {}};
  for (std::size_t i = 0; i < ladder.size(); ++i) {
    if (ladder[i].error != 0) { // an error of exactly 0 has no place on log axes
      series.points.emplace_back(std::log10(2.0) * (top - static_cast<double>(i)),
                                 std::log10(exact<double>(ladder[i].error)));
    }
  }
  return series;
}

} // namespace theory::chen2026_f2sa_p
