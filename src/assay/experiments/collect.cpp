#include <assay/experiments/cells.hpp>
#include <assay/experiments/collect.hpp>

#include <algorithm>
#include <map>
#include <tuple>

namespace assay {
namespace {

bool reached(const Run& run) { return run.result.status == Status::reached; }

Counters mean(const Runs& runs) {
  Counters sum;
  for (std::size_t kind = 0; kind < sum.calls.size(); ++kind) {
    for (const Run& run : runs) {
      sum.calls[kind] += run.result.calls.calls[kind];
    }
    sum.calls[kind] = (sum.calls[kind] + runs.size() / 2) / runs.size();
  }
  return sum;
}

void compare_with_bound(CurvePoint& point, const Runs& runs) {
  double sum = 0;
  int count = 0;
  for (const Run& run : runs) {
    if (run.result.lower_bound > 0 && reached(run)) {
      const double ratio = static_cast<double>(run.result.calls[Call::fx]) / run.result.lower_bound;
      point.lower_bound = run.result.lower_bound;
      point.least_ratio = count == 0 ? ratio : std::min(point.least_ratio, ratio);
      sum += ratio;
      ++count;
    }
  }
  point.mean_ratio = count == 0 ? 0 : sum / count;
}

CurvePoint point_of(const std::string& solver, const ErtPoint& ert, const Runs& runs) {
  CurvePoint point{.solver = solver, .ert = ert, .mean = mean(runs)};
  for (const Run& run : runs) {
    const Status status = run.result.status;
    point.censored += status == Status::censored ? 1 : 0;
    point.diverged += status == Status::diverged ? 1 : 0;
    point.broken += status == Status::broken ? 1 : 0;
    const bool failed = status == Status::diverged || status == Status::broken;
    if (failed && point.message.empty()) {
      point.message = run.result.message;
    }
  }
  compare_with_bound(point, runs);
  return point;
}

bool carries_log(const Prediction& prediction, std::string_view name) {
  const auto& free = prediction.log_free;
  return prediction.has_log && std::find(free.begin(), free.end(), name) == free.end();
}

/// The runs of one curve as the fit takes them, for one counter.
std::vector<Trial> trials_for_fit(const Work& work,
                                  const std::vector<Runs>& runs,
                                  const std::vector<std::size_t>& cells,
                                  std::size_t index) {
  std::vector<Trial> result;
  for (const std::size_t cell : cells) {
    const Forecast& theory = work.forecasts[cell];
    for (const Run& run : runs[cell]) {
      result.push_back({.epsilon = work.cells[cell].epsilon,
                        .calls = static_cast<double>(counter(run.result.calls, index)),
                        .success = reached(run),
                        .log_factor = carries_log(theory.prediction, counter_names.at(index))
                                          ? theory.plan.log_factor
                                          : 1,
                        .budget = static_cast<double>(work.cells[cell].budget),
                        .run = run.trial});
    }
  }
  return result;
}

CounterExponent
exponent_of(const Prediction& prediction, std::string_view name, const std::vector<Trial>& trials) {
  CounterExponent result{.counter = std::string(name), .fit = fit_curve(trials), .predicted = {}};
  const auto found = prediction.exponents.find(result.counter);
  if (found != prediction.exponents.end()) {
    result.predicted = found->second;
    result.has_log = carries_log(prediction, name);
    result.holds = rate_holds(result.fit.judged(), found->second, RateSide::upper, exponent_slack);
  }
  return result;
}

PairCurve
curve_of(const Work& work, const std::vector<Runs>& runs, const std::vector<std::size_t>& cells) {
  const Cell& first = work.cells[cells.front()];
  const Prediction& prediction = work.forecasts[cells.front()].prediction;
  const SolverInfo info = work.find(parse_selected(first.curve).name);
  PairCurve curve{.solver = first.curve,
                  .instance = first.instance,
                  .claim = info.claim,
                  .convention = info.convention,
                  .reason = prediction.reason,
                  .points = {},
                  .exponents = {}};
  for (std::size_t index = 0; index < counter_names.size(); ++index) {
    const std::vector<Trial> trials = trials_for_fit(work, runs, cells, index);
    const bool any =
        std::any_of(trials.begin(), trials.end(), [](const Trial& t) { return t.calls > 0; });
    // A counter with a prediction stays even at zero calls: a verdict that looked at nothing is
    // due.
    if (any || prediction.exponents.contains(std::string(counter_names.at(index)))) {
      curve.exponents.push_back(exponent_of(prediction, counter_names.at(index), trials));
    }
  }
  const std::vector<ErtPoint> points = running_times(trials_for_fit(work, runs, cells, 0));
  for (std::size_t i = 0; i < points.size(); ++i) {
    curve.points.push_back(
        point_of(work.cells[cells[i]].solver, points[i], runs[cells[i]])); // both: epsilon falling
  }
  return curve;
}

/// The cells of a work, to find those that a stored trial is of.
class Places {
public:
  Places(const Experiment& experiment, const std::vector<Cell>& cells)
      : seed_(experiment.seed), cells_(cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      places_[name(cells[i])].push_back(i);
    }
  }

  template <class Visit> void for_each_of(const TrialSpec& spec, const Visit& visit) {
    if (spec.seed != seed_) {
      return;
    }
    if (!last_ || name(spec) != last_->first) { // trials of a cell mostly follow each other
      const auto found = places_.find(name(spec));
      if (found == places_.end()) {
        return;
      }
      last_ = &*found;
    }
    for (const std::size_t i : last_->second) {
      const Cell& cell = cells_[i];
      if (spec.trial >= cell.first_trial && spec.trial - cell.first_trial < cell.trials) {
        visit(i);
      }
    }
  }

private:
  using Name = std::tuple<std::string_view, std::string_view, double, std::string_view, Count>;
  template <class T> static Name name(const T& of) {
    return {of.solver, of.instance, of.epsilon, of.criterion, of.budget};
  }

  std::uint64_t seed_;
  const std::vector<Cell>& cells_;
  std::map<Name, std::vector<std::size_t>> places_;
  const std::pair<const Name, std::vector<std::size_t>>* last_ = nullptr;
};

} // namespace

std::vector<Runs> runs_of(const Experiment& experiment, const Work& work, const Store& store) {
  Places places(experiment, work.cells);
  std::vector<Runs> runs(work.cells.size());
  std::size_t open = 0;
  for (std::size_t i = 0; i < work.cells.size(); ++i) {
    runs[i].reserve(work.cells[i].trials);
    open += work.cells[i].trials;
  }
  Records records(store, Order::added);
  while (const std::optional<TrialRecord> record = records.next()) {
    places.for_each_of(record->spec, [&](std::size_t cell) {
      runs[cell].push_back({record->spec.trial, record->result});
      --open;
    });
  }
  need(open == 0, "of the experiment's trials " + std::to_string(open) + " are not in " +
                      store.file().string());
  for (Runs& cell : runs) {
    std::sort(cell.begin(), cell.end(),
              [](const Run& a, const Run& b) { return a.trial < b.trial; });
  }
  return runs;
}

Count counter(const Counters& counters, std::size_t index) {
  return index == 0 ? counters.sfo() : counters.calls.at(index - 1);
}

std::vector<Cheapest> cheapest_of(const std::vector<PairCurve>& curves) {
  struct Entry {
    std::string solver;
    const ErtPoint* point;
  };
  std::map<std::string, std::map<double, std::vector<Entry>, std::greater<>>> places;
  for (const PairCurve& curve : curves) {
    for (const CurvePoint& point : curve.points) {
      if (point.ert.usable()) {
        places[curve.instance][point.ert.epsilon].push_back({curve.solver, &point.ert});
      }
    }
  }
  std::vector<Cheapest> result;
  for (const auto& [instance, accuracies] : places) {
    for (const auto& [epsilon, entries] : accuracies) {
      if (entries.size() < 2) {
        continue;
      }
      const auto best =
          std::min_element(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
            return a.point->ert < b.point->ert;
          });
      const bool clear = std::all_of(entries.begin(), entries.end(), [&](const Entry& other) {
        return &other == &*best || best->point->hi < other.point->lo;
      });
      result.push_back({instance, epsilon, best->solver, clear});
    }
  }
  return result;
}

CurveReport collect(const Experiment& experiment, const Work& work, const Store& store) {
  const std::vector<Runs> runs = runs_of(experiment, work, store);
  std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> pairs;
  std::vector<std::pair<std::string, std::string>> order;
  for (std::size_t i = 0; i < work.cells.size(); ++i) {
    const std::pair name(work.cells[i].curve, work.cells[i].instance);
    if (pairs[name].empty()) {
      order.push_back(name);
    }
    pairs[name].push_back(i);
  }
  CurveReport report{.experiment = experiment, .curves = {}, .skipped = {}, .cheapest = {}};
  for (const auto& name : order) {
    report.curves.push_back(curve_of(work, runs, pairs[name]));
  }
  for (const Runs& cell : runs) {
    report.trials += cell.size();
  }
  for (const SkippedPair& pair : work.skipped) {
    report.skipped.push_back({pair.solver, pair.instance, pair.reason});
  }
  report.cheapest = cheapest_of(report.curves);
  return report;
}

} // namespace assay
