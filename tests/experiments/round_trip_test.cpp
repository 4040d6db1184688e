// Any experiment written as TOML reads back as itself.
#include <assay/experiments/read.hpp>

#include <catch2/catch.hpp>

#include "support/property.hpp"
#include <cmath>

using namespace assay;

namespace {

std::string line() {
  // Quotes, backslashes, a hash, an accent: what a TOML text must escape or leave alone.
  return *rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab \"\\#'={}[],.%"))) +
         *rc::gen::element(std::string(), std::string("\xc3\xa9"));
}

std::vector<std::string> selections(const std::string& name) {
  const auto numbers = *rc::gen::unique<std::vector<int>>(3, rc::gen::inRange(0, 100));
  std::vector<std::string> texts = {name + "_b"};
  for (const int number : numbers) {
    texts.push_back(name + ":q=" + std::to_string(number) + ",eta=" + std::to_string(number) +
                    ".5e-3");
  }
  return texts;
}

std::vector<double> accuracies() {
  std::vector<double> result;
  for (const int n :
       *rc::gen::nonEmpty(rc::gen::unique<std::vector<int>>(rc::gen::inRange(1, 5000)))) {
    result.push_back(n / 7.0 * std::pow(10, -(n % 12)));
  }
  return result;
}

Budget budget() {
  Budget result;
  if (*rc::gen::arbitrary<bool>()) {
    result.calls = static_cast<Count>(*rc::gen::inRange<std::int64_t>(1, INT64_MAX)) * 1000;
    result.exponent = *rc::gen::inRange(0, 60) / 10.0;
  } else {
    result.factor = *rc::gen::inRange(1, 1000) / 3.0;
  }
  return result;
}

Experiment arbitrary_experiment() {
  Experiment experiment;
  experiment.name = line();
  experiment.title = line();
  experiment.solvers = selections("sgd");
  experiment.instances = selections("quad");
  experiment.epsilons = accuracies();
  experiment.seeds = *rc::gen::inRange(1, 20);
  experiment.seed = static_cast<std::uint64_t>(*rc::gen::inRange<std::int64_t>(0, INT64_MAX));
  experiment.criterion = *rc::gen::element(std::string("hitting"), std::string("average"));
  experiment.metric = *rc::gen::element(std::string("gradient"), std::string("own"));
  experiment.budget = budget();
  if (*rc::gen::arbitrary<bool>()) {
    experiment.rules.push_back({.solver = "sgd_b", .skip = "because " + line()});
    experiment.rules.push_back(
        {.solver = "sgd", .epsilons = accuracies(), .seeds = *rc::gen::inRange(0, 9)});
    experiment.rules.push_back({.instance = "quad:*", .budget = budget(), .metric = "own"});
  }
  if (*rc::gen::arbitrary<bool>()) {
    experiment.tuning.seeds = *rc::gen::inRange(1, 5);
    experiment.tuning.over_family = *rc::gen::arbitrary<bool>();
    experiment.tuning.per_epsilon = *rc::gen::arbitrary<bool>();
    experiment.tuning.candidates["sgd_b"] = {"sgd_b:step=2", "sgd_b:step=10"};
  }
  return checked(experiment);
}

} // namespace

TEST_CASE("an experiment written as TOML reads back as itself") {
  testing::holds("round trip", [] {
    const Experiment experiment = arbitrary_experiment();
    const std::string text = to_toml(experiment);
    RC_ASSERT(read_experiment(text, "x.toml") == experiment);
    RC_ASSERT(to_toml(read_experiment(text, "y.toml")) == text);
  });
}

TEST_CASE("experiments that differ in any field differ in their text") {
  Experiment one;
  one.solvers = {"sgd", "f2sa"};
  one.instances = {"quadratic"};
  one.epsilons = {0.5, 0.1};
  one = checked(one);
  const auto differs = [&](const auto& change) {
    Experiment other = one;
    change(other);
    return to_toml(checked(other)) != to_toml(one);
  };
  using E = Experiment&;
  CHECK_FALSE(differs([](E) {}));
  CHECK(differs([](E e) { e.name = "x"; }));
  CHECK(differs([](E e) { e.title = "x"; }));
  CHECK(differs([](E e) { e.solvers = {"sgd"}; }));
  CHECK(differs([](E e) { e.instances = {"pl"}; }));
  CHECK(differs([](E e) { e.epsilons = {0.5, std::nextafter(0.1, 0)}; }));
  CHECK(differs([](E e) { e.seeds = 17; }));
  CHECK(differs([](E e) { e.seed = 2; }));
  CHECK(differs([](E e) { e.criterion = "average"; }));
  CHECK(differs([](E e) { e.metric = "own"; }));
  CHECK(differs([](E e) { e.budget.factor = 11; }));
  CHECK(differs([](E e) { e.rules = {{.solver = "sgd", .seeds = 3}}; }));
  CHECK(differs([](E e) {
    e.tuning.seeds = 1;
    e.tuning.candidates["sgd"] = {"sgd:a=1", "sgd:a=2"};
  }));
}
