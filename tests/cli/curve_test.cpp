// `assay curve` as a user meets it: one small experiment, its files, its refusals.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

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
