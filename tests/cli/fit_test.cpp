#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <support/program.hpp>
#include <support/schema.hpp>

using program::content;
using program::Folder;
using program::Outcome;
using program::run;

namespace {

const std::string example = std::string(ASSAY_ROOT) + "/examples/runs.csv";

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// Writes a log in the folder, runs `assay fit` on it.
Outcome fit(const Folder& folder, const std::string& text, std::vector<std::string> options = {}) {
  const std::filesystem::path file = folder.path() / "data.csv";
  std::ofstream(file, std::ios::binary) << text;
  options.insert(options.begin(), {"fit", "data.csv"});
  program::Setting setting;
  setting.folder = folder.path();
  return run(options, setting);
}

/// calls = eps^-3 with an alternating factor, at `k` accuracies from `eps` down.
std::string cubic(int k, double eps = 0.5) {
  std::string text = "eps,calls\n";
  for (int i = 0; i < k; ++i) {
    const double at = eps * std::pow(0.7, i);
    text += std::to_string(at) + "," + std::to_string(std::pow(at, -3) * (i % 2 == 0 ? 90 : 110)) +
            "\n";
  }
  return text;
}

} // namespace

TEST_CASE("the example's exponent, interval, window, advice and the command to repeat it") {
  const Outcome found = run({"fit", example});
  CHECK(found.code == 0);
  CHECK(found.err.empty());
  for (const char* part :
       {"runs at 8 accuracies, counter calls", "exponent   ", ", raw", "of ERT / log_factor",
        "window     eps 0.02..0.5, 8 accuracies", "Student's t with 6 degrees of freedom",
        "advice     ", "runs failed", "repeat     assay fit "}) {
    INFO(found.out);
    CHECK(has(found.out, part));
  }
}

TEST_CASE("JSON satisfies its schema and holds the truth that the example was made from") {
  const Outcome found = run({"fit", example, "--format", "json", "--claim", "4"});
  CHECK(found.code == 0);
  CHECK(schema_complaints("fit", found.out).empty());
  const nlohmann::json json = nlohmann::json::parse(found.out);
  const nlohmann::json& exponent = json["exponents"]["calls"];
  CHECK(exponent["log_corrected_interval"][0] < 4);
  CHECK(exponent["log_corrected_interval"][1] > 4);
  CHECK(exponent["window"][0] == 0.02);
  CHECK(json["points"].size() == 8);
  CHECK(json["points"][0]["trials"] == 20);
  CHECK(json["local_exponents"].size() == 7);
  CHECK(json["claim"]["verdict"] == "supported");
  CHECK(json["command"] == "assay fit " + example + " --claim 4");
}

TEST_CASE("the schema refuses what a fit must not say") {
  nlohmann::json json = nlohmann::json::parse(run({"fit", example, "--format", "json"}).out);
  json["exponents"]["calls"]["raw"] = nullptr;
  CHECK_FALSE(schema_complaints("fit", json.dump()).empty());
}

TEST_CASE("a claim decides the exit code") {
  const Folder folder;
  const std::string data = cubic(12);
  const auto code = [&](std::vector<std::string> options) {
    return fit(folder, data, options).code;
  };
  CHECK(code({}) == 0);
  CHECK(code({"--claim", "3.2"}) == 0);
  CHECK(code({"--claim", "2"}) == 1);
  CHECK(code({"--claim", "2.9"}) == 3);
  CHECK(code({"--claim", "8/3", "--lower"}) == 0);
  CHECK(code({"--claim", "4", "--lower"}) == 1);
  CHECK(
      has(fit(folder, data, {"--claim", "14/3", "--lower"}).out, "refuted: lower rate eps^-14/3"));
}

TEST_CASE("below 6 accuracies there is no interval: undecided") {
  const Folder folder;
  const Outcome found = fit(folder, cubic(5));
  CHECK(found.code == 3);
  CHECK(has(found.out, "[-inf, inf], raw"));
  CHECK(has(found.out, "an interval needs at least 6"));
  CHECK(fit(folder, cubic(5), {"--claim", "9"}).code == 3);
  CHECK(fit(folder, cubic(12), {"--window", "0.2..0.5"}).code == 3);
  const Outcome json = fit(folder, cubic(5), {"--format", "json"});
  CHECK(schema_complaints("fit", json.out).empty());
  CHECK(nlohmann::json::parse(json.out)["exponents"]["calls"]["raw_interval"][1] == "inf");
}

TEST_CASE("nothing reached in the window has no exponent, and JSON says so without null") {
  const Folder folder;
  for (const char* window : {"5..6", "0.4..0.6"}) {
    const Outcome found = fit(folder, cubic(8), {"--window", window, "--format", "json"});
    CHECK(found.code == 3);
    CHECK(schema_complaints("fit", found.out).empty());
    CHECK_FALSE(nlohmann::json::parse(found.out).contains("exponents"));
  }
  CHECK(fit(folder, "eps,calls,success\n0.5,9,0\n0.2,9,0\n").code == 3);
}

TEST_CASE("the command that a report names makes that report again") {
  const Folder folder;
  const std::vector<std::string> options = {"--claim", "7/2", "--lower", "--window", "0.01..0.4"};
  const Outcome first = fit(folder, cubic(12), options);
  CHECK(has(first.out, "repeat     assay fit data.csv --claim 7/2 --lower --window 0.01..0.4"));
  CHECK(fit(folder, cubic(12), options).out == first.out);
}

TEST_CASE("files go to the folder that is asked for, and are what stdout gets") {
  const Folder folder;
  const std::string out = (folder.path() / "made").string();
  for (const char* format : {"json", "md"}) {
    const Outcome found = fit(folder, cubic(8), {"--out", out, "--format", format});
    CHECK(found.code == 0);
    CHECK(content(out + "/fit." + format) == found.out);
  }
  CHECK(has(content(out + "/fit.md"), "| eps | runs | reached | ERT |"));
  CHECK(fit(folder, cubic(8), {"--out", "/dev/null/x"}).code == 5);
}

TEST_CASE("log(1/eps) is divided out at small accuracies only") {
  const Folder folder;
  const Outcome large = fit(folder, cubic(8), {"--log-factor", "log"});
  CHECK(large.code == 2);
  CHECK(has(large.err, "eps <= 1e-6 only"));
  const std::string small = "eps,calls\n1e-7,1e21\n1e-8,2e24\n1e-9,1e27\n1e-10,2e30\n1e-11,1e33\n"
                            "1e-12,1e36\n";
  const Outcome found = fit(folder, small, {"--log-factor", "log"});
  CHECK(found.code == 0);
  CHECK(has(found.out, "of ERT / log(1/eps)"));
}

TEST_CASE("bad input is one line with file, line and column, and exit code 2") {
  const Folder folder;
  const auto refused = [&folder](const std::string& text, std::vector<std::string> options,
                                 const std::string& part) {
    const Outcome found = fit(folder, text, std::move(options));
    INFO(found.err);
    CHECK(found.code == 2);
    CHECK(found.out.empty());
    CHECK(std::count(found.err.begin(), found.err.end(), '\n') == 1);
    CHECK(has(found.err, part));
  };
  refused("eps,calls\n0.5,ten\n", {}, "assay: data.csv: line 2, column 5: \"calls\": \"ten\"");
  refused("", {}, "data.csv: line 1, column 1: no header");
  refused("eps,calls\n0.5,1\n0.5,2\n", {}, "all runs have one eps");
  refused(cubic(8), {"--counter", "n_gy"}, "no column \"n_gy\"");
  refused(cubic(8), {"--log-factor", "factor"}, "no column \"factor\"");
  refused(cubic(8), {"--window", "0.1"}, "write LO..HI");
  refused(cubic(8), {"--window", "0.5..0.1"}, "0 < LO <= HI");
  refused(cubic(8), {"--window", "a..b"}, "--window");
  refused(cubic(8), {"--claim", "four"}, "--claim");
  refused(cubic(8), {"--lower"}, "--lower needs --claim");
  refused(cubic(8), {"--format", "html"}, "--format");
  CHECK(run({"fit"}).code == 2);
}

TEST_CASE("a file that cannot be read is exit code 5") {
  const Folder folder;
  const Outcome missing = run({"fit", (folder.path() / "none.csv").string()});
  CHECK(missing.code == 5);
  CHECK(has(missing.err, "No such file"));
  const Outcome directory = run({"fit", folder.path().string()});
  CHECK(directory.code == 5);
  CHECK(has(directory.err, "it is a folder"));
}

TEST_CASE("the help has examples and the format") {
  const Outcome help = run({"fit", "--help"});
  CHECK(help.code == 0);
  for (const char* part : {"eps,calls,success", "Examples", "--claim 14/3 --lower", "Exit codes",
                           "--window", "--log-factor"}) {
    CHECK(has(help.out, part));
  }
}
