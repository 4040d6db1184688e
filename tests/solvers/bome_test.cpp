#include "flat.hpp"

using namespace assay;
using namespace assay::solver_check;

namespace {

/// grad f and the gradient of g - min g at (x, y), both in (x, y), y_T given.
struct Gradients {
  V f, q;
};

V joined(const V& a, const V& b) {
  V both(a.size() + b.size());
  both << a, b;
  return both;
}

Gradients gradients(const Quadratic<double>& q, const V& x, const V& y, const V& lowest) {
  return {
      joined(q.grad_x_f<double>(x, y), q.grad_y_f<double>(x, y)),
      joined(q.grad_x_g<double>(x, y) - q.grad_x_g<double>(x, lowest), q.grad_y_g<double>(x, y))};
}

} // namespace

TEST_CASE("BOME's first step lowers g - min g at least at the rate eta") {
  const auto q = anisotropic();
  const double xi = 0.01;
  int idle = 0;
  for (const double side : {-0.4, 0.4}) { // of y*
    for (const double eta : {0.1, 0.5, 20.0}) {
      const V x0 = vector({1, -1});
      const Instance at = instance(q, x0, V(solution(q, x0).array() + side));
      const Run one = run(text("bome", {{"xi", xi}, {"eta", eta}, {"T", 3}}), at, 1);
      const Gradients both = gradients(q, at.x0, at.y0, one.y);
      const double size = both.q.squaredNorm();
      const double lambda = std::max(0.0, (eta * size - both.f.dot(both.q)) / size);
      const V step = both.f + lambda * both.q;
      CHECK((one.x - (at.x0 - xi * step.head(2))).norm() < 1e-14);
      CHECK(step.dot(both.q) >= eta * size * (1 - 1e-12));
      idle += lambda == 0 ? 1 : 0;
    }
  }
  CHECK(idle > 0); // both cases of the maximum are seen
  CHECK(idle < 6);
}

TEST_CASE("BOME starts from y0 = y* without a division by zero") {
  const auto q = anisotropic();
  const V x0 = vector({1, -1});
  const Instance at = instance(q, x0, zeros<double>(3));
  Quadratic<double> flat = q;
  flat.b = -q.B * x0; // y*(x0) = 0 without rounding
  const Instance solved = instance(flat, x0, zeros<double>(3));
  const Run one = run("bome:xi=0.1", solved, 1);
  CHECK((one.x - (x0 - 0.1 * flat.grad_x_f<double>(x0, zeros<double>(3)))).norm() < 1e-13);
}

TEST_CASE("BOME comes as near to the minimiser as its step allows") {
  const auto q = anisotropic();
  const Instance at = instance(q);
  std::vector<double> away;
  for (const double xi : {4e-3, 1e-3, 2.5e-4}) {
    const Run end =
        run(text("bome", {{"xi", xi}, {"eta", 0.5}, {"T", 100}}), at, static_cast<int>(60 / xi));
    away.push_back((end.x - minimiser(q)).norm());
  }
  CHECK(away[1] < 0.5 * away[0]);
  CHECK(away[2] < 0.5 * away[1]);
}

TEST_CASE("BOME drives its KKT residual to its step where g's Hessian is singular") {
  const Instance at = flat();
  const Quadratic<double> q = Flat{}.q;
  const auto residual = [&](double xi) {
    Oracle oracle(at, {});
    AnySolver it = solver(text("bome", {{"xi", xi}, {"eta", 0.5}, {"T", 60}}), at);
    it.start(oracle);
    for (int k = 0; k < static_cast<int>(100 / xi); ++k) {
      it.step(oracle);
    }
    const V pull = q.A * (q.grad_y_f<double>(it.x(), *it.y()) + q.A * *it.v());
    const V r_x = q.grad_x_f<double>(it.x(), *it.y()) - q.B.transpose() * *it.v();
    return std::max(r_x.norm(), pull.norm());
  };
  const double coarse = residual(1e-2);
  CHECK(coarse < 0.1);
  CHECK(residual(1e-3) < 0.5 * coarse);
}

TEST_CASE("BOME counts T + 1, 1, 2 and 1") {
  const Instance at = instance(anisotropic());
  CHECK(run("bome:T=4", at, 6).calls == calls(6, 6, 6 * 2, 6 * 5, 0, 0));
  CHECK_FALSE(run("bome:T=5", at, 6).calls == calls(6, 6, 6 * 2, 6 * 5, 0, 0));
}

TEST_CASE("BOME's plan counts an iteration's calls") { check_planned_calls("bome:T=4"); }
