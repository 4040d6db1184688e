#include "check.hpp"

using namespace assay;
using namespace assay::solver_check;

namespace {

/// Steps that do not decrease: x moves by 0.02 a step, whatever lambda.
std::string constant(double lambda) {
  const double gamma = 0.2;
  return text("f2sa", {{"a", 0},
                       {"c", 0},
                       {"lambda", lambda},
                       {"gamma", gamma},
                       {"T", 200}, // x moves once y and z have converged
                       {"xi", 0.02 * 2 * lambda / gamma}});
}

} // namespace

TEST_CASE("F2SA's limit at a fixed multiplier tends to the minimiser like 1/lambda") {
  for (const auto& q : {anisotropic(), one_dimensional()}) {
    const Instance at = instance(q);
    std::vector<double> log_step;
    std::vector<double> error;
    for (double lambda = 4; lambda < 5000; lambda *= 2) {
      log_step.push_back(-std::log(lambda));
      error.push_back((limit(constant(lambda), at) - minimiser(q)).norm());
    }
    const Slope found = slope(log_step, error);
    INFO(found);
    CHECK(found.is(1));
  }
}

TEST_CASE("F2SA's first direction is the penalty's gradient once its inner loop has converged") {
  const auto q = anisotropic();
  const Instance at = instance(q);
  const Run one = run("f2sa:a=0,c=0,lambda=20,gamma=0.2,T=400,xi=1", at, 1);
  const V y = q.solution<double>(at.x0, 1 / 20.0);
  const V plain =
      q.grad_x_f<double>(at.x0, y) +
      20 * (q.grad_x_g<double>(at.x0, y) - q.grad_x_g<double>(at.x0, solution(q, at.x0)));
  CHECK((one.estimate - plain).norm() < 1e-12);
}

TEST_CASE("F2SA's steps decrease with the exponents of its noise, and lambda grows with theirs") {
  const Instance at = instance(anisotropic());
  const double a = 5.0 / 7;
  const std::string name =
      text("f2sa", {{"a", a}, {"c", 4.0 / 7}, {"delay", 3}, {"K", 100}, {"xi", 0.1}});
  const auto step = [&](int k) { // xi alpha_k: the step over its direction
    const Run after = run(name, at, k + 1);
    return (after.x - run(name, at, k).x).norm() / after.estimate.norm();
  };
  CHECK(step(9) / step(0) == Approx(std::pow(3.0 / 12, a)).epsilon(1e-9));
  CHECK_FALSE(step(9) / step(0) == Approx(std::pow(3.0 / 12, 4.0 / 7)).epsilon(1e-9));
  const SolverInfo info = find_solver("f2sa");
  const auto exponents = [&](const AdditiveNoise& noise) {
    const Facts facts = instance(anisotropic(), {noise}).facts;
    const auto values = info.plan(facts, {}).values;
    return std::array{values.at("a"), values.at("c"), info.predict(facts, {}).exponents.at("sfo")};
  };
  CHECK(exponents({.fx = 1, .gy = 1}) == std::array{5.0 / 7, 4.0 / 7, 7.0});
  CHECK(exponents({.fx = 1}) == std::array{3.0 / 5, 2.0 / 5, 5.0});
  CHECK(exponents({}) == std::array{1.0 / 3, 0.0, 3.0});
}

TEST_CASE("F2SA counts 2T, T, 2 and 1, every sample fresh") {
  const Instance at = instance(anisotropic(), {AdditiveNoise{.gy = 1}});
  const Run four = run("f2sa:T=3", at, 4);
  CHECK(four.calls == calls(4, 4 * 3, 4 * 2, 4 * 2 * 3, 0, 0));
  CHECK_FALSE(run("f2sa:T=4", at, 4).calls == four.calls);
  const auto used = uses(four.log);
  CHECK(used.size() == 4 * (1 + 3 + 2 + 6));
  for (const auto& [batch, kinds] : used) {
    CHECK(kinds.size() == 1);
    CHECK(kinds.begin()->second == 1);
  }
}

TEST_CASE("F2SA's plan counts an iteration's calls") { check_planned_calls("f2sa:T=4"); }
