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

/// In the order of a fit's trials.
std::vector<Trial> costs(const std::vector<RatedRun>& runs, const std::string& counter) {
  std::vector<Trial> result;
  for (const RatedRun& run : runs) {
    result.push_back({.epsilon = run.epsilon,
                      .calls = counted(run.calls, counter),
                      .success = run.reached,
                      .log_factor = run.log_factor,
                      .run = run.trial});
  }
  return result;
}

std::string brief(double value, int digits = 3) {
  return to_decimal(Quantity(value), digits, Rounding::nearest);
}

/// What theory's own number of calls grows like between the ends of the window.
double scheduled_exponent(const RateExperiment& experiment) {
  const auto calls = [&](double epsilon) {
    const Plan plan = plan_of(experiment, epsilon);
    return plan.calls_per_step * plan.steps;
  };
  const double first = experiment.epsilons.front();
  const double last = experiment.epsilons.back();
  return std::log(calls(last) / calls(first)) / std::log(first / last);
}

/// What the exponent is at the smallest accuracy; with its interval where the curve is bent.
std::string end_of(const CurveFit& fit, bool corrected) {
  const LocalExponent& last = fit.local.back();
  const Curvature& curvature = corrected ? fit.curvature : fit.raw_curvature;
  std::string text =
      "local exponent at the small end " + brief(corrected ? last.corrected : last.raw, 4);
  if (curvature.bent()) {
    text += " and still " + std::string(curvature.change > 0 ? "rising" : "falling") +
            ", so that the interval reaches to what a parabola has there, " +
            brief(curvature.end.value) + " [" + brief(curvature.end.lo) + ", " +
            brief(curvature.end.hi) + "]";
  }
  return text;
}

/// What a reader should know of a fit beside its interval; of the schedule in the first row alone.
std::string describe(const RateExperiment& experiment,
                     const ClaimedRate& claimed,
                     const CurveFit& fit,
                     std::size_t reached,
                     bool first) {
  std::string text = claimed.counter + (claimed.corrected ? ", log-corrected" : ", raw") +
                     ", eps from " + brief(experiment.epsilons.front()) + " to " +
                     brief(experiment.epsilons.back());
  const std::size_t runs = experiment.epsilons.size() * static_cast<std::size_t>(experiment.trials);
  if (reached < runs) {
    text += "; " + std::to_string(reached) + " of " + std::to_string(runs) + " runs reached eps";
  }
  text += "; " + end_of(fit, claimed.corrected);
  if (first) {
    text += "; the schedule's own calls of all kinds grow like eps^-" +
            brief(scheduled_exponent(experiment));
  }
  return text;
}

} // namespace

Row exponent_row(std::string name,
                 Relation relation,
                 const Quantity& claimed,
                 const ExponentInterval& exponent,
                 std::size_t cases,
                 std::string note) {
  return {.instance = std::move(name),
          .relation = relation,
          .claimed = claimed,
          .measured = Quantity(exponent.value),
          .lo = Quantity(exponent.lo),
          .hi = Quantity(exponent.hi),
          .tolerance = Quantity(ratio(1, 10)),
          .cases = cases,
          .note = std::move(note)};
}

Series curve_series(std::string label, const CurveFit& fit, CurveAxis axis) {
  Series series{.label = std::move(label), .points = {}};
  const double sign = axis == CurveAxis::inverse ? -1 : 1;
  for (const ErtPoint& point : fit.points) {
    if (point.usable()) {
      series.points.emplace_back(sign * std::log10(point.epsilon), std::log10(point.ert));
    }
  }
  return series;
}

Evidence broken_rate(const ChainRuns& runs, const BrokenMethod& broken, const Effort& effort) {
  const RateExperiment experiment =
      experiment_of(runs, {.level = std::min(effort.level, Effort::smoke), .seed = effort.seed});
  const ClaimedRate& claimed = runs.rates.front();
  std::vector<Trial> costs;
  for (const double epsilon : experiment.epsilons) {
    const TrialResult run =
        run_trial({.solver = broken.name,
                   .instance = runs.instance,
                   .epsilon = epsilon,
                   .criterion = runs.criterion,
                   .seed = effort.seed,
                   .budget = broken.patience},
                  make_instance(runs.instance, epsilon), broken.make(plan_of(experiment, epsilon)));
    costs.push_back({.epsilon = epsilon,
                     .calls = counted(run.calls, claimed.counter),
                     .success = run.status == Status::reached});
  }
  Evidence evidence;
  evidence.rows.push_back(exponent_row(broken.name, Relation::at_most, claimed.exponent,
                                       fit_curve(costs).judged_raw(), costs.size()));
  return evidence;
}

std::vector<double> falling(double from, double to, int count) {
  need(count >= 2, "accuracies that fall from one to another are two at least");
  std::vector<double> result;
  for (int i = 0; i < count; ++i) {
    result.push_back(from * std::pow(to / from, static_cast<double>(i) / (count - 1)));
  }
  return result;
}

std::vector<double> chain_accuracies(double length, const std::vector<int>& links) {
  std::vector<double> result;
  for (const int link : links) {
    result.push_back(std::sqrt(length / link));
  }
  return result;
}

std::vector<RatedRun> sampled_runs(const RateExperiment& experiment, std::uint64_t seed) {
  std::vector<RatedRun> result;
  for (const double epsilon : experiment.epsilons) {
    const Plan plan = plan_of(experiment, epsilon);
    for (int trial = 0; trial < experiment.trials; ++trial) {
      const TrialResult run =
          run_trial({.solver = experiment.solver,
                     .instance = experiment.instance,
                     .epsilon = epsilon,
                     .criterion = experiment.criterion,
                     .seed = seed,
                     .trial = static_cast<std::uint32_t>(trial),
                     .budget = static_cast<Count>(
                         std::min(1e38, experiment.budget * plan.calls_per_step * plan.steps))});
      result.push_back({.epsilon = epsilon,
                        .log_factor = plan.log_factor,
                        .trial = trial,
                        .reached = run.status == Status::reached,
                        .calls = run.calls});
    }
  }
  return result;
}

std::vector<Row> sampled_rate_rows(const RateExperiment& experiment,
                                   const std::vector<ClaimedRate>& claimed,
                                   RateSide side,
                                   const Effort& effort,
                                   Plot* plot) {
  const Relation relation = side == RateSide::upper ? Relation::at_most : Relation::at_least;
  const std::string name = experiment.solver + " on " + experiment.instance;
  std::vector<Row> rows;
  if (experiment.epsilons.size() < fewest_accuracies || experiment.trials < 1) {
    for (const ClaimedRate& rate : claimed) {
      rows.push_back(
          undecided_row(name, relation, rate.exponent, "too few accuracies for an interval"));
    }
    return rows;
  }
  const std::vector<RatedRun> runs = sampled_runs(experiment, effort.seed);
  const auto reached = static_cast<std::size_t>(
      std::count_if(runs.begin(), runs.end(), [](const RatedRun& run) { return run.reached; }));
  for (const ClaimedRate& rate : claimed) {
    const CurveFit fit = fit_curve(costs(runs, rate.counter));
    const ExponentInterval exponent = rate.corrected ? fit.judged() : fit.judged_raw();
    rows.push_back(
        exponent_row(name, relation, rate.exponent, exponent, runs.size(),
                     describe(experiment, rate, fit, reached, &rate == &claimed.front())));
    if (plot != nullptr) {
      plot->series.push_back(curve_series(claimed.size() > 1 ? rate.counter : experiment.solver,
                                          fit, CurveAxis::accuracy));
    }
  }
  return rows;
}

namespace {

/// The rows, the first of them the headline, and their plot.
Evidence upper_rates(const RateExperiment& experiment,
                     const std::vector<ClaimedRate>& claimed,
                     const Effort& effort) {
  Plot plot{.name = "cost",
            .title = "Calls of " + experiment.solver + " to ||grad phi|| <= eps",
            .x_label = "log10 eps",
            .y_label = "log10 calls",
            .series = {}};
  Evidence evidence;
  evidence.instances = {experiment.instance};
  evidence.rows = sampled_rate_rows(experiment, claimed, RateSide::upper, effort, &plot);
  evidence.rows.front().headline = true;
  evidence.plots.push_back(std::move(plot));
  return evidence;
}

} // namespace

RateExperiment experiment_of(const ChainRuns& runs, const Effort& effort) {
  const std::vector<int> one(runs.at_smoke.begin(), runs.at_smoke.begin() + 1);
  const auto links = effort.pick(one, runs.at_smoke, runs.at_normal, runs.at_full);
  return {.solver = runs.solver,
          .instance = runs.instance,
          .epsilons = chain_accuracies(runs.length, links),
          .trials = effort.pick(1, runs.trials[0], runs.trials[1], runs.trials[2]),
          .budget = runs.budget,
          .criterion = runs.criterion};
}

Claim sampled_upper_rate(Claim stated, const ChainRuns& runs) {
  const auto fill = [](std::string& text, const std::string& shared) {
    text = text.empty() ? shared : text;
  };
  stated.kind = Kind::upper_rate;
  stated.convention = stated.convention == Convention::none ? Convention::N : stated.convention;
  stated.evidence = EvidenceLevel::sampled;
  fill(stated.method, "counted runs on a chain of T = length/eps^2 links; least squares of log ERT "
                      "on log(1/eps), 95 % interval of the raw exponent by Student's t");
  fill(stated.not_shown, "other instances, constants, kappa; that the rate goes on below the "
                         "window; tightness, which is for the lower-bound instances");
  if (stated.reduces_to.empty()) {
    const std::string stem = stated.id.substr(stated.id.find('/') + 1);
    stated.reduces_to = {stem.substr(0, stem.rfind("_sampled")) + ": the schedule multiplied out"};
  }
  const auto check = [runs](const std::vector<ClaimedRate>& rates) {
    return [runs, rates](const Effort& effort) {
      return upper_rates(experiment_of(runs, effort), rates, effort);
    };
  };
  stated.run = check(runs.rates);
  for (const ChainRuns::Wrong& wrong : runs.wrong) {
    stated.faults.push_back({wrong.name, Verdict::refuted, check(wrong.rates)});
  }
  stated.faults.push_back({"five accuracies, which give no interval", Verdict::inconclusive,
                           [runs](const Effort& effort) {
                             RateExperiment experiment = experiment_of(runs, effort);
                             experiment.epsilons.resize(std::min<std::size_t>(
                                 experiment.epsilons.size(), fewest_accuracies - 1));
                             return upper_rates(experiment, runs.rates, effort);
                           }});
  return stated;
}

} // namespace assay
