// `assay curve` as a user meets it: one small experiment, its files, its refusals.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <fstream>
#include <support/program.hpp>
#include <support/schema.hpp>

using program::content;
using program::Folder;
using program::Outcome;
using program::run;
using program::Setting;

namespace {

using Words = std::vector<std::string>;

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// A run of about a second: F2SA-p where it is fast.
Words small(const Words& more = {}) {
  Words words = {"curve", "--solver",   "f2sa_p:p=2", "--instance", "composite",
                 "--eps", "0.5..0.3:6", "--seeds",    "4"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

/// The command must fail with this code and one line that holds `part`.
void refused(const Words& words, int code, const std::string& part) {
  const Outcome found = run(words);
  INFO(found.err);
  CHECK(found.code == code);
  CHECK(has(found.err, part));
  CHECK(std::count(found.err.begin(), found.err.end(), '\n') == 1);
  CHECK(found.out.empty());
}

} // namespace

TEST_CASE("a small experiment: table, files, JSON by its schema") {
  const Folder folder;
  const std::string out = folder.path() / "out";
  const Outcome found = run(small({"--out", out}));
  INFO(found.err << found.out);
  CHECK((found.code == 0 || found.code == 3)); // six accuracies, four seeds: it may be undecided
  for (const char* part : {"f2sa_p:p=2", "composite", "sfo", "~5", "6 eps", "4/4", "mean n_gy"}) {
    CHECK(has(found.out, part));
  }
  const std::string json = content(out + "/curve.json");
  CHECK(schema_complaints("curve", json) == "");
  const nlohmann::json curve = nlohmann::json::parse(json)["curves"][0];
  CHECK(curve["predicted"]["sfo"] == 5);
  CHECK(curve["points"].size() == 6);
  CHECK(curve["points"][0]["eps"] == 0.5);
  CHECK(curve["points"][0]["counters"]["n_hvp"] == "0");
  CHECK(curve["points"][5]["counters"]["sfo"].get<std::string>().size() > 6);
  CHECK(has(content(out + "/curve.md"), "| f2sa"));
  CHECK(std::filesystem::exists(out + "/run.json"));
  // The schema refuses what it must not say.
  nlohmann::json bad = nlohmann::json::parse(json);
  bad["curves"][0]["points"][0]["counters"]["sfo"] = 12;
  CHECK_FALSE(schema_complaints("curve", bad.dump()).empty());
  bad = nlohmann::json::parse(json);
  bad["curves"][0]["exponents"]["calls"] = bad["curves"][0]["exponents"]["sfo"];
  CHECK_FALSE(schema_complaints("curve", bad.dump()).empty());

  // The same command again runs nothing and prints the same.
  const Outcome again = run(small({"--out", out, "--threads", "1"}));
  CHECK(again.out == found.out);
  CHECK(has(again.err, "[24/24] stored by an earlier run"));
  // Another folder, another number of threads: the same bytes.
  const std::string other = folder.path() / "other";
  CHECK(run(small({"--out", other, "--threads", "1", "--format", "json"})).out == json);
}

TEST_CASE("what cannot be run is refused in one line") {
  const Folder folder;
  const std::string out = folder.path() / "out";
  const auto words = [&](const char* solver, const char* instance, const char* eps) {
    return Words{"curve", "--solver", solver, "--instance", instance, "--eps", eps, "--out", out};
  };
  refused({"curve", "--solver", "f2sa_p"}, 2, "--instance");
  refused(words("f2sap", "composite", "0.5"), 2, "f2sa_p");
  refused(words("f2sa_p", "composit", "0.5"), 2, "composite");
  refused(words("f2sa_p:q=2", "composite", "0.5"), 2, "q");
  refused(words("f2sa_p:p=0", "composite", "0.5"), 2, "p");
  refused(words("f2sa_p:p=nan", "composite", "0.5"), 2, "p");
  refused(words("f2sa_p:eta=inf", "composite", "0.5"), 2, "eta");
  refused(words("f2sa_p", "composite", "0.5..0.3"), 2, "--eps");
  refused(words("f2sa_p", "composite", "nan"), 2, "--eps: ");
  refused(words("f2sa_p", "composite", "0.5,0.5"), 2, "twice");
  refused(words("f2sa_p", "logistic", "0.5"), 2, "logistic");
  refused(words("f2sa_p", "quadratic:noise=heavy,products=1", "0.5"), 2,
          "noise=heavy has no parameter products");
  refused(small({"--budget", "lots"}), 2, "--budget");
  refused(small({"--seeds", "0"}), 2, "seeds");
  refused(small({"--criterion", "best"}), 2, "criterion");
  refused({"curve", "no_such.toml", "--eps", "0.5"}, 2, "no_such.toml");
  CHECK_FALSE(std::filesystem::exists(out)); // nothing was begun
}

TEST_CASE("a solver that diverges is recorded as diverged, not a crash") {
  const Folder folder;
  const std::string out = folder.path() / "out";
  const Outcome found = run({"curve", "--solver", "f2sa_p:eta=1e6", "--instance", "composite",
                             "--eps", "0.5", "--seeds", "2", "--out", out});
  CHECK(found.code == 3); // vacuous: nothing reached
  CHECK(has(found.out, "0/2, 2 diverged"));
  CHECK(has(found.out, "vacuous"));
  const nlohmann::json curve = nlohmann::json::parse(content(out + "/curve.json"))["curves"][0];
  CHECK(curve["points"][0]["ert"] == "inf");
  CHECK(curve["points"][0]["diverged"] == 2);
}

TEST_CASE("a budget below what theory expects is warned of, in one line") {
  const Folder folder;
  const auto warning = [&](const Words& more) {
    Words words = small({"--plan", "--out", folder.path() / "out"});
    words.insert(words.end(), more.begin(), more.end());
    return run(words).err;
  };
  CHECK_FALSE(has(warning({}), "warning"));
  CHECK_FALSE(has(warning({"--budget", "1x"}), "warning")); // rounded down to three digits
  const std::string half = warning({"--budget", "0.5x"});
  CHECK(
      has(half, "warning: the budget of 6 of 6 cells is below what theory expects, at 0.5 of it"));
  CHECK(std::count(half.begin(), half.end(), '\n') == 1);
  // One number for all accuracies: enough for the coarse ones alone.
  const std::string fixed = warning({"--budget", "1e14"});
  CHECK(has(fixed, "the budget of 4 of 6 cells"));
  CHECK(has(fixed, "at eps 0.3:"));
  const Outcome found =
      run({"curve", "--solver", "f2sa_p:p=2", "--instance", "composite", "--eps", "0.5", "--seeds",
           "1", "--budget", "0.01x", "--out", folder.path() / "run"});
  CHECK(has(found.err, "warning: the budget of 1 of 1 cells"));
}

TEST_CASE("a plan shows each schedule once for each pair and accuracy, as text and as JSON") {
  const Words words = {"curve",        "--solver", "f2sa_p:p={1,2}", "--instance", "composite",
                       "lifted_chain", "--eps",    "0.5,0.4",        "--seeds",    "2",
                       "--plan"};
  Words json = words;
  json.insert(json.end(), {"--format", "json"});
  const nlohmann::json plan = nlohmann::json::parse(run(json).out);
  CHECK(plan["schema"] == "assay/plan/1");
  CHECK(plan["totals"]["trials"] == 16);
  REQUIRE(plan["cells"].size() == 8);
  for (const nlohmann::json& cell : plan["cells"]) {
    const nlohmann::json& schedule = cell["schedule"];
    CHECK(schedule.size() == 5); // what f2sa_p's plan has
    const double eta_x =
        cell["eps"].get<double>() / 2 / (cell["instance"] == "composite" ? 153 : 1);
    CHECK(schedule["eta_x"].get<double>() == Approx(eta_x));
    CHECK(schedule["K"].get<double>() == std::floor(schedule["K"].get<double>()));
  }
  const std::string text = run(words).out;
  std::size_t shown = 0;
  for (auto at = text.find("eta_x = "); at != std::string::npos;
       at = text.find("eta_x = ", at + 1)) {
    ++shown;
  }
  CHECK(shown == 8);
  CHECK(has(text, "nu = "));
  // Where nothing applies, why: no trace of a number that no schedule can have.
  const Outcome none = run(
      {"curve", "--solver", "f2sa_p:p=9", "--instance", "lifted_chain", "--eps", "0.5", "--plan"});
  CHECK(none.code == 2);
  CHECK(has(none.err, "is not run: no constant of the bias is known for p = 9 on this instance\n"));
  CHECK_FALSE(has(none.err, "10^37"));
  Words markdown = words;
  markdown.insert(markdown.end(), {"--format", "md"});
  refused(markdown, 2, "text or json");
}

TEST_CASE("a tuned experiment runs, resumes and reports what was chosen") {
  const Folder folder;
  const auto file = [&](int seeds) {
    const std::string path = folder.path() / ("tuned" + std::to_string(seeds) + ".toml");
    std::ofstream(path) << "name = \"tuned\"\n"
                           "solver = [\"f2sa_p:p=2\", "
                           "{ name = \"f2sa_p\", p = 2, samples = \"shared\","
                           " tune = { eta_x = [0.0004, 0.0016] } }]\n"
                           "instance = \"composite\"\n"
                           "epsilon = [0.5, 0.4]\n"
                           "seeds = "
                        << seeds << "\n[tuning]\nseeds = 2\nper = \"curve\"\n";
    return path;
  };
  const auto tuned = [&](int seeds, const std::string& out) {
    return run({"curve", file(seeds), "--threads", "1", "--out", folder.path() / out});
  };
  const Outcome whole = tuned(3, "whole");
  INFO(whole.err << whole.out);
  CHECK(whole.code == 3); // two accuracies decide nothing
  CHECK(has(whole.out, "chosen"));
  CHECK(has(whole.out, "f2sa_p:eta_x=0.0016,p=2,")); // four times as far a step
  CHECK_FALSE(has(whole.out, "eta_x=4e-04"));
  CHECK(has(content(folder.path() / "whole/curve.md"), "chosen"));
  const std::string json = content(folder.path() / "whole/curve.json");
  CHECK(schema_complaints("curve", json) == "");
  int chosen = 0;
  const nlohmann::json report = nlohmann::json::parse(json);
  for (const nlohmann::json& curve : report["curves"]) {
    for (const nlohmann::json& point : curve["points"]) {
      chosen += point["solver"] == "f2sa_p:eta_x=0.0016,p=2,samples=shared" ? 1 : 0;
    }
  }
  CHECK(chosen == 2);

  // The candidates' trials and two of three of those that measure, then the rest.
  CHECK(tuned(2, "parts").code == 3);
  const Outcome resumed = tuned(3, "parts");
  CHECK(has(resumed.err, "[8/8] stored by an earlier run")); // 2 candidates, accuracies, seeds
  CHECK(resumed.out == whole.out);
  CHECK(content(folder.path() / "parts/curve.json") == json);
  const std::string trials = run({"export", folder.path() / "parts/results.sqlite"}).out;
  CHECK(trials == run({"export", folder.path() / "whole/results.sqlite"}).out);
  // 8 that choose, numbered from 2^30 on, and 2 curves of 2 accuracies with 3 seeds.
  std::size_t choosing = 0;
  for (auto at = trials.find(",107374182"); at != std::string::npos;
       at = trials.find(",107374182", at + 1)) {
    ++choosing;
  }
  CHECK(choosing == 8);
  CHECK(std::count(trials.begin(), trials.end(), '\n') == 1 + 8 + 12);
}
