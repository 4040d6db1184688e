#include "check.hpp"

using namespace assay;
using namespace assay::solver_check;

TEST_CASE("AID-FP's limit tends to the minimiser like (1 - eta mu)^(Q+1)") {
  // A = 2 I and eta = 1/4: what the series lacks halves with every product.
  const Instance at = instance(isotropic());
  const auto away = [&](int depth) {
    return (limit(text("aid_fp", {{"Q", depth}, {"eta", 0.25}}), at) - minimiser(isotropic()))
        .norm();
  };
  for (int depth = 6; depth < 16; ++depth) {
    CHECK(away(depth + 1) / away(depth) == Approx(0.5).epsilon(0.02));
  }
  CHECK(away(50) < 1e-10);
}

TEST_CASE("AID-FP's first direction is that of the Neumann sum at y_D") {
  const auto q = anisotropic();
  const Instance at = instance(q);
  for (const int depth : {0, 1, 5}) {
    const Run one = run(text("aid_fp", {{"Q", depth}, {"eta", 0.2}, {"D", 3}}), at, 1);
    CHECK((one.estimate - neumann_estimate(q, at.x0, one.y, 0.2, depth)).norm() < 1e-13);
  }
}

TEST_CASE("AID-FP's Q + 1 terms are the paper's iteration from 0, whose first product is of 0") {
  const auto q = anisotropic();
  const Instance at = instance(q);
  const Run one = run("aid_fp:Q=4,eta=0.2,D=3", at, 1);
  const V pull = q.grad_y_f<double>(at.x0, one.y);
  V v = zeros<double>(3);
  for (int n = 0; n < 5; ++n) {
    v = (v - 0.2 * (q.A * v) + 0.2 * pull).eval();
  }
  const V direction = q.grad_x_f<double>(at.x0, one.y) + q.B.transpose() * v;
  CHECK((one.estimate - direction).norm() < 1e-13);
}

TEST_CASE("AID-FP counts D, 1, 1, Q and 1, its gradients of f of one sample") {
  const Instance at = instance(anisotropic(), {AdditiveNoise{.fx = 1, .gy = 1}});
  const Run six = run("aid_fp:D=4,Q=5", at, 6, {.execution = Execution::steps});
  CHECK(six.calls == calls(6, 6, 0, 6 * 4, 6 * 5, 6));
  for (const auto& [batch, kinds] : uses(six.log)) {
    CHECK(kinds.size() == (batch.first == Level::upper ? 2U : 1U));
  }
}

TEST_CASE("AID-FP's plan counts an iteration's calls") { check_planned_calls("aid_fp:D=3,Q=4"); }
