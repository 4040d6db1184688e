#include "flat.hpp"

using namespace assay;
using namespace assay::solver_check;

TEST_CASE("PBGD's limit tends to the minimiser like 1/gamma") {
  for (const auto& q : {anisotropic(), one_dimensional()}) {
    const Instance at = instance(q);
    std::vector<double> log_step;
    std::vector<double> error;
    for (double gamma = 4; gamma < 300; gamma *= 2) {
      log_step.push_back(-std::log(gamma));
      const V x = limit(text("pbgd", {{"gamma", gamma}, {"T", 100}}), at, 200000);
      error.push_back((x - minimiser(q)).norm());
    }
    const Slope found = slope(log_step, error);
    INFO(found);
    CHECK(found.is(1));
  }
}

TEST_CASE("PBGD's first step is a gradient step on f + gamma (g - min g), in x and y at once") {
  const auto q = anisotropic();
  const Instance at = instance(q);
  const double gamma = 7;
  const double alpha = 0.01;
  const std::string name =
      text("pbgd", {{"gamma", gamma}, {"alpha", alpha}, {"alpha_y", alpha}, {"T", 4000}});
  const Run one = run(name, at, 1);
  const V best = solution(q, at.x0);
  CHECK((one.y - best).norm() < 1e-12);
  const V in_x = q.grad_x_f<double>(at.x0, at.y0) +
                 gamma * (q.grad_x_g<double>(at.x0, at.y0) - q.grad_x_g<double>(at.x0, best));
  CHECK((one.estimate - in_x).norm() < 1e-11);
  CHECK((one.x - (at.x0 - alpha * in_x)).norm() < 1e-12);
  // The second direction shows where y has gone: from y0 and x0, not from the new x.
  const V y =
      at.y0 - alpha * (q.grad_y_f<double>(at.x0, at.y0) + gamma * q.grad_y_g<double>(at.x0, at.y0));
  const Run two = run(name, at, 2);
  const V second =
      q.grad_x_f<double>(one.x, y) +
      gamma * (q.grad_x_g<double>(one.x, y) - q.grad_x_g<double>(one.x, solution(q, one.x)));
  CHECK((two.estimate - second).norm() < 1e-11);
}

TEST_CASE("PBGD's gamma (y - w) tends to the multiplier of grad_y g = 0") {
  const auto q = anisotropic();
  const Instance at = instance(q);
  Oracle oracle(at, {});
  AnySolver it = solver("pbgd:gamma=1e4,alpha=1e-9,T=50", at); // x hardly moves
  it.start(oracle);
  for (int k = 0; k < 3000; ++k) {
    it.step(oracle);
  }
  const V v = solve<double>(q.A, q.grad_y_f<double>(at.x0, solution(q, at.x0)));
  CHECK((*it.v() + v).norm() < 1e-3 * v.norm());
}

TEST_CASE("PBGD drives its KKT residual to zero where g's Hessian is singular") {
  const Instance at = flat();
  const Quadratic<double> q = Flat{}.q;
  const auto residual = [&](const std::string& name) {
    Oracle oracle(at, {});
    AnySolver it = solver(name, at);
    it.start(oracle);
    for (int k = 0; k < 60000; ++k) {
      it.step(oracle);
    }
    const V pull = q.A * (q.grad_y_f<double>(it.x(), *it.y()) + q.A * *it.v());
    const V r_x = q.grad_x_f<double>(it.x(), *it.y()) - q.B.transpose() * *it.v();
    return std::max(r_x.norm(), pull.norm());
  };
  // What is left is of order 1/gamma: w lies beside y.
  CHECK(residual("pbgd:gamma=100,T=10") < 0.1);
  CHECK(residual("pbgd:gamma=400,T=10") < 0.3 * residual("pbgd:gamma=100,T=10"));
}

TEST_CASE("PBGD counts T + 1, 1, 2 and 1") {
  const Instance at = instance(anisotropic());
  CHECK(run("pbgd:T=4", at, 6).calls == calls(6, 6, 6 * 2, 6 * 5, 0, 0));
  CHECK_FALSE(run("pbgd:T=5", at, 6).calls == calls(6, 6, 6 * 2, 6 * 5, 0, 0));
}

TEST_CASE("PBGD's multiplier grows like 1/eps, and is refused where it leaves no convexity") {
  const SolverInfo info = find_solver("pbgd");
  Facts facts = instance(anisotropic()).facts;
  facts.epsilon = 1e-4;
  const Plan coarse = info.plan(facts, {});
  facts.epsilon = 1e-5;
  const Plan fine = info.plan(facts, {});
  CHECK(fine.values.at("gamma") / coarse.values.at("gamma") == Approx(10).epsilon(1e-2));
  CHECK(fine.steps / coarse.steps == Approx(1000).epsilon(1e-2));
  CHECK_THROWS_AS(solver("pbgd:gamma=0.1", instance(anisotropic())), InvalidArgument);
}

TEST_CASE("PBGD and BOME need exact oracles and a PL constant") {
  for (const char* name : {"pbgd", "bome"}) {
    const SolverInfo info = find_solver(name);
    CHECK_FALSE(
        info.predict(instance(anisotropic(), {AdditiveNoise{.gy = 1}}).facts, {}).applicable);
    Facts facts = instance(anisotropic()).facts;
    facts.strongly_convex = false;
    facts.mu = 0;
    CHECK_FALSE(info.predict(facts, {}).applicable);
    CHECK_THROWS_AS(info.plan(facts, {}), InvalidArgument);
    facts.pl = 1;
    CHECK(info.predict(facts, {}).applicable);
    CHECK(info.plan(facts, {}).steps > 0);
  }
}

TEST_CASE("PBGD's plan counts an iteration's calls") { check_planned_calls("pbgd:T=4"); }
