#include <assay/claims/components_rate.hpp>
#include <assay/claims/sampled_rate.hpp>

#include <algorithm>
#include <cmath>

namespace assay {
namespace {

struct Sized {
  int components; ///< n = m
  std::vector<RatedRun> runs;
};

std::vector<Sized>
run_all(const ComponentsRuns& runs, const std::vector<int>& sizes, const Effort& effort) {
  std::vector<Sized> result;
  for (const int n : sizes) {
    result.push_back({n, sampled_runs({.solver = runs.solver,
                                       .instance = runs.instance + ",n=" + std::to_string(n),
                                       .epsilons = {runs.epsilon},
                                       .trials = runs.trials,
                                       .budget = runs.budget},
                                      effort.seed)});
  }
  return result;
}

/// As costs of accuracies 1/N.
CurveFit fit(const std::vector<Sized>& all, bool with_first_pass) {
  std::vector<Trial> trials;
  for (const auto& [n, runs] : all) {
    for (const RatedRun& run : runs) {
      const auto calls = static_cast<double>(run.calls.total());
      trials.push_back({.epsilon = 0.5 / n,
                        .calls = with_first_pass ? calls : std::max(1.0, calls - 5.0 * n),
                        .success = run.reached,
                        .log_factor = 1,
                        .run = run.trial});
    }
  }
  return fit_curve(trials);
}

std::string brief(double value) { return to_decimal(Quantity(value), 4, Rounding::nearest); }

Row row_of(const ComponentsRuns& runs,
           const std::vector<Sized>& all,
           const ClaimedGrowth& claimed,
           Plot& plot) {
  const CurveFit curve = fit(all, claimed.with_first_pass);
  const std::string what = claimed.with_first_pass ? "all calls" : "calls after the first pass";
  plot.series.push_back(curve_series(what, curve, CurveAxis::inverse));
  std::string note = what + " against n + m, from " + std::to_string(2 * all.front().components) +
                     " to " + std::to_string(2 * all.back().components) +
                     ", at eps = " + brief(runs.epsilon);
  if (!curve.local.empty()) {
    note += "; local exponent at the large end " + brief(curve.local.back().raw);
  }
  return exponent_row(runs.solver + " on " + runs.instance, Relation::at_most, claimed.exponent,
                      curve.judged_raw(), all.size() * static_cast<std::size_t>(runs.trials),
                      std::move(note));
}

Evidence judged(const ComponentsRuns& runs,
                const std::vector<ClaimedGrowth>& claimed,
                const std::vector<int>& sizes,
                const Effort& effort) {
  Evidence evidence;
  evidence.instances = {runs.instance};
  if (sizes.size() < static_cast<std::size_t>(fewest_accuracies)) {
    for (const ClaimedGrowth& one : claimed) {
      evidence.rows.push_back(undecided_row(runs.instance, Relation::at_most, one.exponent,
                                            "too few sizes for an interval"));
    }
  } else {
    const std::vector<Sized> all = run_all(runs, sizes, effort);
    Plot plot{.name = "components",
              .title = "Calls of " + runs.solver + " to ||grad phi|| <= eps",
              .x_label = "log10 (n + m)",
              .y_label = "log10 calls",
              .series = {}};
    for (const ClaimedGrowth& one : claimed) {
      evidence.rows.push_back(row_of(runs, all, one, plot));
    }
    evidence.plots.push_back(std::move(plot));
  }
  evidence.rows.front().headline = true;
  return evidence;
}

std::vector<int> sizes_at(const ComponentsRuns& runs, const Effort& effort) {
  const std::vector<int> one(runs.at_smoke.begin(), runs.at_smoke.begin() + 1);
  return effort.pick(one, runs.at_smoke, runs.at_normal, runs.at_full);
}

} // namespace

Evidence components_rate(const ComponentsRuns& runs,
                         const std::vector<ClaimedGrowth>& claimed,
                         const Effort& effort) {
  return judged(runs, claimed, sizes_at(runs, effort), effort);
}

Claim components_upper_rate(Claim stated,
                            const ComponentsRuns& runs,
                            const std::vector<ClaimedGrowth>& claimed) {
  stated.kind = Kind::upper_rate;
  stated.convention = Convention::N;
  stated.evidence = EvidenceLevel::sampled;
  stated.method =
      "counted runs to one accuracy on finite sums of growing size; least squares of log "
      "ERT on log(n + m), 95 % interval of the exponent by Student's t";
  stated.not_shown =
      "other instances and constants; sums beyond the window; the dependence on eps; "
      "tightness";
  stated.run = [=](const Effort& effort) { return components_rate(runs, claimed, effort); };
  ClaimedGrowth less = claimed.front();
  less.exponent = Quantity(less.exponent.to_double() / 2);
  stated.faults = {
      {"half of the exponent claimed", Verdict::refuted,
       [=](const Effort& effort) { return components_rate(runs, {less}, effort); }},
      {"five sizes, which give no interval", Verdict::inconclusive, [=](const Effort& effort) {
         std::vector<int> sizes = sizes_at(runs, effort);
         sizes.resize(std::min<std::size_t>(sizes.size(), fewest_accuracies - 1));
         return judged(runs, claimed, sizes, effort);
       }}};
  return stated;
}

} // namespace assay
