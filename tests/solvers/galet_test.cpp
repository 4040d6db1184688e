#include "flat.hpp"

using namespace assay;
using namespace assay::solver_check;

TEST_CASE("GALET ends at the minimiser, whatever its numbers of inner steps") {
  for (const auto& q : {anisotropic(), one_dimensional(), isotropic()}) {
    for (const char* name : {"galet:N=1,T=1,beta=0.2,rho=0.05,alpha=0.02", "galet"}) {
      CHECK((limit(name, instance(q)) - minimiser(q)).norm() < 1e-10);
    }
  }
}

TEST_CASE("GALET's first direction uses the least-squares solution, in the plus convention") {
  const auto q = anisotropic();
  const Instance at = instance(q);
  const Run one = run("galet:T=4000,rho=0.05,N=3", at, 1);
  // A Neumann sum to the end is H^-1.
  CHECK((one.estimate - neumann_estimate(q, at.x0, one.y, 0.2, 400)).norm() < 1e-11);
}

TEST_CASE("GALET drives its own metric to zero where g's Hessian is singular") {
  const Instance at = flat();
  Oracle oracle(at, {});
  AnySolver it = solver("galet:alpha=0.05", at);
  it.start(oracle);
  for (int k = 0; k < 3000; ++k) {
    it.step(oracle);
  }
  const Quadratic<double> q = Flat{}.q;
  const V pull = q.grad_y_f<double>(it.x(), *it.y());
  const V residual = pull + q.A * *it.v();
  const V r_x = q.grad_x_f<double>(it.x(), *it.y()) - q.B.transpose() * *it.v();
  CHECK(r_x.norm() < 1e-10);
  CHECK((q.A * residual).norm() < 1e-10);
  CHECK(q.grad_y_g<double>(it.x(), *it.y()).norm() < 1e-10);
  CHECK(residual.norm() > 0.1);     // H(...) vanishes, (...) does not: hence the second factor H
  CHECK((*it.v())(2) == 0);         // w stays in H's range
  CHECK((*it.y())(2) == Approx(3)); // and y moves along the solutions' set no more than it must
}

TEST_CASE("GALET counts N, 1, 1, 2T and 1") {
  const Instance at = instance(anisotropic());
  CHECK(run("galet:N=3,T=4", at, 6).calls == calls(6, 6, 0, 6 * 3, 6 * 2 * 4, 6));
  CHECK_FALSE(run("galet:N=3,T=5", at, 6).calls == calls(6, 6, 0, 6 * 3, 6 * 2 * 4, 6));
}

TEST_CASE("GALET needs exact oracles and a convex lower level with the PL property") {
  const SolverInfo info = find_solver("galet");
  CHECK(info.predict(instance(anisotropic()).facts, {}).applicable);
  const Prediction flat_rate = info.predict(flat().facts, {});
  CHECK(flat_rate.applicable);
  // The paper bounds its own metric; of grad phi it says nothing.
  CHECK(flat_rate.reason.find("of ||grad phi||") != std::string::npos);
  CHECK(flat_rate.reason.find("derived") != std::string::npos);
  CHECK_FALSE(info.predict(instance(anisotropic(), {AdditiveNoise{.gy = 1}}).facts, {}).applicable);
  Facts hilly = flat().facts;
  hilly.convex_pl = false;
  CHECK_FALSE(info.predict(hilly, {}).applicable);
  Facts silent = flat().facts;
  silent.pl = 0;
  CHECK_FALSE(info.predict(silent, {}).applicable);
}

TEST_CASE("GALET's plan counts an iteration's calls") { check_planned_calls("galet:N=2,T=3"); }
