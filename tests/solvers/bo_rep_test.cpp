#include "check.hpp"

using namespace assay;
using namespace assay::solver_check;

TEST_CASE("BO-REP circles the minimiser within a few steps' length") {
  const auto q = anisotropic();
  const Instance at = instance(q);
  for (const double eta : {1e-2, 1e-3, 1e-4}) {
    const std::string name = text(
        "bo_rep", {{"eta", eta}, {"beta", 0.2}, {"nu", 0.25}, {"alpha", 0.3}, {"I", 2}, {"N", 20}});
    Oracle oracle(at, {});
    AnySolver it = solver(name, at);
    it.start(oracle);
    double farthest = 0;
    const int travel = static_cast<int>(2 / eta);
    for (int k = 0; k < travel + 300; ++k) {
      it.step(oracle);
      farthest = std::max(farthest, k < travel ? 0 : (it.x() - minimiser(q)).norm());
    }
    CHECK(farthest < 10 * eta);
    CHECK(farthest > 0.1 * eta);
  }
}

TEST_CASE("BO-REP's direction is the exact one once y and v have converged") {
  const auto q = anisotropic();
  const V best = minimiser(q);
  const Instance at = instance(q, best, solution(q, best));
  const std::string name = "bo_rep:eta=1e-13,beta=0.5,nu=0.25";
  CHECK(run(name, at, 400).estimate.norm() < 1e-10);
  CHECK(run(name, at, 10).estimate.norm() > 1e-3);
}

TEST_CASE("BO-REP's first direction comes from the first step of v") {
  const auto q = anisotropic();
  const Instance at = instance(q);
  const std::string name = "bo_rep:eta=0.1,beta=0.9,nu=0.25,N=3";
  const Run one = run(name, at, 1);
  const V v = 0.25 * q.grad_y_f<double>(at.x0, one.y); // from v = 0
  const V plain = q.grad_x_f<double>(at.x0, one.y) + q.B.transpose() * v;
  CHECK((one.estimate - plain).norm() < 1e-13);
  CHECK(((at.x0 - one.x) - 0.1 * plain.normalized()).norm() < 1e-13);
}

TEST_CASE("BO-REP updates y in every I-th iteration only") {
  const Instance at = instance(anisotropic());
  const std::string name = "bo_rep:eta=0.1,I=3,N=2,nu=0.2,alpha=0.3";
  V before = run(name, at, 0).y;
  for (int k = 0; k < 9; ++k) {
    const V after = run(name, at, k + 1).y;
    CHECK(((after - before).norm() > 0) == (k % 3 == 0));
    before = after;
  }
}

TEST_CASE("BO-REP counts one call of each, N in every I-th iteration, and its refinement once") {
  const Instance at = instance(anisotropic());
  const double mu = at.facts.mu;
  // Epochs: 5 steps at 1/L_g, then steps halved down to alpha, each of log 2/(mu step).
  Count refinement = 5;
  const double alpha = 0.21 / at.facts.lower_curvature;
  for (double step = 1 / at.facts.lower_curvature; step > alpha;) {
    step = std::max(step / 2, alpha);
    refinement += static_cast<Count>(std::ceil(std::log(2) / mu / step));
  }
  const std::string name = text("bo_rep", {{"refine", 5}, {"alpha", alpha}, {"I", 3}, {"N", 4}});
  CHECK(run(name, at, 0).calls == calls(0, 0, 0, refinement, 0, 0));
  CHECK(run(name, at, 7).calls == calls(7, 7, 0, refinement + 3 * 4, 7, 7));
  CHECK_FALSE(run(name, at, 6).calls[Call::gy] == refinement + 3 * 4);
}

TEST_CASE("BO-REP uses every sample once") {
  const Instance at = instance(anisotropic(), {AdditiveNoise{.fx = 1, .gy = 1}});
  const Run five = run("bo_rep:I=2,N=3,refine=1,alpha=1", at, 5, {.execution = Execution::steps});
  for (const auto& [batch, kinds] : uses(five.log)) {
    CHECK(kinds.size() == 1);
    CHECK(kinds.begin()->second == 1);
  }
}

TEST_CASE("BO-REP's plan counts an iteration's calls") { check_planned_calls("bo_rep:I=5,N=3"); }
