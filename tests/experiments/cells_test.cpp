// The work of an experiment: each trial once, in an order that the user's file does not decide.
#include <assay/experiments/cells.hpp>
#include <assay/experiments/run_trial.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <limits>
#include <set>

using namespace assay;

namespace {

double constant(const std::string&, const std::string&, double epsilon) { return 100 / epsilon; }

Experiment small() {
  Experiment experiment;
  experiment.solvers = {"sgd", "f2sa_p:p=10", "f2sa_p:p=2"};
  experiment.instances = {"quadratic", "composite"};
  experiment.epsilons = {0.1, 0.5};
  experiment.seeds = 3;
  return experiment;
}

std::vector<std::string> keys(const Experiment& experiment) {
  std::vector<std::string> result;
  for (const TrialSpec& spec : trials(experiment, cells(experiment, constant))) {
    result.push_back(trial_key(spec));
  }
  return result;
}

} // namespace

TEST_CASE("cells come with accuracies falling, then solvers, then instances") {
  const Experiment experiment = checked(small());
  const std::vector<Cell> all = cells(experiment, constant);
  REQUIRE(all.size() == 12);
  CHECK(all[0] == Cell{"f2sa_p:p=2", "f2sa_p:p=2", "composite", 0.5, "hitting", 2000, 0, 3});
  CHECK(all[1].instance == "quadratic");
  CHECK(all[2].solver == "f2sa_p:p=10");
  CHECK(all[6].epsilon == 0.1);
  CHECK(all[6].budget == 10'000);
  const std::vector<TrialSpec> specs = trials(experiment, all);
  REQUIRE(specs.size() == 36);
  CHECK(specs[4] == TrialSpec{"f2sa_p:p=2", "quadratic", 0.5, "hitting", 1, 1, 2000});
  const Extent total = extent(experiment);
  CHECK(total.pairs == 6);
  CHECK(total.cells == 12);
  CHECK(total.trials == 36);
}

TEST_CASE("the order and spelling of a file change no key and no order") {
  Experiment other = small();
  std::reverse(other.solvers.begin(), other.solvers.end());
  std::reverse(other.instances.begin(), other.instances.end());
  std::reverse(other.epsilons.begin(), other.epsilons.end());
  other.solvers[0] = "f2sa_p:p=2.0";
  CHECK(checked(other) == checked(small()));
  CHECK(keys(checked(other)) == keys(checked(small())));
  // And what does change the work changes every key.
  other.seed = 2;
  const auto before = keys(checked(small()));
  for (const std::string& key : keys(checked(other))) {
    CHECK(std::find(before.begin(), before.end(), key) == before.end());
  }
}

TEST_CASE("rules skip pairs and give them windows, seeds, budgets and metrics of their own") {
  Experiment experiment = small();
  experiment.rules = {
      {.solver = "sgd", .instance = "comp*", .skip = "for the test"},
      {.solver = "f2sa_p", .instance = "quadratic", .epsilons = {0.2, 0.3}, .seeds = 1},
      {.solver = "f2sa_p:p=1*", .budget = parse_budget("77"), .metric = "own"}};
  experiment = checked(experiment);
  CHECK(extent(experiment).pairs == 5);
  CHECK(extent(experiment).skipped == 1);
  std::size_t seen = 0;
  for (const Cell& cell : cells(experiment, constant)) {
    CHECK_FALSE((cell.solver == "sgd" && cell.instance == "composite"));
    const bool window = cell.solver != "sgd" && cell.instance == "quadratic";
    CHECK((cell.epsilon == 0.2 || cell.epsilon == 0.3) == window);
    CHECK(cell.trials == (window ? 1 : 3));
    CHECK((cell.budget == 77) == (cell.solver == "f2sa_p:p=10"));
    CHECK(cell.criterion == (cell.solver == "f2sa_p:p=10" ? "hitting:own" : "hitting"));
    ++seen;
  }
  CHECK(seen == extent(experiment).cells);
}

TEST_CASE("trials that tune are never trials that measure") {
  Experiment experiment = small();
  experiment.solvers = {"sgd", "f2sa"};
  experiment.tuning.seeds = 2;
  experiment.tuning.candidates["sgd"] = {"sgd:step=0.1", "sgd:step=0.01"};
  experiment = checked(experiment);
  CHECK_THROWS_AS(cells(experiment, constant), InvalidArgument);
  const auto first = [](const std::string&, const std::string&, double) {
    return std::string("sgd:step=0.1");
  };
  const auto tuning = trials(experiment, tuning_cells(experiment, constant));
  const auto measured = trials(experiment, cells(experiment, constant, first));
  CHECK(tuning.size() == 2 * 2 * 2 * 2); // candidates, instances, accuracies, seeds
  CHECK(measured.size() == 2 * 2 * 2 * 3);
  CHECK(extent(experiment).trials == tuning.size() + measured.size());
  std::set<std::string> keys;
  for (const auto& part : {tuning, measured}) {
    for (const TrialSpec& spec : part) {
      keys.insert(trial_key(spec));
      CHECK(spec.solver != "sgd");
    }
  }
  CHECK(keys.size() == tuning.size() + measured.size());
  const auto foreign = [](const std::string&, const std::string&, double) {
    return std::string("sgd:step=7");
  };
  CHECK_THROWS_AS(cells(experiment, constant, foreign), InvalidArgument);
}

TEST_CASE("a trial that two curves share is run once") {
  Experiment experiment = small();
  experiment.solvers = {"sgd", "sgd:step=0.1"};
  experiment.tuning.seeds = 2;
  experiment.tuning.candidates["sgd"] = {"sgd:step=0.1", "sgd:step=0.01"};
  experiment.rules = {{.solver = "sgd:step=0.1", .seeds = 5}};
  experiment = checked(experiment);
  const auto chosen = [](const std::string&, const std::string&, double) {
    return std::string("sgd:step=0.1");
  };
  CHECK(trials(experiment, cells(experiment, constant, chosen)).size() == 2 * 2 * 5);
}

TEST_CASE("a pair without a predicted cost is named") {
  const auto none = [](const std::string&, const std::string&, double) {
    return std::numeric_limits<double>::quiet_NaN();
  };
  CHECK_THROWS_WITH(cells(checked(small()), none),
                    Catch::Contains("f2sa_p:p=2 on composite at epsilon 0.5"));
  Experiment explicit_calls = small();
  explicit_calls.budget = parse_budget("1000");
  CHECK(cells(checked(explicit_calls), none).size() == 12);
}

TEST_CASE("trials of different cells draw independently, whatever their budget") {
  TrialSpec spec{"sgd", "quadratic", 0.5, "hitting", 1, 0, 10};
  std::set<std::uint64_t> seeds = {stream_seed(spec)};
  TrialSpec same = spec;
  same.budget = 99;
  CHECK(stream_seed(same) == stream_seed(spec));
  for (const TrialSpec& other : {TrialSpec{"sgd:step=1", "quadratic", 0.5, "hitting", 1, 0, 10},
                                 TrialSpec{"sgd", "composite", 0.5, "hitting", 1, 0, 10},
                                 TrialSpec{"sgd", "quadratic", 0.1, "hitting", 1, 0, 10},
                                 TrialSpec{"sgd", "quadratic", 0.5, "hitting", 2, 0, 10}}) {
    CHECK(seeds.insert(stream_seed(other)).second);
  }
}
