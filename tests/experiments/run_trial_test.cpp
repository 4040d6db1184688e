// One trial from names to counted calls: what it depends on, and what it refuses.
#include <assay/experiments/run_trial.hpp>

#include <catch2/catch.hpp>

using namespace assay;

namespace {

TrialSpec spec(const std::string& solver, double epsilon = 0.5) {
  return {.solver = solver,
          .instance = "composite",
          .epsilon = epsilon,
          .seed = 7,
          .trial = 0,
          .budget = ~Count{0}};
}

} // namespace

TEST_CASE("F2SA-p reaches stationarity on the composite instance", "[experiments]") {
  for (const char* solver : {"f2sa_p:p=1", "f2sa_p:p=2", "f2sa_p:p=3", "f2sa_p:p=8"}) {
    const TrialResult result = run_trial(spec(solver));
    INFO(solver << " " << result.message);
    CHECK(result.status == Status::reached);
    CHECK(result.gradient_norm <= 0.5);
    CHECK(result.calls.sfo() > Count{1000000});
    CHECK(result.calls[Call::hvp] == Count{0});
  }
}

TEST_CASE("A trial is a function of its specification alone", "[experiments]") {
  const TrialResult first = run_trial(spec("f2sa_p:p=2"));
  CHECK(run_trial(spec("f2sa_p:p=2")) == first);
  TrialSpec other = spec("f2sa_p:p=2");
  other.trial = 1;
  CHECK_FALSE(run_trial(other) == first);
}

TEST_CASE("A trial stops before the call that would exceed its budget", "[experiments]") {
  TrialSpec small = spec("f2sa_p:p=2");
  small.budget = 1000001;
  const TrialResult result = run_trial(small);
  CHECK(result.status == Status::censored);
  CHECK(result.calls.total() <= Count{1000001});
  CHECK(result.calls.total() >= Count{1000000}); // calls come in pairs
}
