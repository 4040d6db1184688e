#include "check.hpp"
#include <set>

using namespace assay;
using namespace assay::solver_check;

TEST_CASE("stocBiO's limit tends to the minimiser like (1 - eta mu)^(Q+1)") {
  for (const auto& q : {anisotropic(), one_dimensional(), isotropic()}) {
    const Instance at = instance(q);
    const double decay = 1 - 0.2 * at.facts.mu;
    std::vector<double> log_step;
    std::vector<double> error;
    for (int depth = 1; depth <= 45; depth += 4) {
      log_step.push_back((depth + 1) * std::log(decay));
      const V x =
          limit(text("stocbio", {{"Q", depth}, {"eta", 0.2}, {"D", 200}, {"beta", 0.2}}), at);
      error.push_back((x - minimiser(q)).norm());
    }
    const Slope found = slope(log_step, error);
    INFO(found);
    CHECK(found.is(1));
  }
}

TEST_CASE("stocBiO's first direction is the Neumann estimate at the inner loop's end") {
  const auto q = anisotropic();
  const Instance at = instance(q);
  const Run one = run("stocbio:D=3,Q=4,eta=0.2", at, 1);
  CHECK((one.estimate - neumann_estimate(q, at.x0, one.y, 0.2, 4)).norm() < 1e-13);
  CHECK((one.estimate - neumann_estimate(q, at.x0, one.y, 0.2, 5)).norm() > 1e-6);
}

TEST_CASE("stocBiO counts D S, D_F, D_G and the batches of its series") {
  const Instance at = instance(one_dimensional(), {AdditiveNoise{.fx = 1, .gy = 1, .hvp = .1}});
  // eta mu = 1/2: batches of 6, 3, 1.5 -> 2: the sum of ceil(B Q 2^-(j-1)) for B Q = 6.
  const std::string name = text(
      "stocbio",
      {{"D", 4}, {"S", 5}, {"D_F", 7}, {"D_G", 3}, {"Q", 3}, {"B", 2}, {"eta", 0.5 / at.facts.mu}});
  const Run two = run(name, at, 2);
  CHECK(two.calls == calls(2 * 7, 2 * 7, 0, 2 * 4 * 5, 2 * (6 + 3 + 2), 2 * 3));
  CHECK_FALSE(two.calls == calls(2 * 7, 2 * 7, 0, 2 * 4 * 5, 2 * (6 + 3 + 1), 2 * 3));
  // Never more than B Q/(eta mu) + Q.
  CHECK(two.calls[Call::hvp] <= Count{2 * (12 + 3)});
}

TEST_CASE("stocBiO shares its upper batch between the gradients of f, and nothing else") {
  const Instance at = instance(anisotropic(), {AdditiveNoise{.fx = 1, .gy = 1}});
  const Run two =
      run("stocbio:D=2,S=1,D_F=3,D_G=2,Q=3,B=1", at, 2, {.execution = Execution::steps});
  std::set<std::uint64_t> lower;
  std::map<std::uint64_t, int> upper;
  int lower_lines = 0;
  for (const LoggedCall& call : two.log) {
    if (call.batch.level == Level::upper) {
      ++upper[call.batch.id];
    } else {
      lower.insert(call.batch.id);
      ++lower_lines;
    }
  }
  CHECK(lower_lines == 2 * (2 + 3 + 1));
  CHECK(static_cast<int>(lower.size()) == lower_lines);
  CHECK(upper.size() == 2);
  for (const auto& [id, uses] : upper) {
    CHECK(uses == 2);
  }
}

TEST_CASE("stocBiO's plan counts an iteration's calls") {
  check_planned_calls("stocbio:Q=3,B=2,D=4");
}
