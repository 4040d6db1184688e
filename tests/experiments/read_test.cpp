// Experiments from TOML: what reads, and where and how each mistake is reported.
#include <assay/error.hpp>
#include <assay/experiments/cells.hpp>
#include <assay/experiments/read.hpp>

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

using namespace assay;

namespace {

const std::string base = "solver = \"sgd\"\ninstance = \"quadratic\"\nepsilon = 0.5\n";

// The message, or "reads".
std::string complaint(const std::string& text) {
  try {
    (void)read_experiment(text, "x.toml");
  } catch (const InvalidArgument& error) {
    return error.what();
  }
  return "reads";
}

bool says(const std::string& text, const std::string& begin) {
  const std::string message = complaint(text);
  UNSCOPED_INFO(message);
  return message.rfind(begin, 0) == 0 && message.find('\n') == std::string::npos;
}

} // namespace

TEST_CASE("the least experiment has a name, a seed and a budget") {
  const Experiment experiment = read_experiment(base, "some/where/small.toml");
  CHECK(experiment.name == "small");
  CHECK(experiment.solvers == std::vector<std::string>{"sgd"});
  CHECK(experiment.seed == 1);
  CHECK(experiment.budget == Budget{});
}

TEST_CASE("texts, braces, lists and tables of tables name the same grid") {
  const std::vector<std::string> grid = {"a:p=1,q=x", "a:p=1,q=y", "a:p=2,q=x", "a:p=2,q=y"};
  const auto solvers = [](const std::string& text) {
    return read_experiment(text + "\n[[instance]]\nname = \"quadratic\"\n[epsilon]\nfrom = 1\nto = "
                                  "0.1\npoints = 3\n",
                           "x")
        .solvers;
  };
  CHECK(solvers("solver = [\"a:q=x,p=1\", \"a:p=1,q=y\", \"a:p=2,q=x\", \"a:p=2.0,q=y\"]") == grid);
  CHECK(solvers("solver = \"a:p={1,2},q={y,x}\"") == grid);
  CHECK(solvers("solver = {name = \"a\", p = [1, 2], q = [\"x\", \"y\"]}") == grid);
  CHECK(solvers("[[solver]]\nname = \"a\"\np = 1\nq = \"x\"\n[[solver]]\nname = \"a\"\np = 1\nq = "
                "\"y\"\n[[solver]]\nname = \"a\"\np = [2]\nq = [\"x\", \"y\"]") == grid);
}

TEST_CASE("accuracies read the same as a number, list, text and table") {
  const auto epsilons = [](const std::string& value) {
    return read_experiment("solver = \"sgd\"\ninstance = \"quadratic\"\nepsilon = " + value, "x")
        .epsilons;
  };
  CHECK(epsilons("1") == std::vector<double>{1});
  CHECK(epsilons("[0.1, 1]") == std::vector<double>{1, 0.1});
  CHECK(epsilons("\"1..0.01:3\"") == epsilons("{from = 1, to = 0.01, points = 3}"));
}

TEST_CASE("budgets read the same as text and table") {
  const auto budget = [](const std::string& value) {
    return read_experiment(base + "budget = " + value, "x").budget;
  };
  CHECK(budget("\"30x\"") == budget("{factor = 30}"));
  CHECK(budget("\"1e6\"") == budget("{calls = 1000000}"));
  CHECK(budget("\"1e20/eps^4\"") == budget("{calls = \"1e20\", exponent = 4}"));
  CHECK(budget("\"1e20/eps^4\"") == budget("{calls = 1e20, exponent = 4.0}"));
  CHECK(budget("\"auto\"") == Budget{});
}

TEST_CASE("a list under tune makes candidates of each curve") {
  const Experiment experiment = read_experiment(
      "solver = {name = \"a\", p = [1, 2], tune = {s = [0.1, 0.2]}}\ninstance = \"b\"\nepsilon = "
      "1\n[tuning]\nseeds = 3\nover = \"instance\"\nper = \"curve\"",
      "x");
  CHECK(experiment.tuning.candidates.at("a:p=2") ==
        std::vector<std::string>{"a:p=2,s=0.1", "a:p=2,s=0.2"});
  CHECK(experiment.tuning.candidates.size() == 2);
  CHECK_FALSE(experiment.tuning.over_family);
  CHECK_FALSE(experiment.tuning.per_epsilon);
}

TEST_CASE("an unknown key is reported with its place and the nearest known key") {
  CHECK(
      says(base + "seedz = 3\n", "x.toml:4:1: unknown key \"seedz\"; did you mean seed or seeds?"));
  CHECK(says(base + "  [[pair]]\n  epsilonn = 3\n",
             "x.toml:5:3: unknown key \"epsilonn\"; did you mean epsilon?"));
  CHECK(
      says(base + "[tuning]\nsedes = 1", "x.toml:5:1: unknown key \"sedes\"; did you mean seeds?"));
  CHECK(says(base + "budget = { fcator = 3 }",
             "x.toml:4:12: unknown key \"fcator\"; did you mean factor?"));
  CHECK(says(base + "qqq = 1", "x.toml:4:1: unknown key \"qqq\"; the keys here are name, title,"));
  CHECK(says("solvers = \"sgd\"", "x.toml:1:1: unknown key \"solvers\"; did you mean solver?"));
}

TEST_CASE("a wrong type or value is reported where it stands") {
  CHECK(says(base + "seeds = \"3\"",
             "x.toml:4:9: expected a whole number from 1 to 100000, not a text"));
  CHECK(says(base + "seeds = 0", "x.toml:4:9: expected a whole number from 1 to 100000, not 0"));
  CHECK(says(base + "seeds = 1.5", "x.toml:4:9: "));
  CHECK(says(base + "seed = -1", "x.toml:4:8: "));
  CHECK(says(base + "title = 1979-05-27", "x.toml:4:9: expected a text, not a date or a time"));
  CHECK(says(base + "criterion = \"hiting\"", "x.toml:4:13: expected \"hitting\" or \"average\""));
  CHECK(says(base + "budget = 3", "x.toml:4:10: expected \"auto\", \"30x\""));
  CHECK(says(base + "budget = { factor = 3, calls = 3 }", "x.toml:4:10: "));
  CHECK(says(base + "budget = { factor = inf }", "x.toml:4:21: expected a finite number, not inf"));
  CHECK(says(base + "pair = 3", "x.toml:4:8: expected tables, [[pair]]"));
  CHECK(says(base + "[[pair]]\nskip = false", "x.toml:5:8: skip is true or a reason"));
  CHECK(says("instance = \"a\"\nepsilon = 1\nsolver = [\"a\", 3]", "x.toml:3:16: "));
  CHECK(says("instance = \"a\"\nepsilon = 1\nsolver = [{p = 3}]",
             "x.toml:3:11: this solver has no name"));
  CHECK(says("instance = \"a\"\nepsilon = 1\nsolver = {name = \"a\", p = []}",
             "x.toml:3:27: an empty"));
  CHECK(says("instance = \"a\"\nepsilon = 1\nsolver = {name = \"a\", p = nan}", "x.toml:3:27: "));
  CHECK(says("instance = \"a\"\nepsilon = 1\nsolver = {name = \"a\", p = \"1,q=2\"}",
             "x.toml:3:27: "));
  CHECK(says("instance = \"a\"\nepsilon = 1\nsolver = {name = \"a:p=1\"}", "x.toml:3:18: "));
}

TEST_CASE("contradictory, repeated and non-finite parameters are reported where they stand") {
  const std::string head = "solver = [\"sgd\"]\ninstance = \"a\"\n";
  CHECK(says(head + "epsilon = [0.5, nan]", "x.toml:3:17: expected a finite number, not nan"));
  CHECK(says(head + "epsilon = [0.5,\n  -0.1]", "x.toml:4:3: an accuracy"));
  CHECK(says(head + "epsilon = [0.5, 0.5]", "x.toml:3:11: the accuracy 0.5 comes twice"));
  CHECK(says(head + "epsilon = []", "x.toml:3:11: expected at least one accuracy"));
  CHECK(says(head + "epsilon = \"0.5..0.1\"", "x.toml:3:11: a range of accuracies says how many"));
  CHECK(
      says(head + "epsilon = {from = 1, to = 0.1}", "x.toml:3:11: a range of accuracies has from"));
  CHECK(says("epsilon = 1\ninstance = \"a\"\nsolver = [\n  \"a:p=1\",\n  \"a:p={2,1.0}\"]",
             "x.toml:5:3: a:p=1 comes twice"));
  CHECK(says("epsilon = 1\ninstance = \"a\"\nsolver = []",
             "x.toml:3:10: expected at least one solver"));
  CHECK(says("epsilon = 1\ninstance = \"a\"\n", "x.toml:1:1: expected at least one solver"));
  CHECK(says("epsilon = 1\ninstance = \"a\"\nsolver = \"b:x=inf\"", "x.toml:3:10: parameter x"));
  CHECK(says("seeds = 100000\nepsilon = \"1..0.1:11\"\ninstance = \"a\"\nsolver = \"b\"",
             "x.toml:1:1: these are 1100000 trials"));
  CHECK(says(base + "\n[[pair]]\nsolver = \"sdg\"\nseeds = 3", "x.toml:5:1: no pair matches"));
  CHECK(says(base + "[[pair]]\nseeds = 3\n[[pair]]\nseeds = 4", "x.toml:6:1: this rule and an"));
  CHECK(says(base + "[tuning]\nseeds = 3", "x.toml:4:1: no solver has candidates"));
  CHECK(says(base + "[tuning]\nseeds = 3\n[tuning.candidates]\n\"sgd\" = [\"sgd:a=1\", \"f:a=1\"]",
             "x.toml:7:1: candidates for sgd"));
  CHECK(says(base + "seed = 1\nseed = 2", "x.toml:5:"));
}

TEST_CASE("what is no TOML is reported with its place") {
  CHECK(says("solver = ", "x.toml:1:"));
  CHECK(says(base + "[# no key\n]", "x.toml:4:2: unexpected character"));
  CHECK(says(base + "[a.]", "x.toml:4:"));
  CHECK(says(std::string("a = \0", 5), "x.toml:1:5"));
  CHECK(says("\xff\xfe", "x.toml:1:1"));
  CHECK(says("a\nb", "x.toml:1:"));
  CHECK(says("a = 0.\xcb\x85", "x.toml:1:")); // U+02C5: undefined behaviour in toml++ 3.3 itself
  CHECK(says("\xc3\xa9 = 1", "x.toml:1:1: "));
}

TEST_CASE("deep nesting, long keys and large files end in a message") {
  const auto repeated = [](const std::string& text, int times) {
    std::string result;
    for (int i = 0; i < times; ++i) {
      result += text;
    }
    return result;
  };
  CHECK(says("a = " + repeated("[", 100'000), "x.toml:1:"));
  CHECK(says("a = " + repeated("{a = ", 50'000), "x.toml:1:"));
  CHECK(says(repeated("a.", 300'000) + "b = 1", "x.toml:1:"));
  CHECK(says("[" + repeated("a.", 300'000) + "b]", "x.toml:1:"));
  CHECK(says(repeated("\"a\" . ", 100'000) + "b = 1", "x.toml:1:"));
  CHECK(says("#" + std::string(1U << 20U, ' '), "x.toml:1:1: an experiment has at most 1 MiB"));
  CHECK(says(std::string(200'000, 'k') + " = 1", "x.toml:1:1: unknown key"));
  CHECK(complaint(std::string(200'000, 'k') + " = 1").size() < 500);
}

TEST_CASE("a file that is not there or is a folder cannot be read") {
  CHECK_THROWS_AS(read_experiment_file("no/such/file.toml"), FileError);
  CHECK_THROWS_AS(read_experiment_file("."), FileError);
}

TEST_CASE("every example reads, is small enough and writes what reads the same") {
  std::size_t read = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(ASSAY_ROOT "/examples/experiments")) {
    INFO(entry.path());
    const Experiment experiment = read_experiment_file(entry.path().string());
    CHECK(experiment.title != "");
    CHECK(experiment.name == entry.path().stem().string());
    CHECK(extent(experiment).trials >= 6);
    CHECK(read_experiment(to_toml(experiment), "again.toml") == experiment);
    // A slope and its interval need six accuracies (theory of the fit: k - 2 degrees of freedom).
    for (const std::string& solver : experiment.solvers) {
      for (const std::string& instance : experiment.instances) {
        CHECK(plan_of(experiment, solver, instance).epsilons.size() >= 6);
      }
    }
    ++read;
  }
  CHECK(read >= 9);
}

TEST_CASE("the complete example has every key") {
  std::ifstream file(ASSAY_ROOT "/examples/experiments/complete.toml");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  for (const char* key : {"name", "title", "solver", "instance", "epsilon", "seeds", "seed",
                          "criterion", "metric", "budget", "skip", "over", "per", "tune"}) {
    INFO(key);
    CHECK(text.find(std::string(key) + " = ") != std::string::npos);
  }
  CHECK(text.find("\n[[pair]]\n") != std::string::npos);
  CHECK(text.find("\n[tuning]\n") != std::string::npos);
}
