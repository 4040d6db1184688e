#include "fit.hpp"

#include <assay/error.hpp>
#include <assay/measure/curve_csv.hpp>
#include <assay/numbers/literal.hpp>
#include <assay/report/fit_report.hpp>
#include <assay/report/markup.hpp>

#include "command.hpp"
#include "console.hpp"
#include "exit.hpp"
#include "files.hpp"
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>
#include <memory>
#include <unistd.h>

namespace assay::cli {
namespace {

constexpr const char* help = R"(
DATA.csv has a header and one run a line: eps (or epsilon) and calls (or n) are needed; success (1 or
0, default 1), log_factor (of the method's own schedule, at this eps) and run (or seed: the same
number for what came from one trajectory) are not; other columns are passed over. Lines that start
with # are comments.

    eps,calls,success
    0.5,1204,1
    0.5,1377,1
    0.25,19841,1

Runs at one eps become an expected running time, ERT = calls of all runs / number of successes. The
exponent is the slope of log ERT on log(1/eps); its 95 % interval is Student's t from the scatter,
which needs at least 6 accuracies, one independent run for each (eps, seed), and budgets in
proportion to the expected cost.

Examples
  assay fit runs.csv                            exponent, interval, what to distrust
  assay fit runs.csv --claim 4                  is it eps^-4 or better? (exit 0, 1 or 3)
  assay fit runs.csv --claim 14/3 --lower       is it eps^-14/3 or worse?
  assay fit runs.csv --counter n_gy             another column of counts
  assay fit runs.csv --log-factor factor        divided by a column before fitting
  assay fit runs.csv --log-factor log           by log(1/eps); only if every eps <= 1e-6
  assay fit runs.csv --window 0.02..0.2         these accuracies alone
  assay fit - --format json < runs.csv          standard input; schema reports/schema/fit.json

An upper rate is supported if the interval (corrected, if there is a log factor) lies below the claim
+ 0.1, refuted if above, else inconclusive; with --lower the other way round, at the claim - 0.1.

Exit codes
  0   the exponent has an interval; with --claim: supported
  1   the claim is refuted
  2   usage or input; the message names line and column
  3   the claim is undecided, or fewer than 6 accuracies give no interval
  5   a file cannot be read or written
)";

constexpr std::size_t most_bytes = std::size_t{256} << 20U;

std::string read_all(std::istream& in, const std::string& name) {
  std::string text;
  std::string block(std::size_t{1} << 16U, '\0');
  while (in.read(block.data(), static_cast<std::streamsize>(block.size())), in.gcount() > 0) {
    text.append(block, 0, static_cast<std::size_t>(in.gcount()));
    need(text.size() <= most_bytes, name + ": larger than 256 MiB");
  }
  return text;
}

std::string read_data(const std::string& name) {
  if (name == "-") {
    return read_all(std::cin, "standard input");
  }
  std::error_code ignored;
  const bool folder = std::filesystem::is_directory(name, ignored);
  errno = 0;
  std::ifstream in(name, std::ios::binary);
  if (folder || !in) {
    const std::string why =
        folder ? "it is a folder" : std::strerror(errno); // NOLINT(concurrency-mt-unsafe)
    throw FileError("cannot read " + name + ": " + why);
  }
  return read_all(in, name);
}

double read_number(const std::string& text, const std::string& option) {
  try {
    return Quantity(parse_rational(text)).to_double();
  } catch (const InvalidArgument& error) {
    throw InvalidArgument(option + ": " + error.what());
  }
}

Window read_window(const std::string& text) {
  if (text.empty()) {
    return {};
  }
  const std::size_t dots = text.find("..");
  need(dots != std::string::npos, "--window " + text + ": write LO..HI, as in 0.02..0.2");
  const Window window{read_number(text.substr(0, dots), "--window"),
                      read_number(text.substr(dots + 2), "--window")};
  need(window.lo > 0 && window.lo <= window.hi, "--window " + text + ": 0 < LO <= HI");
  return window;
}

CurveData read_trials(const FitCommand& command) {
  const bool own = command.log_factor != "none" && command.log_factor != "log";
  CurveData data;
  try {
    data = read_curve(read_data(command.data), {.calls = command.counter,
                                                .log_factor = own ? command.log_factor : "",
                                                .use_log_factor = own});
  } catch (const InvalidArgument& error) {
    throw InvalidArgument(command.data + ": " + error.what());
  }
  if (command.log_factor == "log") {
    for (Trial& trial : data.trials) {
      need(trial.epsilon <= 1e-6,
           "--log-factor log is for eps <= 1e-6 only: at larger eps it takes "
           "tenths off a true exponent; give the schedule's own factor as a "
           "column");
      trial.log_factor = -std::log(trial.epsilon);
    }
  }
  return data;
}

std::string log_factor_text(const FitCommand& command, const CurveData& data) {
  if (command.log_factor == "log") {
    return "log(1/eps)";
  }
  const std::string column = command.log_factor.empty() ? "log_factor" : command.log_factor;
  return data.has_log_factor ? column : "";
}

std::string repeat(const FitCommand& command) {
  std::string text = "assay fit " + shell_word(command.data);
  const auto add = [&text](const char* option, const std::string& value) {
    text += value.empty() ? "" : std::string(" ") + option + " " + shell_word(value);
  };
  add("--counter", command.counter);
  add("--log-factor", command.log_factor);
  add("--claim", command.claim);
  text += command.lower ? " --lower" : "";
  add("--window", command.window);
  return text;
}

int exit_code(const FitReport& report) {
  if (report.claim && report.claim->verdict == Verdict::refuted) {
    return otherwise;
  }
  const bool open = report.claim ? report.claim->verdict != Verdict::supported
                                 : report.fit.fitted < fewest_accuracies;
  return open ? undecided : as_expected;
}

} // namespace

void add_fit(CLI::App& app, Session& session) {
  const auto given = std::make_shared<FitCommand>();
  FitCommand& command = *given;
  CLI::App* fit = app.add_subcommand(
      "fit", "The exponent of your own (eps, calls) log: interval, window, what to distrust");
  fit->add_option("DATA.csv", command.data, "The log, one run a line; - is standard input")
      ->required();
  fit->add_option("--counter", command.counter, "The column to fit (default: calls or n)");
  fit->add_option("--log-factor", command.log_factor,
                  "What the corrected exponent divides by: a column, none, or log for log(1/eps) "
                  "(default: the column log_factor, if there is one)");
  fit->add_option("--claim", command.claim, "A claimed exponent to judge: 4, 4.5, 14/3");
  fit->add_flag("--lower", command.lower, "The claim is a lower bound");
  fit->add_option("--window", command.window, "Fit these eps only: LO..HI (default: all)");
  fit->add_option("--format", command.format, "What stdout gets: text, json or md")
      ->check(CLI::IsMember({"text", "json", "md"}))
      ->capture_default_str();
  fit->add_option("--out", command.out, "Folder for fit.json and fit.md (default: no files)");
  fit->footer(help);
  fit->callback([given, &session] { session.run = [given] { return cli::fit(*given); }; });
}

int fit(const FitCommand& command) {
  need(!command.lower || !command.claim.empty(), "--lower needs --claim");
  const Window window = read_window(command.window);
  const double claim = command.claim.empty() ? 0 : read_number(command.claim, "--claim");
  need(command.claim.empty() || claim >= 0,
       "--claim is the a of a rate eps^-a: 0 or more, not " + command.claim);
  const CurveData data = read_trials(command);
  FitReport report{.source = command.data == "-" ? "standard input" : command.data,
                   .counter = data.counter,
                   .log_factor = log_factor_text(command, data),
                   .fit = fit_curve(data.trials, {.window = window}),
                   .claim = {},
                   .command = repeat(command)};
  need(report.fit.points.size() >= 2,
       command.data + ": all runs have one eps; an exponent needs two, its interval " +
           std::to_string(fewest_accuracies));
  if (!command.claim.empty()) {
    report.claim = judge_rate(command.claim, claim,
                              command.lower ? RateSide::lower : RateSide::upper, report.fit);
  }
  if (!command.out.empty()) {
    prepare_folder(command.out);
    write_file(command.out / "fit.json", to_json(report));
    write_file(command.out / "fit.md", to_markdown(report));
  }
  print(command.format == "json" ? to_json(report)
        : command.format == "md" ? to_markdown(report)
                                 : to_text(report, style_of(STDOUT_FILENO).width));
  return exit_code(report);
}

} // namespace assay::cli
