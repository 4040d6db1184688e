// What an experiment may not be, and that the complaint names the field.
#include <assay/experiments/experiment.hpp>
#include <assay/problems/solver_file.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <functional>

using namespace assay;

namespace {

Experiment small() {
  Experiment experiment;
  experiment.solvers = {"sgd", "f2sa"};
  experiment.instances = {"quadratic", "composite"};
  experiment.epsilons = {0.5, 0.1};
  return experiment;
}

// The field that is complained about once `change` is made; "none" if there is no complaint.
std::string field(const std::function<void(Experiment&)>& change) {
  Experiment experiment = small();
  change(experiment);
  try {
    checked(experiment);
  } catch (const BadExperiment& error) {
    return error.where;
  }
  return "none";
}

} // namespace

TEST_CASE("a right experiment has no fault, and checking it again changes nothing") {
  CHECK(field([](Experiment&) {}) == "none");
  CHECK(checked(checked(small())) == checked(small()));
}

TEST_CASE("each fault is found and named by its field") {
  using E = Experiment&;
  CHECK(field([](E e) { e.name = "two\nlines"; }) == "name");
  CHECK(field([](E e) { e.title = "\xff"; }) == "title");
  CHECK(field([](E e) { e.solvers = {}; }) == "solver");
  CHECK(field([](E e) { e.solvers = {"sgd", "sgd"}; }) == "solver[1]");
  CHECK(field([](E e) { e.solvers = {"a:p=2", "a:p=2.0"}; }) == "solver[1]");
  CHECK(field([](E e) { e.solvers = {"a:p=nan"}; }) == "solver[0]");
  CHECK(field([](E e) { e.instances[1] = ""; }) == "instance[1]");
  CHECK(field([](E e) { e.epsilons = {}; }) == "epsilon");
  CHECK(field([](E e) { e.epsilons = {0.1, std::nan("")}; }) == "epsilon");
  CHECK(field([](E e) { e.epsilons = {0.1, -0.1}; }) == "epsilon");
  CHECK(field([](E e) { e.epsilons = {0.1, 0.1}; }) == "epsilon");
  CHECK(field([](E e) { e.seeds = 0; }) == "seeds");
  CHECK(field([](E e) { e.seeds = 1'000'000; }) == "seeds");
  CHECK(field([](E e) { e.seed = ~std::uint64_t{0}; }) == "seed");
  CHECK(field([](E e) { e.criterion = "hiting"; }) == "criterion");
  CHECK(field([](E e) { e.metric = ""; }) == "metric");
  CHECK(field([](E e) { e.budget.factor = INFINITY; }) == "budget");
  CHECK(field([](E e) {
          e.seeds = 100'000;
          e.epsilons = {1, 2, 3};
        }) == "");
}

TEST_CASE("rules that say nothing, pick nothing or contradict are found") {
  using E = Experiment&;
  CHECK(field([](E e) { e.rules = {{}}; }) == "pair[0]");
  CHECK(field([](E e) { e.rules = {{.skip = "a", .seeds = 3}}; }) == "pair[0]");
  CHECK(field([](E e) { e.rules = {{.skip = "everything"}}; }) == "pair");
  CHECK(field([](E e) {
          e.rules = {{.solver = "f2sa", .skip = "a"}, {.solver = "f2saa", .skip = "b"}};
        }) == "pair[1]");
  CHECK(field([](E e) {
          e.rules = {{.solver = "sgd", .seeds = 3}, {.instance = "q*", .seeds = 4}};
        }) == "pair[1]");
  CHECK(field([](E e) {
          e.rules = {{.solver = "sgd", .seeds = 3}, {.instance = "q*", .metric = "own"}};
        }) == "none");
  CHECK(field([](E e) { e.rules = {{.epsilons = {0.1, 0.1}}}; }) == "pair[0].epsilon");
  CHECK(field([](E e) { e.rules = {{.seeds = -1}}; }) == "pair[0].seeds");
  CHECK(field([](E e) { e.rules = {{.metric = "mine"}}; }) == "pair[0].metric");
  CHECK(field([](E e) { e.rules = {{.budget = Budget{.factor = -1}}}; }) == "pair[0].budget");
  CHECK(field([](E e) { e.rules.assign(101, {.skip = "a"}); }) == "pair");
}

TEST_CASE("a tuning without candidates, seeds or a choice is found") {
  using E = Experiment&;
  CHECK(field([](E e) { e.tuning.seeds = 3; }) == "tuning");
  CHECK(field([](E e) { e.tuning.candidates["sgd"] = {"sgd:a=1", "sgd:a=2"}; }) == "tuning.seeds");
  const auto with = [](const std::string& curve, std::vector<std::string> candidates) {
    return field([&](E e) {
      e.tuning.seeds = 3;
      e.tuning.candidates[curve] = std::move(candidates);
    });
  };
  CHECK(with("sgd", {"sgd:a=1", "sgd:a=2"}) == "none");
  CHECK(with("sgd", {"sgd:a=1"}) == "tuning.candidates.sgd");
  CHECK(with("sgd", {}) == "tuning.candidates.sgd");
  CHECK(with("sgd", {"sgd:a=1", "f2sa:a=2"}) == "tuning.candidates.sgd");
  CHECK(with("sgd", {"sgd:a=1", "sgd:a=1.0"}) == "tuning.candidates.sgd[1]");
  CHECK(with("sdg", {"sdg:a=1", "sdg:a=2"}) == "tuning.candidates.sdg");
}

TEST_CASE("a pattern without a colon picks by name, one with a colon by the whole text") {
  Experiment experiment = small();
  experiment.solvers = {"f2sa", "f2sa_p:p=1", "f2sa_p:p=2"};
  experiment.rules = {{.solver = "f2sa_p", .seeds = 5},
                      {.solver = "*:p=2", .metric = "own"},
                      {.solver = "f2sa:", .metric = "own"}};
  experiment = checked(experiment);
  CHECK(plan_of(experiment, "f2sa", "quadratic").seeds == 16);
  CHECK(plan_of(experiment, "f2sa_p:p=1", "quadratic").seeds == 5);
  CHECK(plan_of(experiment, "f2sa", "quadratic").metric == "own");
  CHECK(plan_of(experiment, "f2sa_p:p=1", "quadratic").metric == "gradient");
  CHECK(plan_of(experiment, "f2sa_p:p=2", "quadratic").metric == "own");
}

TEST_CASE(
    "solvers in files take other names in lists and candidates, and patterns still pick them") {
  Experiment experiment = small();
  experiment.solvers = {"./lib.so", "my.py:C:K=2", "sgd"};
  experiment.tuning = {.seeds = 1, .candidates = {{"lib.so", {"lib.so:K=1", "lib.so:K=2"}}}};
  experiment.rules = {{.solver = "lib.so", .seeds = 5},
                      {.solver = "my.py:C:K=2", .metric = "own"},
                      {.solver = "my.py:*", .seeds = 7}};
  experiment = checked(experiment);
  const std::string digest = "@0123456789abcdef";
  const Experiment named = renamed(experiment, [&](const std::string& text) {
    return text == "sgd"
               ? text
               : text.substr(0, end_of_name(text)) + digest +
                     (text.find("K=") == std::string::npos ? "" : text.substr(end_of_name(text)));
  });
  CHECK(named.solvers ==
        std::vector<std::string>{"lib.so" + digest, "my.py:C" + digest + ":K=2", "sgd"});
  CHECK(named.tuning.candidates.at("lib.so" + digest).at(1) == "lib.so" + digest + ":K=2");
  CHECK(plan_of(named, "lib.so" + digest, "quadratic").seeds == 5);
  CHECK(plan_of(named, "my.py:C" + digest + ":K=2", "quadratic").metric == "own");
  CHECK(plan_of(named, "my.py:C" + digest + ":K=2", "quadratic").seeds == 7);
  CHECK(plan_of(named, "sgd", "quadratic").seeds == 16);
}
