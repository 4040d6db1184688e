// What a longer series, alone, makes of the estimate: grad phi, geometrically.
#include <assay/audit/problem.hpp>
#include <assay/audit/run.hpp>
#include <assay/audit/series_ladder.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace assay::audit {
namespace {

/// 1, 2, 3, 4, 6, 8, 12, ... up to the length that is as good as endless.
std::vector<double> lengths_to(double endless) {
  std::vector<double> lengths = {1};
  for (double octave = 2; octave <= endless; octave *= 2) {
    lengths.push_back(octave);
    if (1.5 * octave <= endless) {
      lengths.push_back(1.5 * octave);
    }
  }
  return lengths;
}

/// What the slowest eigenvalue's part is multiplied by; empty: nothing falls.
std::optional<double> slowest(const Facts& facts, const std::optional<double>& eta) {
  if (!eta) {
    return {};
  }
  const double factor =
      std::max(std::abs(1 - *eta * facts.mu), std::abs(1 - *eta * facts.lower_curvature));
  return factor > 0 && factor < 1 ? std::optional(factor) : std::nullopt;
}

/// An estimate that only moves as x does, by its held step, has arrived too: without noise and at a
/// plain epsilon no schedule's steps of y are as small.
bool arrived(const Limit& limit) { return limit.settled || limit.change <= 10 * held_step; }

CheckResult not_measured(const Limit& limit, double length, const SeriesLadder& so_far) {
  if (!limit.why_not.empty()) {
    return so_far.errors.empty() || limit.why_not.find("diverges") == std::string::npos
               ? not_applicable(limit.why_not)
               : finding(fmt::format("with a series of length {} {}", length, limit.why_not));
  }
  return limit.direction
             ? not_applicable("only the direction of its estimate shows")
             : inconclusive(fmt::format("the estimate has not settled after {} steps", limit.steps),
                            "more steps: --effort full");
}

CheckResult climb(const Context& context, const Instance& instance) {
  const std::string& series = context.subject.declared.traits.roles.series;
  const Parameters set = at_limits(context, instance);
  SeriesLadder ladder;
  for (const double length : lengths_to(set.number(series, 1))) {
    const Limit limit = held_limit(context, instance, with(set, series, length));
    if (!limit.why_not.empty() || limit.direction || !arrived(limit)) {
      return not_measured(limit, length, ladder);
    }
    ladder.floor = limit.from_moves ? 1e-5 : 1e-8;
    if (ladder.errors.empty()) {
      ladder.factor = slowest(instance.facts, first_step(instance, limit));
    }
    ladder.lengths.push_back(length);
    ladder.errors.push_back((limit.value - limit.truth).norm() / limit.implicit.norm());
    ladder.elsewhere = in_words(limit);
    if (ladder.errors.back() <= ladder.floor) {
      break;
    }
  }
  return judge_series(ladder);
}

CheckResult neumann_terms(const Context& context) {
  const Traits& traits = context.subject.declared.traits;
  if (traits.roles.series.empty() || traits.random || traits.single_level) {
    return not_applicable(traits.roles.series.empty() ? "no parameter is declared to be a series"
                          : traits.random             ? "the estimate is random even without noise"
                                                      : "it has no lower level");
  }
  const Problem problem{.kappa = 2, .number = context.number};
  CheckResult result;
  try {
    result = climb(context, make_problem(problem));
  } catch (const StepTooLong& step) {
    return not_applicable(step.what);
  }
  result.instance = to_string(problem);
  return result;
}

} // namespace

std::vector<Check> series_checks() {
  return {{"limits/neumann_terms",
           "longer series alone bring the estimate to the hyper-gradient, geometrically",
           "without noise, x held, kappa = 2, other bias parameters at their limits: lengths 1 to "
           "201; a term multiplies the error by at most (1 - eta mu)^0.8, eta read off the "
           "shortest; where it is no Neumann sum, geometrically",
           neumann_terms}};
}

} // namespace assay::audit
