#include "check.hpp"

using namespace assay;
using namespace assay::solver_check;

TEST_CASE("ITD's limit tends to the minimiser like (1 - alpha mu)^D") {
  // A = 2 I and alpha = 1/4: what is not differentiated halves with every step.
  const Instance at = instance(isotropic());
  const auto away = [&](int steps) {
    return (limit(text("itd", {{"D", steps}, {"alpha", 0.25}}), at) - minimiser(isotropic()))
        .norm();
  };
  for (int steps = 6; steps < 16; ++steps) {
    CHECK(away(steps + 1) / away(steps) == Approx(0.5).epsilon(0.02));
  }
  CHECK(away(50) < 1e-10);
}

TEST_CASE("ITD's first direction is the derivative of f(x, y_D(x)) through its steps") {
  const auto q = anisotropic();
  const Instance at = instance(q);
  const double alpha = 0.2;
  for (const int steps : {1, 2, 5}) {
    const auto value = [&](const V& x) {
      V y = at.y0;
      for (int t = 0; t < steps; ++t) {
        y = (y - alpha * q.grad_y_g<double>(x, y)).eval();
      }
      return q.f<double>(x, y);
    };
    const Run one = run(text("itd", {{"D", steps}, {"alpha", alpha}}), at, 1);
    for (Eigen::Index i = 0; i < 2; ++i) { // f is quadratic: a central difference is exact
      const V h = 0.5 * V::Unit(2, i);
      CHECK(one.estimate(i) == Approx(value(at.x0 + h) - value(at.x0 - h)).epsilon(1e-12));
    }
  }
}

TEST_CASE("ITD starts y from its last value, or from y0") {
  const Instance at = instance(anisotropic());
  CHECK(run("itd:D=2", at, 1).estimate == run("itd:D=2,warm=no", at, 1).estimate);
  CHECK_FALSE(run("itd:D=2", at, 2).estimate == run("itd:D=2,warm=no", at, 2).estimate);
  CHECK((limit("itd:D=60,warm=no", at) - minimiser(anisotropic())).norm() < 1e-8);
}

TEST_CASE("ITD counts D, 1, 1, D - 1 and D: the last product would not be used") {
  const Instance at = instance(anisotropic());
  CHECK(run("itd:D=4", at, 6).calls == calls(6, 6, 0, 6 * 4, 6 * 3, 6 * 4));
  CHECK_FALSE(run("itd:D=5", at, 6).calls == calls(6, 6, 0, 6 * 4, 6 * 3, 6 * 4));
}

TEST_CASE("ITD's plan counts an iteration's calls") { check_planned_calls("itd:D=4"); }
