#include "check.hpp"

using namespace assay;
using namespace assay::solver_check;

TEST_CASE("AccF2BA's limit tends to the minimiser like 1/lambda, with momentum and without") {
  const auto q = anisotropic();
  const Instance at = instance(q);
  for (const double theta : {1.0, 0.3}) {
    std::vector<double> log_step;
    std::vector<double> error;
    for (double lambda = 4; lambda < 1000; lambda *= 2) {
      log_step.push_back(-std::log(lambda));
      const std::map<std::string, double> given = {
          {"lambda", lambda}, {"K", 100}, {"eta", 0.1}, {"theta", theta}};
      error.push_back((limit(text("acc_f2ba", given), at) - minimiser(q)).norm());
    }
    const Slope found = slope(log_step, error);
    INFO(found);
    CHECK(found.is(1));
  }
}

TEST_CASE("AccF2BA's first direction is the penalty's gradient, and its momentum the last move") {
  const auto q = anisotropic();
  const Instance at = instance(q);
  const double lambda = 20;
  const double eta = 0.05;
  const double theta = 0.25;
  const auto direction = [&](const V& x) {
    const V y = q.solution<double>(x, 1 / lambda);
    return V(q.grad_x_f<double>(x, y) +
             lambda * (q.grad_x_g<double>(x, y) - q.grad_x_g<double>(x, solution(q, x))));
  };
  const std::string name = text(
      "acc_f2ba", {{"lambda", lambda}, {"K", 400}, {"eta", eta}, {"theta", theta}, {"B", 1000}});
  const Run one = run(name, at, 1);
  CHECK((one.estimate - direction(at.x0)).norm() < 1e-11);
  const V x1 = at.x0 - eta * direction(at.x0);
  const V w1 = x1 + (1 - theta) * (x1 - at.x0);
  CHECK((one.x - w1).norm() < 1e-12);
  const Run two = run(name, at, 2);
  const V x2 = w1 - eta * direction(w1);
  CHECK((two.estimate - direction(w1)).norm() < 1e-11);
  CHECK((two.x - (x2 + (1 - theta) * (x2 - x1))).norm() < 1e-12);
  // The epoch of 1/theta = 4 steps ends at a mean of its first w's.
  const V x3 = run(name, at, 3).x - (1 - theta) / (2 - theta) * (run(name, at, 3).x - x2);
  CHECK((run(name, at, 4).x - (at.x0 + w1 + two.x + run(name, at, 3).x) / 4).norm() <
        (x3 - at.x0).norm());
  // Within a small radius every step is an epoch of its own, at rest.
  const Run still =
      run(text("acc_f2ba",
               {{"lambda", lambda}, {"K", 400}, {"eta", eta}, {"theta", theta}, {"B", 1e-9}}),
          at, 1);
  CHECK((still.x - x1).norm() < 1e-12);
}

TEST_CASE("AccF2BA's momentum takes fewer steps where phi is ill-conditioned") {
  Quadratic<double> q = anisotropic();
  q.P = vector({40, 0.2}).asDiagonal();
  q.B.setZero();
  q.K.setZero();
  const Instance at = instance(q);
  const auto steps = [&](const std::string& name) {
    Oracle oracle(at, {});
    AnySolver it = solver(name, at);
    it.start(oracle);
    int made = 0;
    V gradient;
    do {
      it.step(oracle);
      at.model.hypergradient(it.x(), gradient);
      ++made;
    } while (gradient.norm() > 1e-3 && made < 100000);
    return made;
  };
  const int plain = steps("acc_f2ba:theta=1,aim=1e-2");
  const int fast = steps("acc_f2ba:rho=1e-9,aim=1e-2");
  INFO(plain << " and " << fast);
  CHECK(3 * fast < plain);
}

TEST_CASE("AccF2BA counts 2K and K inner calls, two grad_x g and one grad_x f") {
  const Instance at = instance(anisotropic());
  CHECK(run("acc_f2ba:K=7", at, 5).calls == calls(5, 5 * 7, 5 * 2, 5 * 2 * 7, 0, 0));
  CHECK_FALSE(run("acc_f2ba:K=8", at, 5).calls == calls(5, 5 * 7, 5 * 2, 5 * 2 * 7, 0, 0));
}

TEST_CASE("AccF2BA's inner loops take sqrt(kappa) steps, its outer ones eps^-7/4") {
  const SolverInfo info = find_solver("acc_f2ba");
  Facts facts = instance(anisotropic()).facts;
  facts.mu = 1;
  facts.hessian_slope = 1;
  facts.stencil_bias = {};
  std::vector<double> inner;
  for (const double kappa : {1e6, 1e8}) {
    facts.lower_curvature = kappa;
    inner.push_back(info.plan(facts, {}).values.at("K"));
  }
  CHECK(inner[1] / inner[0] > 9);
  CHECK(inner[1] / inner[0] < 13); // a logarithm besides
  facts.epsilon = 1e-6;
  const double coarse = info.plan(facts, {}).steps;
  facts.epsilon = 1e-8;
  CHECK(info.plan(facts, {}).steps / coarse == Approx(std::pow(100, 1.75)).epsilon(0.01));
  CHECK(info.predict(facts, {}).exponents.at("sfo") == 1.75);
}

TEST_CASE("Without a Lipschitz constant of grad^2 phi AccF2BA is F2BA, and says so") {
  const SolverInfo info = find_solver("acc_f2ba");
  const Instance at = instance(anisotropic());
  CHECK(info.plan(at.facts, {}).values.at("theta") == Approx(1));
  CHECK(info.predict(at.facts, {}).exponents.at("sfo") == 2);
  CHECK_THROWS_AS(solver("acc_f2ba:theta=1.5", at), InvalidArgument);
  CHECK_THROWS_AS(solver("acc_f2ba:lambda=0.1", at), InvalidArgument);
  const Instance noisy = instance(anisotropic(), {AdditiveNoise{.gy = 0.1}});
  CHECK_FALSE(info.predict(noisy.facts, {}).applicable);
}

// As recollected of Li and Lin's theorem: an epoch lowers phi by eps^(3/2)/rho^(1/2), or ends where
// ||grad phi|| <= 82 eps.
TEST_CASE("Until AccF2BA arrives every epoch lowers phi by what its theorem promises") {
  const Instance at = make_instance("lifted_chain:sigma=0", 0.4);
  const double rho = 3788 * 0.8 / std::pow(0.8 * 152, 2); // of 0.8 lambda f_T(x/lambda)
  const Plan plan =
      find_solver("acc_f2ba")
          .plan(at.facts,
                Parameters(std::map<std::string, std::string>{{"rho", std::to_string(rho)}}));
  const double epoch = std::ceil(1 / plan.values.at("theta"));
  const double drop = std::pow(0.4 / 83, 1.5) / std::sqrt(rho);
  Oracle oracle(at, {});
  AnySolver it = solver(text("acc_f2ba", {{"rho", rho}}), at);
  it.start(oracle);
  V gradient;
  V y;
  const auto phi = [&] {
    at.model.solution(it.x(), y);
    return at.model.f(it.x(), y).value();
  };
  const double first = phi();
  double steps = 0;
  do {
    it.step(oracle);
    ++steps;
    at.model.hypergradient(it.x(), gradient);
  } while (gradient.norm() > 0.4 && steps < plan.steps);
  CHECK(gradient.norm() <= 0.4);
  CHECK(steps > 3 * epoch);
  CHECK(first - phi() >= (std::floor(steps / epoch) - 1) * drop);
}

TEST_CASE("AccF2BA's plan counts an iteration's calls") { check_planned_calls("acc_f2ba:K=7"); }
