#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <csignal>
#include <support/program.hpp>
#include <support/schema.hpp>
#include <support/well_formed.hpp>

using program::content;
using program::Folder;
using program::Outcome;
using program::Setting;

namespace {

/// Cheap, exact and in every build.
const std::string claim = "finite_differences/order_conditions";

Outcome verify(std::vector<std::string> arguments, const Folder& folder, Setting setting = {}) {
  arguments.insert(arguments.begin(), {"verify", "--out", folder.path().string()});
  return program::run(arguments, setting);
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

bool one_line(const std::string& text) {
  return std::count(text.begin(), text.end(), '\n') == 1 && text.starts_with("assay: ");
}

} // namespace

TEST_CASE("a claim is verified: results on stdout, progress on stderr, reports in the folder") {
  const Folder folder;
  const Outcome run = verify({claim}, folder);
  CHECK(run.code == 0);
  CHECK(run.out.starts_with("1 claim: 1 supported,"));
  CHECK(has(run.out, "finite_differences/"));
  CHECK(has(run.err, "[1/1] supported"));
  CHECK(has(run.err, claim));
  CHECK_FALSE(has(run.out, "\x1b"));
  CHECK_FALSE(has(run.err, "\x1b"));
  CHECK(schema_complaints("ledger", content(folder.path() / "ledger.json")).empty());
  CHECK(content(folder.path() / "ledger.md").starts_with("# The ledger"));
  CHECK(nesting_fault(content(folder.path() / "ledger.html")).empty());
  const nlohmann::json run_json = nlohmann::json::parse(content(folder.path() / "run.json"));
  CHECK(run_json["exit_code"] == 0);
  CHECK(run_json["seconds_per_claim"].contains(claim));
  CHECK(has(run_json["command_line"], claim));
  CHECK(run_json["threads"] >= 1);
  CHECK_FALSE(run_json["compiler"].get<std::string>().empty());
}

TEST_CASE("quiet means no progress") {
  const Folder folder;
  const Outcome run = verify({claim, "--quiet"}, folder);
  CHECK(run.code == 0);
  CHECK(run.err.empty());
}

TEST_CASE("each format goes to stdout, equal to the file where there is one") {
  const Folder folder;
  const auto out = [&folder](const char* format) {
    return verify({claim, "-q", "--effort", "smoke", "--format", format}, folder).out;
  };
  for (const char* format : {"json", "md", "html"}) {
    const std::string printed = out(format);
    CHECK(printed == content(folder.path() / ("ledger." + std::string(format))));
  }
  const std::string junit = out("junit");
  CHECK(has(junit, "<testsuites tests="));
  CHECK(nesting_fault(junit).empty());
}

TEST_CASE("reports are the same bytes on one thread and on two") {
  const Folder one;
  const Folder two;
  const std::string glob = "finite_differences/*";
  REQUIRE(verify({glob, "hypergradient/envelope_in_x", "--effort", "smoke", "--threads", "1"}, one)
              .code == 0);
  REQUIRE(verify({glob, "hypergradient/envelope_in_x", "--effort", "smoke", "--threads", "2"}, two)
              .code == 0);
  for (const char* file : {"ledger.json", "ledger.md", "ledger.html"}) {
    CHECK_FALSE(content(one.path() / file).empty());
    CHECK(content(one.path() / file) == content(two.path() / file));
  }
}

TEST_CASE("--p and --seed reach the claims, and the result says how to repeat it") {
  const Folder folder;
  const Outcome run =
      verify({claim, "--p", "2,4..6", "--seed", "9", "--format", "json", "-q"}, folder);
  CHECK(run.code == 0);
  const nlohmann::json json = nlohmann::json::parse(run.out);
  std::vector<int> orders;
  for (const nlohmann::json& row : json["claims"][0]["rows"]) {
    orders.push_back(row["p"]);
  }
  CHECK(orders == std::vector<int>{2, 4, 5, 6});
  CHECK(json["seed"] == 9);
  CHECK(json["claims"][0]["reproduce"] ==
        "assay verify " + claim + " --effort normal --seed 9 --p 2,4..6");
}

TEST_CASE("an order that no claim has leaves nothing to look at: vacuous, exit 3") {
  const Folder folder;
  const Outcome run = verify({claim, "--p", "999", "-q"}, folder);
  CHECK(run.code == 3);
  CHECK(has(run.out, "VACUOUS"));
}

TEST_CASE("a claim that is unknown is one line with the nearest names, exit 2") {
  const Folder folder;
  for (const char* typed : {"finite_diferences/order_conditions", "order_condition"}) {
    const Outcome run = verify({typed}, folder);
    CHECK(run.code == 2);
    CHECK(run.out.empty());
    CHECK(one_line(run.err));
    CHECK(has(run.err, "did you mean " + claim));
  }
  const Outcome glob = verify({"nothing/*", claim}, folder);
  CHECK(glob.code == 2);
  CHECK(has(glob.err, "no claim matches \"nothing/*\"; assay list claims shows them all"));
  CHECK(has(verify({"finite_diferences/*"}, folder).err, "did you mean finite_differences/*?"));
}

TEST_CASE("bad options are one line, exit 2, before any work") {
  const Folder folder;
  const std::vector<std::vector<std::string>> wrong = {{"--digits", "14"},
                                                       {"--digits", "1001"},
                                                       {"--digits", "many"},
                                                       {"--p", "4..1"},
                                                       {"--p", "1,,2"},
                                                       {"--effort", "huge"},
                                                       {"--effort", "starved"},
                                                       {"--evidence", "strong"},
                                                       {"--seed", "-1"},
                                                       {"--threads", "0"},
                                                       {"--format", "pdf"},
                                                       {"--nonsense"},
                                                       {"--stencil=1:1 2:3"},
                                                       {"--stencil=0 0 1"},
                                                       {"--stencil=x"},
                                                       {"--stencil=0:-1 1"},
                                                       {"--stencil=1"},
                                                       {"--stencil=0 1", claim},
                                                       {"--stencil=0 1", "--format", "html"}};
  for (const auto& arguments : wrong) {
    const Outcome run = verify(arguments, folder);
    INFO(arguments.front() << (arguments.size() > 1 ? " " + arguments[1] : ""));
    CHECK(run.code == 2);
    CHECK(run.out.empty());
    CHECK(one_line(run.err));
  }
  CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("evidence that no chosen claim has is an error, not an empty success") {
  const Folder folder;
  const Outcome run = verify({"chen2026_f2sa_p/bias_order", "--evidence", "exact"}, folder);
  CHECK(run.code == 2);
  CHECK(has(run.err, "evidence exact"));
}

TEST_CASE("a folder that cannot be written is found before the work, exit 5") {
  const Outcome run = program::run({"verify", claim, "--out", "/dev/null/reports"});
  CHECK(run.code == 5);
  CHECK(run.out.empty());
  CHECK(one_line(run.err));
  CHECK(has(run.err, "/dev/null/reports"));
}

TEST_CASE("a report that cannot be written later: the others are, the table is printed, exit 5") {
  const Folder folder;
  std::filesystem::create_directories(folder.path() / "ledger.json" / "in the way");
  const Outcome run = verify({claim}, folder);
  CHECK(run.code == 5);
  CHECK(run.out.starts_with("1 claim: 1 supported,"));
  CHECK(has(run.err, "cannot write"));
  CHECK(std::filesystem::exists(folder.path() / "ledger.md"));
  CHECK(std::filesystem::exists(folder.path() / "run.json"));
}

TEST_CASE("a full standard output: the reports are written all the same, exit 5") {
  const Folder folder;
  const Outcome run = verify({claim}, folder, {.out_path = "/dev/full"});
  CHECK(run.code == 5);
  CHECK(has(run.err, "standard output"));
  CHECK(std::filesystem::exists(folder.path() / "ledger.json"));
}

TEST_CASE("an interruption reports and writes what was finished: 130 and 143") {
  for (const int signal : {SIGINT, SIGTERM}) {
    const Folder folder;
    const Outcome run = verify({"--effort", "full", "--threads", "1", "--format", "json"}, folder,
                               {.signal = signal, .signal_after = "] "});
    CHECK(run.code == 128 + signal);
    REQUIRE_FALSE(run.out.empty());
    CHECK(schema_complaints("ledger", run.out).empty());
    const nlohmann::json json = nlohmann::json::parse(run.out);
    CHECK_FALSE(json["claims"].empty());
    CHECK_FALSE(json["not_run"].empty());
    CHECK(content(folder.path() / "ledger.json") == run.out);
    CHECK(nlohmann::json::parse(content(folder.path() / "run.json"))["exit_code"] == 128 + signal);
  }
}

TEST_CASE("colour is for terminals, and NO_COLOR is honoured") {
  const Folder folder;
  const Outcome coloured = verify({claim, "-q"}, folder, {.terminal = true});
  CHECK(coloured.code == 0);
  CHECK(has(coloured.out, "\x1b[1;32m"));
  const Outcome plain =
      verify({claim, "-q"}, folder, {.environment = {"NO_COLOR=1"}, .terminal = true});
  CHECK(plain.code == 0);
  CHECK_FALSE(has(plain.out, "\x1b"));
  CHECK(has(plain.out, "supported"));
}

TEST_CASE("reports go to ./assay-out if nothing else is said") {
  const Folder folder;
  CHECK(program::run({"verify", claim, "-q"}, {.folder = folder.path()}).code == 0);
  CHECK(std::filesystem::exists(folder.path() / "assay-out" / "ledger.html"));
}
