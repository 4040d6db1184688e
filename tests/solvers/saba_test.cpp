#include "finite_sum.hpp"

using namespace assay;
using namespace assay::solver_check;

TEST_CASE("SABA ends at the minimiser itself, with and without a finite sum's noise") {
  for (const auto& q : {anisotropic(), one_dimensional(), isotropic()}) {
    CHECK((limit("saba:rho=0.1,gamma=0.05", instance(q)) - minimiser(q)).norm() < 1e-10);
    const Instance sum = finite_sum(q, 8);
    CHECK((limit("saba:rho=0.02,gamma=0.01", sum) - minimiser(q)).norm() < 1e-10);
  }
}

TEST_CASE("SABA's error vanishes as iterates converge, and SOBA's does not") {
  const Instance sum = finite_sum(anisotropic(), 8);
  const std::vector<double> with = direction_errors("saba:rho=0.05,gamma=0.02", sum, 6000);
  CHECK(with[50] > 1e-4);
  CHECK(with.back() < 1e-9);
  Instance expectation = sum; // the same noise, no component by name: SOBA
  expectation.facts.components = 0;
  expectation.noise = {AdditiveNoise{.fx = 0.4, .fy = 0.6, .gy = 0.6}};
  CHECK(direction_errors("saba:rho=0.05,gamma=0.02", expectation, 6000).back() > 1e-3);
}

TEST_CASE("SABA's error vanishes once the iterate stands still for a pass") {
  // Steps of 1e-14: every component has been remembered at this point. The spread of its terms
  // cancels; before, at components that differ in slope, it does not.
  const Instance sum = finite_sum(anisotropic(), 8);
  for (const double error : direction_errors("saba:rho=1e-14,gamma=1e-14", sum, 200)) {
    CHECK(error < 1e-11);
  }
}

TEST_CASE("SABA's first directions are those of the whole sums at the start") {
  const auto q = anisotropic();
  const Instance sum = finite_sum(q, 8);
  const Run none = run("saba:rho=0.1,gamma=0.05", sum, 0);
  const Run one = run("saba:rho=0.1,gamma=0.05", sum, 1);
  const V still = zeros<double>(q.dy());
  CHECK((one.estimate - joint_direction(q, sum.x0, sum.y0, still)).norm() < 1e-12);
  CHECK((one.x - (sum.x0 - 0.05 * one.estimate)).norm() < 1e-12);
  CHECK((one.y - (sum.y0 - 0.1 * q.grad_y_g<double>(sum.x0, sum.y0))).norm() < 1e-12);
  CHECK((none.x - sum.x0).norm() == 0);
}

TEST_CASE("SABA's correction is unbiased: its mean over all pairs of components is the direction") {
  // 6000 first steps away from the memory's point would be sampled; here the second step of every
  // trial is, whose memory has moved in one component of each level.
  const auto q = anisotropic();
  const Instance sum = finite_sum(q, 4, 0.8);
  V mean = zeros<double>(q.dx());
  V square = zeros<double>(q.dx());
  constexpr int trials = 20000;
  for (std::uint32_t trial = 0; trial < trials; ++trial) {
    Oracle oracle(sum, {.seed = 9, .trial = trial});
    AnySolver it = solver("saba:rho=0.3,gamma=0.2", sum);
    it.start(oracle);
    it.step(oracle);
    const V exact = joint_direction(q, it.x(), *it.y(), *it.v());
    it.step(oracle);
    const V off = *it.estimate() - exact;
    mean += off / trials;
    square += off.cwiseProduct(off) / trials;
  }
  for (Eigen::Index i = 0; i < mean.size(); ++i) {
    // Six deviations: probability 2e-9 each. Exactly zero where components do not differ.
    CHECK(std::abs(mean(i)) <= 6 * std::sqrt(square(i) / trials) + 1e-12);
  }
}

TEST_CASE("SABA counts a pass over all components, then one of each level in every step") {
  const Instance sum = finite_sum(anisotropic(), 8);
  CHECK(run("saba", sum, 0).calls == calls(8, 8, 0, 8, 8, 8));
  CHECK(run("saba", sum, 5).calls == calls(13, 13, 0, 13, 13, 13));
  CHECK(run("saba", instance(anisotropic()), 5).calls == calls(6, 6, 0, 6, 6, 6));
}

TEST_CASE("SABA asks for one component of each level by index in every step") {
  const Run made = run("saba", finite_sum(anisotropic(), 8), 40);
  std::map<Level, std::map<std::uint64_t, int>> asked;
  for (std::size_t k = 16 * 2 + 8; k < made.log.size(); k += 5) { // after the pass: 3n + 2n lines
    const Batch& i = made.log[k].batch;
    const Batch& j = made.log[k + 3].batch;
    CHECK((i.level == Level::lower && i.of == Batch::Of::component && i.size == 1));
    CHECK((j.level == Level::upper && j.of == Batch::Of::component && j.size == 1));
    CHECK((made.log[k + 1].batch.id == i.id && made.log[k + 2].batch.id == i.id));
    CHECK(made.log[k + 4].batch.id == j.id);
    ++asked[i.level][i.id];
    ++asked[j.level][j.id];
  }
  // 40 draws of 8: fewer than 5 different ones with probability below 1e-9.
  CHECK(asked[Level::lower].size() >= 5);
  CHECK(asked[Level::upper].size() >= 5);
}

TEST_CASE("SABA's steps fall like 1/(n+m) where components differ, and it needs a finite sum") {
  const SolverInfo info = find_solver("saba");
  const auto gamma = [&](int n) {
    return info.plan(finite_sum(anisotropic(), n).facts, {}).values.at("gamma");
  };
  CHECK(gamma(64) / gamma(256) == Approx(4));
  CHECK(info.predict(finite_sum(anisotropic(), 8).facts, {}).exponents.at("sfo") == 2);
  const Facts noisy = instance(anisotropic(), {AdditiveNoise{.fx = 1}}).facts;
  CHECK_FALSE(info.predict(noisy, {}).applicable);
  CHECK(info.predict(instance(anisotropic()).facts, {}).applicable); // a sum of one component
}

TEST_CASE("SABA reaches eps on a finite sum within its plan's steps") {
  Instance sum = finite_sum(anisotropic(), 16);
  sum.facts.epsilon = 0.1;
  const double steps = find_solver("saba").plan(sum.facts, {}).steps;
  Oracle oracle(sum, {});
  AnySolver it = solver("saba", sum);
  it.start(oracle);
  V gradient;
  double made = 0;
  do {
    it.step(oracle);
    sum.model.hypergradient(it.x(), gradient);
  } while (++made < steps && gradient.norm() > 0.1);
  CHECK(gradient.norm() <= 0.1);
}

TEST_CASE("SABA's plan counts an iteration's calls") { check_planned_calls("saba"); }
