#include "results.hpp"

#include <assay/audit/hosted_solvers.hpp>
#include <assay/error.hpp>
#include <assay/experiments/run_trial.hpp>
#include <assay/store/export.hpp>
#include <assay/store/merge.hpp>
#include <assay/store/row.hpp>
#include <assay/store/schema.hpp>
#include <assay/store/store.hpp>
#include <assay/store/text.hpp>

#include <fmt/format.h>

#include "command.hpp"
#include "console.hpp"
#include "exit.hpp"
#include <iostream>
#include <memory>

namespace assay::cli {
namespace {

/// One line for each field in which two results differ.
std::string differences(const TrialResult& stored, const TrialResult& now) {
  std::string text;
  const auto compare = [&text](std::string_view field, const std::string& a, const std::string& b) {
    if (a != b) {
      text += fmt::format("  {}: stored {}, now {}\n", field, a, b);
    }
  };
  compare("status", to_string(stored.status), to_string(now.status));
  for (std::size_t kind = 0; kind < kind_names.size(); ++kind) {
    compare(kind_names.at(kind), to_string(stored.calls.calls.at(kind)),
            to_string(now.calls.calls.at(kind)));
  }
  compare("iterations", std::to_string(stored.iterations), std::to_string(now.iterations));
  compare("gradient_norm", shortest(stored.gradient_norm), shortest(now.gradient_norm));
  compare("lower_bound", shortest(stored.lower_bound), shortest(now.lower_bound));
  compare("message", stored.message, now.message);
  return text;
}

std::string described(const TrialSpec& spec) {
  return fmt::format("{}\n  {} on {}, eps {}, {}, seed {}, trial {}, budget {}\n", trial_key(spec),
                     spec.solver, spec.instance, shortest(spec.epsilon), spec.criterion, spec.seed,
                     spec.trial, to_string(spec.budget));
}

std::string described(const TrialResult& result) {
  std::string text =
      fmt::format("  {} after {} iterations, ||grad phi|| = {}\n ", to_string(result.status),
                  result.iterations, shortest(result.gradient_norm));
  for (std::size_t kind = 0; kind < kind_names.size(); ++kind) {
    text += fmt::format(" {} {}", kind_names.at(kind), to_string(result.calls.calls.at(kind)));
  }
  return text + "\n" + (result.message.empty() ? "" : "  " + result.message + "\n");
}

} // namespace

int merge(const std::vector<std::string>& inputs, const std::filesystem::path& into) {
  const std::vector<std::filesystem::path> paths(inputs.begin(), inputs.end());
  const std::uint64_t trials = assay::merge(paths, into);
  print(fmt::format("{} trials in {}\n", trials, into.string()));
  return as_expected;
}

int rerun(const std::filesystem::path& file, const std::string& key) {
  const TrialRecord stored = Store(file).find(key);
  catch_signals();
  const TrialResult now = [&stored] {
    try {
      return run_trial(
          stored.spec, [] { return caught_signal() != 0; }, audit::solvers_and_files());
    } catch (const Interrupted&) {
      return TrialResult{};
    }
  }();
  if (caught_signal() != 0) {
    return interrupted + caught_signal();
  }
  const bool same = same_result(stored.result, now);
  std::string text = described(stored.spec) + described(now);
  text += same ? "the same, bit for bit\n"
               : "different from what is stored:\n" + differences(stored.result, now);
  if (!same && stored.version != program_version()) {
    text +=
        fmt::format("it was stored by assay {}; this is {}\n", stored.version, program_version());
  }
  print(text);
  return same ? as_expected : otherwise;
}

int export_trials(const std::filesystem::path& file, const std::string& format) {
  const Store store(file);
  format == "json" ? export_json(store, std::cout) : export_csv(store, std::cout);
  print(""); // flushes, and says so if not all of it arrived
  return as_expected;
}

void add_results(CLI::App& app, Session& session) {
  struct Given {
    std::vector<std::string> files;
    std::string file, into, key, format = "csv";
  };
  const auto given = std::make_shared<Given>();
  CLI::App* merged =
      app.add_subcommand("merge", "Put the trials of several results files into one");
  merged->add_option("FILE", given->files, "results.sqlite of a run")->required();
  merged->add_option("-o,--output", given->into, "The file that gets them all, made if missing")
      ->required();
  merged->footer(
      "\nMerging again changes nothing. A trial that two files hold with different "
      "results is an error (exit code 5).\n\nExample\n  assay merge monday/results.sqlite "
      "tuesday/results.sqlite -o all.sqlite\n");
  merged->callback(
      [given, &session] { session.run = [given] { return merge(given->files, given->into); }; });
  CLI::App* again = app.add_subcommand("rerun", "Run a stored trial again and compare bit for bit");
  again->add_option("FILE", given->file, "results.sqlite of a run")->required();
  again->add_option("KEY", given->key, "The trial's key or its first 8 digits (assay export)")
      ->required();
  again->footer(
      "\nA solver in a file is looked for where it was, from the current folder; if it has "
      "changed since, nothing is run.\n\nExit codes: 0 the same result; 1 another one; 2 the "
      "solver's file is gone or has changed.\n\nExample\n  assay rerun "
      "assay-out/results.sqlite 3f9c01ab\n");
  again->callback(
      [given, &session] { session.run = [given] { return rerun(given->file, given->key); }; });
  CLI::App* exported = app.add_subcommand("export", "Print the trials of a results file");
  exported->add_option("FILE", given->file, "results.sqlite of a run")->required();
  exported->add_option("--format", given->format, "csv or json")
      ->check(CLI::IsMember({"csv", "json"}))
      ->capture_default_str();
  exported->footer("\nSorted by key, without wall times: the same trials give the same bytes.\n\n"
                   "Example\n  assay export assay-out/results.sqlite --format csv > trials.csv\n");
  exported->callback([given, &session] {
    session.run = [given] { return export_trials(given->file, given->format); };
  });
}

} // namespace assay::cli
