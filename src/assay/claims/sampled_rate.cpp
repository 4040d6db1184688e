#include <assay/claims/sampled_rate.hpp>
#include <assay/experiments/run_trial.hpp>

#include <algorithm>
#include <cmath>

namespace assay {
namespace {

double counted(const Counters& calls, const std::string& counter) {
  if (counter == "sfo") {
    return static_cast<double>(calls.sfo());
  }
  const auto* const found = std::find(kind_names.begin(), kind_names.end(), counter);
  need(found != kind_names.end(), "there is no counter \"" + counter + "\"");
  return static_cast<double>(calls.calls[static_cast<std::size_t>(found - kind_names.begin())]);
}

Plan plan_of(const RateExperiment& experiment, double epsilon) {
  const Instance instance = make_instance(experiment.instance, epsilon);
  const Selected selected = parse_selected(experiment.solver);
  return find_solver(selected.name).plan(instance.facts, selected.parameters);
}

} // namespace

std::vector<double> falling(double from, double to, int count) {
  std::vector<double> result;
  for (int i = 0; i < count; ++i) {
    result.push_back(from * std::pow(to / from, static_cast<double>(i) / (count - 1)));
  }
  return result;
}

std::vector<Trial> sampled_costs(const RateExperiment& experiment, std::uint64_t seed) {
  std::vector<Trial> result;
  for (const double epsilon : experiment.epsilons) {
    const Plan plan = plan_of(experiment, epsilon);
    for (int trial = 0; trial < experiment.trials; ++trial) {
      const TrialResult run =
          run_trial({.solver = experiment.solver,
                     .instance = experiment.instance,
                     .epsilon = epsilon,
                     .seed = seed,
                     .trial = static_cast<std::uint32_t>(trial),
                     .budget = static_cast<Count>(
                         std::min(1e38, experiment.budget * plan.calls_per_step * plan.steps))});
      result.push_back({.epsilon = epsilon,
                        .calls = counted(run.calls, experiment.counter),
                        .success = run.status == Status::reached,
                        .log_factor = plan.log_factor,
                        .run = trial});
    }
  }
  return result;
}

Row sampled_rate_row(const RateExperiment& experiment,
                     const Quantity& claimed,
                     RateSide side,
                     const Effort& effort,
                     Plot* plot) {
  const Relation relation = side == RateSide::upper ? Relation::at_most : Relation::at_least;
  const std::string name = experiment.solver + " on " + experiment.instance;
  if (experiment.epsilons.size() < fewest_accuracies || experiment.trials < 1) {
    return undecided_row(name, relation, claimed, "too few accuracies for an interval");
  }
  const CurveFit fit = fit_curve(sampled_costs(experiment, effort.seed));
  const ExponentInterval& exponent = experiment.corrected ? fit.corrected : fit.raw;
  Row row{.instance = name,
          .relation = relation,
          .claimed = claimed,
          .measured = Quantity(exponent.value),
          .lo = Quantity(exponent.lo),
          .hi = Quantity(exponent.hi),
          .tolerance = Quantity(ratio(1, 10)),
          .cases = experiment.epsilons.size() * static_cast<std::size_t>(experiment.trials)};
  const LocalExponent& last = fit.local.back();
  row.note =
      experiment.counter + (experiment.corrected ? ", log-corrected" : ", raw") +
      "; local exponent at the small end " +
      to_decimal(Quantity(experiment.corrected ? last.corrected : last.raw), 4, Rounding::nearest);
  if (plot != nullptr) {
    Series series{.label = experiment.solver, .points = {}};
    for (const ErtPoint& point : fit.points) {
      if (point.usable()) {
        series.points.emplace_back(std::log10(point.epsilon), std::log10(point.ert));
      }
    }
    plot->series.push_back(std::move(series));
  }
  return row;
}

} // namespace assay
