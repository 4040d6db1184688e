#include "command.hpp"
#include "curve.hpp"
#include <memory>

namespace assay::cli {

extern const char* const complete_example; // complete_example.cpp.in

namespace {

constexpr const char* curve_examples = R"(
Examples
  assay curve examples/experiments/composite.toml
                                          what a file says (a complete one is below)
  assay curve --solver f2sa_p:p=2 --instance composite --eps 0.5..0.1:7
                                          one curve: 7 accuracies from 0.5 to 0.1, 16 seeds
  assay curve --solver 'f2sa_p:p={1,2,4}' --instance composite --eps 0.5..0.1:7 --seeds 32
                                          three curves, and who is cheapest at each accuracy
  assay curve ... --plan                  cells, expected calls, time, disk, and each schedule (nu,
                                          eta, K, S, ...); runs nothing; --format json too
  assay curve --solver my_solver.py:MySolver:K=20 --instance quadratic --eps 0.5..0.1:7 \
      --budget 1e5/eps^2                  your own (./libmy_solver.so too), in its own processes

Every trial is stored as it ends, in results.sqlite under --out: after an interruption, a kill or a
reboot the same command runs what is missing. Your own solver is named with a digest of its file, in
results and keys too: once the file changes, all its trials are run anew. No theory says what it costs,
so its budget is in calls; the exponent that it declares is judged, and with none declared the curve
has no verdict. Paths, also those in a TOML file, count from the current folder. A budget limits each trial: "auto" is 10 times the
calls that theory predicts, "30x" 30 times, "1e6/eps^4" and "1e12" are calls; a warning says where
that is less than theory expects.

Files under --out: results.sqlite, curve.json, curve.md, plots/*, and run.json, which alone holds
what may differ between two runs. The rest is byte for byte a function of the version and the
experiment. assay export prints the trials, assay rerun runs one again, assay merge joins files.

Exit codes: 0 every predicted rate is supported; 1 one is refuted; 3 undecided (an interval needs at
least 6 accuracies) or a curve on which nothing was reached; more under assay --help.

)";

/// Every line that is not empty moved to the right.
std::string indented(std::string_view text) {
  std::string result;
  bool fresh = true;
  for (const char c : text) {
    result += fresh && c != '\n' ? "  " : "";
    result += c;
    fresh = c == '\n';
  }
  return result;
}

} // namespace

void add_curve(CLI::App& app, Session& session) {
  const auto given = std::make_shared<CurveOptions>();
  CurveOptions& options = *given;
  options.threads = all_threads();
  options.command_line = session.command_line;
  CLI::App* command = app.add_subcommand(
      "curve", "Run solvers on instances with counted oracles and fit their complexity curves");
  command->add_option("EXPERIMENT", options.file,
                      "A TOML file that says what is run; else the options that follow do");
  command->add_option("--solver", options.solvers,
                      "Solvers with parameters, as in f2sa_p:p=2 or 'f2sa_p:p={1,2}'; or files, as "
                      "in ./libmy_solver.so:K=20 or my_solver.py:MySolver");
  command->add_option("--instance", options.instances,
                      "Instances with parameters, as in composite:M=64");
  command->add_option("--eps", options.epsilons,
                      "Accuracies: 0.5..0.03:9 (nine, evenly spaced in the logarithm) or a list");
  command->add_option("--seeds", options.seeds,
                      "Trials of each solver, instance and accuracy (16)");
  command->add_option("--seed", options.seed, "Seed of the experiment (1)")->check(not_a_seed);
  command
      ->add_option("--criterion", options.criterion,
                   "When a trial has reached eps: hitting (the first iterate) or average (of all)")
      ->check(CLI::IsMember({"hitting", "average"}));
  command
      ->add_option(
          "--metric", options.metric,
          "What is compared with eps: gradient (||grad phi||) or own (of the solver's claim)")
      ->check(CLI::IsMember({"gradient", "own"}));
  command->add_option("--budget", options.budget,
                      "What a trial may cost: auto, 30x, 1e6/eps^4, 1e12");
  command->add_flag("--plan", options.plan,
                    "Print cells, expected calls, time, disk and schedules; run nothing");
  command->add_option("--threads", options.threads, "Threads; results do not depend on it")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  command->add_option("--out", options.out, "Folder of the results and reports")
      ->capture_default_str();
  command->add_option("--format", options.format, "What stdout gets: text, json or md")
      ->check(CLI::IsMember({"text", "json", "md"}))
      ->capture_default_str();
  command->add_flag("--quiet,-q", options.quiet, "No progress on stderr");
  command->callback([given, &session] { session.run = [given] { return curve(*given); }; });
  command->footer(std::string(curve_examples) + "A complete experiment in TOML\n\n" +
                  indented(complete_example) + "\n");
}

} // namespace assay::cli
