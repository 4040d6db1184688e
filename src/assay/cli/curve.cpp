#include "curve.hpp"

#include <assay/audit/hosted_solvers.hpp>
#include <assay/experiments/collect.hpp>
#include <assay/experiments/epsilons.hpp>
#include <assay/experiments/read.hpp>
#include <assay/experiments/sweep.hpp>
#include <assay/experiments/tune.hpp>
#include <assay/report/curve.hpp>

#include <fmt/format.h>

#include "console.hpp"
#include "curve_files.hpp"
#include "curve_plan.hpp"
#include "exit.hpp"
#include "files.hpp"
#include <algorithm>
#include <cmath>
#include <map>
#include <unistd.h>

namespace assay::cli {
namespace {

/// The option that sets a field of an experiment.
std::string option_of(const std::string& field) {
  static const std::map<std::string, std::string> options = {
      {"solver", "--solver"},       {"instance", "--instance"},
      {"epsilon", "--eps"},         {"seeds", "--seeds"},
      {"criterion", "--criterion"}, {"metric", "--metric"},
      {"budget", "--budget"},       {"seed", "--seed"}};
  const auto found = options.find(field.substr(0, field.find_first_of("[.")));
  return found == options.end() ? field : found->second;
}

/// Where no trial reached any accuracy, no curve was seen, whether or not one is predicted.
bool nothing_reached(const PairCurve& curve) {
  return std::none_of(curve.points.begin(), curve.points.end(),
                      [](const CurvePoint& point) { return point.ert.successes > 0; });
}

int exit_code(const CurveReport& report) {
  int code = as_expected;
  for (const PairCurve& curve : report.curves) {
    const std::optional<Verdict> found = verdict(curve);
    if (found == Verdict::refuted) {
      code = worse(code, otherwise);
    } else if ((found && *found != Verdict::supported) || nothing_reached(curve)) {
      code = worse(code, undecided);
    }
  }
  return code;
}

/// What `read` makes of an option's text; a complaint names the option.
template <class Read> auto named(const std::string& option, const Read& read) {
  try {
    return read();
  } catch (const BadExperiment&) {
    throw;
  } catch (const InvalidArgument& error) {
    throw InvalidArgument(option + ": " + error.what());
  }
}

std::vector<std::string> all_expanded(const std::string& option,
                                      const std::vector<std::string>& texts) {
  std::vector<std::string> result;
  for (const std::string& text : texts) {
    for (std::string& one : named(option, [&text] { return expanded(text); })) {
      result.push_back(std::move(one));
    }
  }
  return result;
}

Experiment from_options(const CurveOptions& options) {
  need(!options.solvers.empty() && !options.instances.empty() && !options.epsilons.empty(),
       "give a TOML file, or --solver, --instance and --eps (assay curve --help)");
  Experiment experiment;
  try {
    experiment.solvers = all_expanded("--solver", options.solvers);
    experiment.instances = all_expanded("--instance", options.instances);
    experiment.epsilons = named("--eps", [&] { return parse_epsilons(options.epsilons); });
    experiment.budget = named(
        "--budget", [&] { return parse_budget(options.budget.empty() ? "auto" : options.budget); });
    experiment.seeds = options.seeds.value_or(experiment.seeds);
    experiment.seed = options.seed.value_or(experiment.seed);
    experiment.criterion = options.criterion.empty() ? experiment.criterion : options.criterion;
    experiment.metric = options.metric.empty() ? experiment.metric : options.metric;
    return checked(std::move(experiment));
  } catch (const BadExperiment& error) {
    throw InvalidArgument(option_of(error.where) + ": " + error.what());
  }
}

/// Runs what is missing of a work; false if interrupted.
bool run_work(const Experiment& experiment, const Work& work, const CurveOptions& options) {
  SweepLine line(options.quiet);
  const SweepOutcome outcome =
      sweep(trials(experiment, work.cells),
            {.file = results_file(options),
             .experiment = to_toml(experiment),
             .threads = options.threads,
             .stop = [] { return caught_signal() != 0; },
             .find = work.find,
             .progress = [&line](const SweepProgress& progress) { line.show(progress); }});
  line.finish();
  if (!outcome.complete()) {
    log(fmt::format("interrupted; {} of {} trials are in {}: the same command resumes",
                    outcome.stored + outcome.run, outcome.total, results_file(options).string()));
  }
  return outcome.complete();
}

/// Pairs that are not run, and budgets that may be too small.
void say_limits(const Work& work) {
  for (const SkippedPair& pair : work.skipped) {
    log(fmt::format("{} on {} is not run: {}", pair.solver, pair.instance, pair.reason));
  }
  need(!work.cells.empty(), "no method applies to any of the instances: nothing to run");
  if (const std::string warning = budget_warning(work); !warning.empty()) {
    log("warning: " + warning);
  }
}

} // namespace

std::filesystem::path results_file(const CurveOptions& options) {
  return options.out / "results.sqlite";
}

Experiment asked_experiment(const CurveOptions& options) {
  if (options.file.empty()) {
    return renamed(from_options(options), audit::with_digest);
  }
  const bool twice = !options.solvers.empty() || !options.instances.empty() ||
                     !options.epsilons.empty() || options.seeds || options.seed ||
                     !options.criterion.empty() || !options.metric.empty() ||
                     !options.budget.empty();
  need(!twice, options.file + " says what is run: --solver, --instance, --eps, --seeds, --seed, "
                              "--criterion, --metric and --budget are for runs without a file");
  return renamed(read_experiment_file(options.file), audit::with_digest);
}

int curve(const CurveOptions& options) {
  const Clock clock;
  const Experiment experiment = asked_experiment(options);
  const bool tuned = experiment.tuning.seeds > 0;
  const FindSolver find = audit::solvers_and_files();
  if (options.plan) {
    return print_plan(experiment, find, options);
  }
  Work work;
  if (!tuned) {
    work = work_of(experiment, find);
    say_limits(work);
  }
  make_folder(options.out);
  catch_signals();
  if (tuned) {
    const Work tuning = tuning_work(experiment, find);
    if (!run_work(experiment, tuning, options)) {
      return interrupted + caught_signal();
    }
    work = work_of(experiment, choice(experiment, tuning, Store(results_file(options))), find);
    say_limits(work);
  }
  if (!run_work(experiment, work, options)) {
    return interrupted + caught_signal();
  }
  const CurveReport report = collect(experiment, work, Store(results_file(options)));
  return write_curves(report, options, clock, exit_code(report));
}

} // namespace assay::cli
