// What every solver must do, whoever wrote it: declare itself, plan, refuse nonsense, and reach
// eps within the steps its own schedule promises.
#include "check.hpp"
#include <fstream>

using namespace assay;
using namespace assay::solver_check;

namespace {

Parameters given(const std::string& name, const std::string& value) {
  return Parameters(std::map<std::string, std::string>{{name, value}});
}

/// A quadratic to which the solver applies, for accuracy eps.
Instance suited(const std::string& name, double epsilon, Noise noise = {}) {
  Instance made = instance(find_solver(name).traits.single_level ? single_level() : anisotropic(),
                           std::move(noise));
  made.facts.epsilon = epsilon;
  return made;
}

struct Reached {
  bool reached = false;
  double steps = 0;
  Count calls = 0;
};

Reached reach(const std::string& text, const Instance& at, double most) {
  Oracle oracle(at, {.seed = 3});
  AnySolver it = solver(text, at);
  it.start(oracle);
  Reached result;
  V gradient;
  while (result.steps <= most && !result.reached) {
    it.step(oracle);
    ++result.steps;
    at.model.hypergradient(it.x(), gradient);
    result.reached = gradient.norm() <= at.facts.epsilon;
  }
  result.calls = oracle.counters().total();
  return result;
}

bool deterministic(const SolverInfo& info) {
  return !info.predict(suited(info.name, 0.1, {AdditiveNoise{.fx = 1, .gy = 1}}).facts, {})
              .applicable;
}

} // namespace

TEST_CASE("Every solver declares its name, source, claim, steps and parameters") {
  std::ifstream file(ASSAY_ROOT "/theory/references.bib");
  const std::string sources((std::istreambuf_iterator<char>(file)), {});
  int seen = 0;
  for (const RegisteredSolver& entry : registered_solvers()) {
    const SolverInfo info = entry.make();
    INFO(entry.name);
    CHECK(info.name == entry.name);
    CHECK(sources.find("{" + info.source_key + ",") != std::string::npos);
    CHECK((info.convention == "N" || info.convention == "Q" || info.convention == "own"));
    CHECK_FALSE(info.claim.empty());
    CHECK_FALSE(info.source.empty());
    CHECK_FALSE(info.assumptions.empty());
    CHECK_FALSE(info.steps.empty());
    CHECK_FALSE(info.calls_per_iteration.empty());
    CHECK_FALSE(info.samples.empty());
    const Prediction prediction = info.predict(suited(info.name, 0.1).facts, {});
    CHECK(prediction.applicable);
    CHECK(prediction.exponents.count("sfo") == 1);
    CHECK((prediction.exponents.at("sfo") >= 2 && prediction.exponents.at("sfo") <= 7));
    ++seen;
  }
  CHECK(seen >= 12);
}

TEST_CASE("Every parameter's standard value is what is used without it, and nonsense is refused") {
  int refused = 0;
  for (const RegisteredSolver& entry : registered_solvers()) {
    const SolverInfo info = entry.make();
    const Facts facts =
        suited(info.name, 0.1,
               deterministic(info) ? Noise{}
                                   : Noise{AdditiveNoise{.fx = .1, .fy = .1, .gx = .1, .gy = .1}})
            .facts;
    const Plan plain = info.plan(facts, {});
    CHECK(plain.calls_per_step > 0);
    CHECK(plain.steps > 0);
    CHECK(plain.log_factor >= 1);
    for (const Parameter& parameter : info.parameters) {
      INFO(info.name << ":" << parameter.name);
      const Plan same = info.plan(facts, given(parameter.name, parameter.standard));
      CHECK(same.values == plain.values);
      CHECK_THROWS_AS(info.make(facts, given(parameter.name, "-1")), InvalidArgument);
      CHECK_THROWS_AS(info.make(facts, given(parameter.name, "nan")), InvalidArgument);
      ++refused;
    }
  }
  CHECK(refused > 60);
}

TEST_CASE("Every solver reaches eps without noise, within its plan's steps and calls") {
  for (const RegisteredSolver& entry : registered_solvers()) {
    const SolverInfo info = entry.make();
    for (const double epsilon : {0.5, 0.1}) {
      const Instance at = suited(info.name, epsilon);
      const Plan plan = info.plan(at.facts, {});
      const Reached result = reach(info.name, at, plan.steps);
      INFO(info.name << " at " << epsilon << ": " << result.steps << " of " << plan.steps);
      CHECK(result.reached);
      // A start may cost some hundred calls besides.
      CHECK(static_cast<double>(result.calls) <= plan.calls_per_step * (plan.steps + 1) + 1000);
      // A plan for a tenth of the accuracy promises no fewer steps.
      CHECK(info.plan(at.facts, given("aim", "0.1")).steps >= plan.steps);
    }
  }
}

TEST_CASE("Every stochastic solver reaches eps under noise, within its plan's steps") {
  // The theorems bound a mean over T steps by eps, so a run of T steps that never sees eps is one
  // in which every iterate exceeds that mean.
  const AdditiveNoise noise{.fx = .1, .fy = .1, .gx = .1, .gy = .1, .hvp = .02, .jvp = .02};
  int seen = 0;
  for (const RegisteredSolver& entry : registered_solvers()) {
    const SolverInfo info = entry.make();
    const Instance at = suited(info.name, 0.4, {noise});
    if (deterministic(info)) {
      CHECK_FALSE(info.predict(at.facts, {}).applicable);
      continue;
    }
    const Plan plan = info.plan(at.facts, {});
    const Reached result = reach(info.name, at, plan.steps);
    INFO(info.name << ": " << result.steps << " of " << plan.steps);
    CHECK(result.reached);
    ++seen;
  }
  CHECK(seen >= 10);
}

TEST_CASE("A series that one term solves predicts nothing of products, and makes none") {
  // kappa = 1: with eta = 1/mu the first term is the whole series.
  const Instance round = instance(isotropic(), {AdditiveNoise{.fx = .1, .gy = .1}});
  int seen = 0;
  for (const RegisteredSolver& entry : registered_solvers()) {
    const SolverInfo info = entry.make();
    const std::string terms = info.traits.roles.series;
    if (terms.empty() || !info.predict(round.facts, {}).applicable) {
      continue;
    }
    const auto predicted = [&](const Facts& facts, const Parameters& parameters) {
      return info.predict(facts, parameters).exponents.contains("n_hvp");
    };
    INFO(info.name);
    CHECK_FALSE(predicted(round.facts, {}));
    CHECK((run(info.name, round, 3).calls[Call::hvp] == 0));
    CHECK(predicted(instance(anisotropic()).facts, {}));
    const bool counts_terms = terms == "b"; // Q products make Q + 1 terms
    CHECK_FALSE(predicted(instance(anisotropic()).facts, given(terms, counts_terms ? "1" : "0")));
    CHECK(predicted(round.facts, given(terms, "3")));
    ++seen;
  }
  CHECK(seen >= 5);
  CHECK(find_solver("slip")
            .predict(round.facts, given("system", "recursion"))
            .exponents.contains("n_hvp"));
}
