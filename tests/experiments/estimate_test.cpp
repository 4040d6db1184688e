#include <assay/experiments/estimate.hpp>

#include <catch2/catch.hpp>

#include <cmath>

using namespace assay;

TEST_CASE("an estimate does not wait for a first step of a hundred million calls") {
  Experiment experiment;
  experiment.solvers = {"bsa:t=1e8"};
  experiment.instances = {"softmax"};
  experiment.epsilons = {0.5};
  experiment.seeds = 1;
  const Experiment ready = checked(experiment);
  const Work work = work_of(ready);
  REQUIRE(work.forecasts.at(0).plan.calls_per_step > 1e8);
  const std::vector<Estimate> found = estimates(ready, work);
  CHECK(found.at(0).bound);
  CHECK(found.at(0).seconds > 100);
}

TEST_CASE(
    "an estimate does not wait for a step that begins with batches of 10^12 and goes on singly") {
  Experiment experiment;
  experiment.solvers = {"vrbo:S1=1e12,m=1e9,S2=1"}; // bounded by calls, a part of it took an hour
  experiment.instances = {"softmax"};
  experiment.epsilons = {0.5};
  experiment.seeds = 1;
  const Experiment ready = checked(experiment);
  const Work work = work_of(ready);
  const std::vector<Estimate> found = estimates(ready, work);
  CHECK(found.at(0).bound);
  CHECK(found.at(0).calls == Approx(work.forecasts.at(0).calls()));
  CHECK(found.at(0).seconds > 1000);
}

TEST_CASE("a budget below what theory expects bounds the estimate") {
  Experiment experiment;
  experiment.solvers = {"slip"};
  experiment.instances = {"quadratic"};
  experiment.epsilons = {0.1};
  experiment.seeds = 1;
  experiment.budget = parse_budget("1e5");
  const Experiment ready = checked(experiment);
  const Work work = work_of(ready);
  REQUIRE(work.forecasts.at(0).calls() > 1e6);
  const std::vector<Estimate> found = estimates(ready, work);
  CHECK(found.at(0).calls <= 1e5 * (1 + 1e-12));
  CHECK(found.at(0).seconds < 100);
}

TEST_CASE("every cell has an estimate, of at most the calls that theory allows") {
  Experiment experiment;
  experiment.solvers = {"f2sa_p:p=1", "f2sa_p:p=2"};
  experiment.instances = {"composite"};
  experiment.epsilons = {0.5, 0.45};
  experiment.seeds = 1;
  const Experiment ready = checked(experiment);
  const Work work = work_of(ready);
  const std::vector<Estimate> found = estimates(ready, work);
  REQUIRE(work.cells.size() == 4);
  REQUIRE(found.size() == work.cells.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    INFO(work.cells[i].solver << " at " << work.cells[i].epsilon);
    CHECK(found[i].calls > 0);
    CHECK(std::isfinite(found[i].seconds));
    CHECK(found[i].seconds > 0);
    if (found[i].bound) { // no trial ended in time: what theory says
      CHECK(found[i].calls == Approx(work.forecasts[i].calls()));
    }
  }
}
