// `assay curve` of a solver in a file: run, resumed, run again, and never mixed with another
// version.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <fstream>
#include <support/program.hpp>
#include <support/schema.hpp>

using program::content;
using program::Folder;
using program::Outcome;
using program::run;

namespace {

using Words = std::vector<std::string>;

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

Outcome in(const Folder& folder, const Words& words) {
  program::Setting setting;
  setting.folder = folder.path();
  return run(words, setting);
}

Words curve(const std::string& solver, const Words& more = {}) {
  Words words = {"curve", "--solver",  solver,     "--instance", "quadratic:kappa=2",
                 "--eps", "0.5,0.4",   "--budget", "1e5",        "--out",
                 "out",   "--threads", "2",        "--seeds",    "2"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

void refused(const Folder& folder, const Words& words, const std::string& part) {
  const Outcome found = in(folder, words);
  INFO(found.err);
  CHECK(found.code == 2);
  CHECK(has(found.err, part));
  CHECK(std::count(found.err.begin(), found.err.end(), '\n') == 1);
}

/// The template in C, as a library in the folder.
void make_library(const Folder& folder) {
  REQUIRE(in(folder, {"new", "solver", "mine", "--lang", "c"}).code == 0);
  REQUIRE(std::system(
              ("cd " + folder.path().string() + " && cc -shared -fPIC -I. mine.c -o libmine.so -lm")
                  .c_str()) == 0);
}

std::string first_key(const Folder& folder) {
  const std::string csv = in(folder, {"export", "out/results.sqlite"}).out;
  const std::size_t line = csv.find('\n') + 1;
  return csv.substr(line, csv.find(',', line) - line);
}

} // namespace

TEST_CASE("a library's curve is stored, resumed and run again; once it changes, it is another's") {
  const Folder folder;
  make_library(folder);
  const Outcome first = in(folder, curve("./libmine.so:K=20"));
  INFO(first.err << first.out);
  CHECK(first.code == 0); // no exponent is declared: nothing to judge
  CHECK(has(first.out, "libmine.so@"));
  CHECK(has(first.out, ":K=20 on quadratic:kappa=2"));
  CHECK(has(first.out, "no prediction"));
  CHECK(has(first.out, "2/2"));
  const std::string json = content(folder.path() / "out/curve.json");
  CHECK(schema_complaints("curve", json) == "");

  const Outcome again = in(folder, curve("libmine.so:K=20"));
  CHECK(has(again.err, "[4/4] stored by an earlier run"));
  CHECK(again.out == first.out);
  const std::string key = first_key(folder);
  const Outcome same = in(folder, {"rerun", "out/results.sqlite", key});
  INFO(same.out << same.err);
  CHECK(same.code == 0);
  CHECK(has(same.out, "the same, bit for bit"));

  // From a file, and with one parameter more: what is there is not run again.
  std::ofstream(folder.path() / "mine.toml")
      << "solver = { name = \"./libmine.so\", K = [20, 10] }\ninstance = \"quadratic:kappa=2\"\n"
         "epsilon = [0.5, 0.4]\nseeds = 2\nbudget = \"1e5\"\n"
         "[[pair]]\nsolver = \"libmine.so:K=10\"\nseeds = 1\n";
  const Outcome both = in(folder, {"curve", "mine.toml", "--out", "out"});
  INFO(both.err << both.out);
  CHECK(both.code == 0);
  CHECK(has(both.err, "[6/6]"));
  CHECK(has(both.out, "1/1"));
  CHECK(std::count(both.err.begin(), both.err.end(), '\n') <= 5);
  const Outcome plan = in(folder, {"curve", "mine.toml", "--plan"});
  CHECK(plan.code == 0);
  CHECK(has(plan.out, "6 trials in 4 cells"));

  // Another version: nothing of it is taken for the first's.
  REQUIRE(
      std::system(("cd " + folder.path().string() +
                   " && sed -i 's/0.5 \\* s->part/0.49 * s->part/' mine.c && cc -shared -fPIC -I. "
                   "mine.c -o libmine.so -lm")
                      .c_str()) == 0);
  const Outcome changed = in(folder, {"rerun", "out/results.sqlite", key});
  CHECK(changed.code == 2);
  CHECK(has(changed.err, "libmine.so has changed: its digest was "));
  const Outcome anew = in(folder, curve("./libmine.so:K=20"));
  CHECK_FALSE(has(anew.err, "stored by an earlier run"));
  CHECK(anew.out != first.out);
  std::filesystem::remove(folder.path() / "libmine.so");
  refused(folder, {"rerun", "out/results.sqlite", key}, "there is no file libmine.so");
}

TEST_CASE("a solver in a file that cannot be run is refused in one line") {
  const Folder folder;
  make_library(folder);
  refused(folder, curve("./none.so"), "there is no file none.so");
  refused(folder, curve("libmine.so:k=20"), "\"k\"");
  refused(folder, curve("libmine.so@0123456789abcdef"), "has changed");
  refused(folder, curve("mine.c"), "a name is made of letters");
  refused(folder, curve("./mine.c"), "a solver is a shared library");
  refused(folder, {"curve", "--solver", "libmine.so", "--instance", "quadratic", "--eps", "0.5"},
          "give calls");
  refused(folder, {"curve", "--solver", "sgd", "--instance", "./libmine.so", "--eps", "0.5"},
          "stands in no file");
}

TEST_CASE("a trial in which the solver breaks is broken, with its reason, and the others run") {
  const Folder folder;
  make_library(folder);
  // The constructor refuses this one; assay goes on.
  const Outcome found = in(folder, curve("libmine.so:nu={-1,0.05},K=20"));
  INFO(found.err << found.out);
  CHECK(found.code == 3); // one curve shows nothing
  CHECK(has(found.out, "0/2, 2 broken"));
  CHECK(has(found.out, "the solver refuses: nu, eta and eta_x are positive"));
  CHECK(has(found.out, "2/2"));
}

#ifdef ASSAY_HAS_PYTHON
TEST_CASE("a Python class has a curve, judged by the exponent it declares") {
  const Folder folder;
  REQUIRE(in(folder, {"new", "solver", "mine", "--lang", "python"}).code == 0);
  std::string text = content(folder.path() / "mine.py");
  const std::string order = "\"order\": 2,";
  REQUIRE(has(text, order));
  text.replace(text.find(order), order.size(), "\"order\": 2, \"exponent\": 30,");
  std::ofstream(folder.path() / "mine.py") << text;
  const Outcome found = in(folder, curve("mine.py:Mine:K=20"));
  INFO(found.err << found.out);
  CHECK(found.code == 3); // two accuracies decide nothing
  CHECK(has(found.out, "mine.py:Mine@"));
  CHECK(has(found.out, "inconclusive"));
  const nlohmann::json json =
      nlohmann::json::parse(content(folder.path() / "out/curve.json"))["curves"][0];
  CHECK(json["predicted"]["sfo"] == 30);
  CHECK(json["reason"] == "declared by the solver");
  CHECK(in(folder, {"rerun", "out/results.sqlite", first_key(folder)}).code == 0);
  refused(folder, curve("mine.py:Other"), "has no class Other");
}
#endif
