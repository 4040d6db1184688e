#include "check.hpp"

using namespace assay;
using namespace assay::solver_check;

namespace {

struct Moments {
  V mean;
  double variance = 0; ///< E||estimate - mean||^2
};

/// Of the first estimate over independent directions.
Moments moments(const std::string& name, const Instance& at, int trials) {
  Moments m{.mean = zeros<double>(at.facts.dx)};
  double squares = 0;
  for (int i = 0; i < trials; ++i) {
    const V one = run(name, at, 1, {.trial = static_cast<std::uint32_t>(i)}).estimate;
    m.mean += one / trials;
    squares += one.squaredNorm() / trials;
  }
  m.variance = (squares - m.mean.squaredNorm()) * trials / (trials - 1);
  return m;
}

/// The derivative of f(x, y_N(x)) through N steps from y0, less grad_x f: what directions estimate.
V implicit(const Quadratic<double>& q, const Instance& at, double alpha, int steps) {
  M slope = M::Zero(q.dy(), q.dx());
  V y = at.y0;
  for (int t = 0; t < steps; ++t) {
    slope = (slope - alpha * (q.A * slope - q.B)).eval();
    y = (y - alpha * q.grad_y_g<double>(at.x0, y)).eval();
  }
  return slope.transpose() * q.grad_y_f<double>(at.x0, y);
}

} // namespace

// y_N is linear in x: a mean is off by more than 6 of its deviations with probability 1e-8, and a
// variance of 4000 products of normals, whose own deviation is below 10 %, by half of itself with
// less.
TEST_CASE("PZOBO's estimate has the derivative through N steps as its mean, (dx + 1)/Q as its "
          "variance") {
  const auto q = anisotropic();
  const Instance at = instance(q);
  const int trials = 4000;
  for (const int steps : {2, 40}) {
    const V part = implicit(q, at, 0.2, steps);
    for (const int directions : {1, 4}) {
      const std::string name = text(
          "pzobo", {{"N", steps}, {"alpha", 0.2}, {"Q", directions}, {"mu", 0.5}, {"beta", 0.01}});
      const Moments m = moments(name, at, trials);
      const V y = run(name, at, 1).y;
      const V mean = q.grad_x_f<double>(at.x0, y) + part;
      const double variance = 3 * part.squaredNorm() / directions; // dx = 2
      CHECK((m.mean - mean).norm() < 6 * std::sqrt(variance / trials));
      CHECK(m.variance == Approx(variance).epsilon(0.5));
      CHECK(m.variance != Approx(variance / 2).epsilon(0.2)); // dx + 1, not dx/2
    }
  }
}

TEST_CASE("PZOBO's mean tends to the hyper-gradient like (1 - alpha mu)^N") {
  const auto q = isotropic();
  const Instance at = instance(q);
  V exact;
  at.model.hypergradient(at.x0, exact);
  const auto away = [&](int steps) {
    const V y = run(text("pzobo", {{"N", steps}, {"alpha", 0.25}}), at, 1).y;
    return (q.grad_x_f<double>(at.x0, y) + implicit(q, at, 0.25, steps) - exact).norm();
  };
  for (int steps = 4; steps < 12; ++steps) {
    CHECK(away(steps + 1) / away(steps) == Approx(0.5).epsilon(0.01));
  }
}

TEST_CASE(
    "PZOBO draws the same directions for the same seed, others for another, fresh ones later") {
  const Instance at = instance(anisotropic());
  CHECK(run("pzobo", at, 3).x == run("pzobo", at, 3).x);
  CHECK_FALSE(run("pzobo", at, 3, {.seed = 2}).x == run("pzobo", at, 3).x);
  CHECK_FALSE(run("pzobo", at, 1, {.trial = 1}).x == run("pzobo", at, 1).x);
  const std::string held = "pzobo:beta=1e-300,N=400,Q=1";
  CHECK((run(held, at, 1).estimate - run(held, at, 2).estimate).norm() > 1e-3);
}

TEST_CASE("PZOBO counts N (Q + 1), 1 and 1") {
  const Instance at = instance(anisotropic());
  CHECK(run("pzobo:N=4,Q=5", at, 6).calls == calls(6, 6, 0, 6 * 4 * 6, 0, 0));
  CHECK_FALSE(run("pzobo:N=4,Q=4", at, 6).calls == calls(6, 6, 0, 6 * 4 * 6, 0, 0));
}

TEST_CASE("PZOBO's step shrinks like Q/dx, and no radius is too large where y* is linear") {
  const SolverInfo info = find_solver("pzobo");
  Facts facts = instance(anisotropic()).facts;
  facts.epsilon = 1e-3;
  const auto planned = [&](int dx, const char* directions) {
    facts.dx = dx;
    return info.plan(facts, Parameters(std::map<std::string, std::string>{{"Q", directions}}));
  };
  CHECK(planned(9, "1").steps / planned(99, "1").steps == Approx(0.1).epsilon(1e-6));
  CHECK(planned(9, "1").steps / planned(9, "10").steps == Approx(10).epsilon(1e-6));
  CHECK(planned(9, "1").values.at("mu") == 1);
  facts.curvature_slope = 1;
  CHECK(planned(9, "1").values.at("mu") < 1e-3);
}

TEST_CASE("PZOBO's gradients are exact ones") {
  CHECK_FALSE(find_solver("pzobo")
                  .predict(instance(anisotropic(), {AdditiveNoise{.gy = 0.1}}).facts, {})
                  .applicable);
}

TEST_CASE("PZOBO's plan counts an iteration's calls") { check_planned_calls("pzobo:N=3,Q=2"); }
