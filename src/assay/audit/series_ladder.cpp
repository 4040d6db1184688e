#include <assay/audit/series_ladder.hpp>

#include <Eigen/Dense>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace assay::audit {
namespace {

/// The rungs number `from` and `to`, about an octave of lengths apart.
struct Octave {
  std::size_t from = 0, to = 0;
};

/// The octave that ends at rung `to`; empty where nothing is as short.
std::optional<Octave> octave_to(const SeriesLadder& ladder, std::size_t to) {
  for (std::size_t k = to; k-- > 0;) {
    if (2 * ladder.lengths[k] <= ladder.lengths[to]) {
      return Octave{k, to};
    }
  }
  return {};
}

/// -log of what one further term multiplies the error by.
double rate(const SeriesLadder& ladder, const Octave& at) {
  return std::log(ladder.errors[at.from] / ladder.errors[at.to]) /
         (ladder.lengths[at.to] - ladder.lengths[at.from]);
}

/// A geometric error's rate is the same in every octave, or rises to one; that of a power halves.
/// Short series still mix the factors of all eigenvalues.
bool slows_down(const SeriesLadder& ladder, const Octave& last) {
  constexpr double mixed = 8;
  constexpr double slower = 0.6;
  const auto middle = octave_to(ladder, last.from);
  const auto first = middle ? octave_to(ladder, middle->from) : middle;
  return first && ladder.lengths[first->from] >= mixed &&
         rate(ladder, *middle) < slower * rate(ladder, *first) &&
         rate(ladder, last) < slower * rate(ladder, *middle);
}

CheckResult stopped(const SeriesLadder& ladder, const Octave& last) {
  return finding(fmt::format("a longer series does not bring the estimate nearer: {:.3g} of the "
                             "implicit term is wrong at length {}, and {:.3g} at {}; {}",
                             ladder.errors[last.from], ladder.lengths[last.from],
                             ladder.errors[last.to], ladder.lengths[last.to], ladder.elsewhere));
}

CheckResult judged_by_rate(const SeriesLadder& ladder, const Octave& last, bool arrived) {
  constexpr double slack = 0.8; // a series that skips every other term has half the rate
  constexpr double still = 0.9;
  const double measured = rate(ladder, last);
  const double factor = std::exp(-measured);
  const bool as_theory = ladder.factor && measured >= -slack * std::log(*ladder.factor);
  if (as_theory) {
    return passed("longer series alone bring the estimate to grad phi as fast as they must");
  }
  if (!arrived && ladder.errors[last.to] > still * ladder.errors[last.from]) {
    return stopped(ladder, last);
  }
  if (ladder.factor) {
    return finding(fmt::format("a further term of the series multiplies the error by {:.3g}, and "
                               "by its first terms it should by {:.3g} (1 - eta mu)",
                               factor, *ladder.factor));
  }
  if (slows_down(ladder, last)) {
    return finding("the error of the series falls as a power of its length, and should "
                   "geometrically");
  }
  return passed("longer series alone bring the estimate to grad phi, geometrically");
}

} // namespace

std::optional<double> first_step(const Instance& instance, const Limit& shortest) {
  const Model& model = instance.model;
  Vector<double> y(model.dy());
  Vector<double> pull(model.dy());
  Vector<double> curved(model.dy());
  Vector<double> column(model.dx());
  model.solution(instance.x0, y);
  model.grad_y_f(instance.x0, y, pull);
  model.hvp(instance.x0, y, pull, curved);
  Matrix<double> terms(model.dx(), 2);
  model.jvp(instance.x0, y, pull, column);
  terms.col(0) = column;
  model.jvp(instance.x0, y, curved, column);
  terms.col(1) = column;
  const Vector<double> made = shortest.direct - shortest.value;
  const Vector<double> fit = terms.colPivHouseholderQr().solve(made);
  const double tolerance = shortest.from_moves ? 1e-4 : 1e-6;
  const double once = fit(0);      // eta, of one term
  const double twice = fit(0) / 2; // eta, of two: 2 eta - eta^2 H
  if (relative(terms * fit, made) > tolerance || !(once > 0)) {
    return {};
  }
  return std::abs(fit(1)) <= tolerance * once * once                     ? std::optional(once)
         : std::abs(fit(1) + twice * twice) <= tolerance * twice * twice ? std::optional(twice)
                                                                         : std::nullopt;
}

CheckResult judge_series(const SeriesLadder& ladder) {
  const std::size_t end = ladder.errors.size() - 1;
  const bool arrived = ladder.errors[end] <= ladder.floor;
  const double best = *std::min_element(ladder.errors.begin(), ladder.errors.end());
  const auto last = octave_to(ladder, arrived && end > 0 ? end - 1 : end);
  CheckResult result;
  if (!arrived && ladder.errors[end] > 2 * best) {
    result = finding(fmt::format("longer series lead away from grad phi: {:.3g} of the implicit "
                                 "term was wrong, and {:.3g} is at length {}",
                                 best, ladder.errors[end], ladder.lengths[end]));
  } else if (!last) {
    result = arrived ? passed("the series is exact from its first terms on")
                     : not_applicable("it takes no series of more than one length");
  } else {
    result = judged_by_rate(ladder, *last, arrived);
    result.measured = fmt::format("{:.3g} a term", std::exp(-rate(ladder, *last)));
  }
  result.claimed = ladder.factor ? fmt::format("{:.3g} a term", *ladder.factor) : "geometric";
  return result;
}

} // namespace assay::audit
