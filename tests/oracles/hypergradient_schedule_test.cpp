#include <assay/oracles/hypergradient_schedule.hpp>

#include <catch2/catch.hpp>

using namespace assay;

namespace {

/// g = y^2/2 - y (x + 1), f = 0.4 y^2 + 0.5 y at x = 0, every noise 1, started at y*.
Setting<Real> scalar_instance() {
  Quadratic<Rational> q;
  q.A = q.B = identity<Rational>(1);
  q.F = q.K = q.P = zeros<Rational>(1, 1);
  q.F(0, 0) = exact<Rational>("0.8");
  q.b = q.h = q.q = zeros<Rational>(1);
  q.b(0) = 1;
  q.h(0) = exact<Rational>("0.5");
  return {q.as<Real>(), zeros<Real>(1), Vector<Real>::Constant(1, Real(1)), {}};
}

/// The looser cap on nu of the independent prototype; at epsilon = 0.1 it binds from p = 5 on.
Real loose_cap(int p) { return exact<Real>("0.9") / (p < 2 ? Real(1) : Real(p) / Real(2)); }

Real calls(const HypergradientSchedule& schedule, int decade, const Real& cap) {
  return schedule.plan(even_budget(pow(Real(10), -decade)), OuterSamples::independent, cap).calls;
}

/// Local slope between 1e-11 and 1e-12, divided by log(1/epsilon).
double corrected_slope(const HypergradientSchedule& schedule, const Real& cap) {
  const Real ratio = calls(schedule, 12, cap) / calls(schedule, 11, cap);
  return (log10(ratio) - log10(Real(12) / Real(11))).to_double();
}

} // namespace

TEST_CASE("the slopes at 1e-12 are those of the independent prototype, to the digits given") {
  const Precision digits(60);
  const std::vector<std::pair<int, double>> reference = {{1, 3.996}, {2, 2.996}, {3, 2.663},
                                                         {4, 2.496}, {5, 2.397}, {6, 2.328},
                                                         {8, 2.243}, {10, 2.189}};
  for (const auto& [p, slope] : reference) {
    const HypergradientSchedule schedule(scalar_instance(), f2sa_stencil(p));
    INFO("p = " << p);
    CHECK(corrected_slope(schedule, schedule.curvature_cap()) == Approx(slope).margin(5e-4));
    CHECK(corrected_slope(schedule, loose_cap(p)) == Approx(slope).margin(5e-4));
  }
}

TEST_CASE("at epsilon = 0.1 the true cap makes p = 5 cost 1.26e5 instead of 7.5e4") {
  const Precision digits(60);
  const HypergradientSchedule schedule(scalar_instance(), f2sa_stencil(5));
  CHECK((schedule.curvature_cap() == exact<Real>("0.25")));
  CHECK(calls(schedule, 1, schedule.curvature_cap()).to_double() == Approx(1.26e5).margin(500));
  CHECK(calls(schedule, 1, loose_cap(5)).to_double() == Approx(7.5e4).margin(500));
}

TEST_CASE("every part of a plan meets its budget, and hardly more") {
  const Precision digits(60);
  for (const int p : {1, 2, 5}) {
    const HypergradientSchedule schedule(scalar_instance(), f2sa_stencil(p));
    const Real epsilon = exact<Real>("1e-6");
    const ErrorBudget budget = even_budget(epsilon);
    const HypergradientPlan plan = schedule.plan(budget, OuterSamples::independent);
    const EstimatorLaw<Real> law(schedule.setting(), schedule.stencil(), plan.nu);
    const auto met = [](const Real& value, const Real& allowed) {
      const double share = (value / allowed).to_double();
      CHECK(share <= 1 + 1e-15);
      CHECK(share >= 1 - 1e-6);
    };
    const Vector<Real> bias = law.finite_difference();
    met(sqrt(dot<Real>(bias, bias)), budget.bias);
    met(law.unfinished_bound(plan.eta, plan.steps), budget.unfinished);
    met(law.inner_variance(plan.eta), budget.inner * budget.inner);
    met(law.outer_variance(OuterSamples::independent) / plan.batch, budget.outer * budget.outer);
    const auto error = law.error(plan.eta, plan.steps, plan.batch, OuterSamples::independent);
    CHECK((error.mean_square() <= Real(2) * epsilon * epsilon));
  }
}

TEST_CASE("the fast bias is the bias of the estimator's law") {
  const Precision digits(60);
  Stream stream(9, 0, "schedule");
  const Quadratic<Rational> q = random_quadratic({.dx = 2, .dy = 3, .kappa = 4}, stream);
  const Setting<Real> setting{
      q.as<Real>(), convert<Real>(random_point(2, stream)), zeros<Real>(3), {}};
  for (int p = 1; p <= 6; ++p) {
    const HypergradientSchedule schedule(setting, f2sa_stencil(p));
    const Real nu = schedule.curvature_cap() / Real(3);
    const EstimatorLaw<Real> law(setting, f2sa_stencil(p), nu);
    const Vector<Real> bias = law.finite_difference();
    const Real size = sqrt(dot<Real>(bias, bias));
    CHECK((abs(schedule.bias(nu) - size) <= exact<Real>("1e-45") * size));
  }
}

TEST_CASE("a lower level that keeps f affine needs no small nu") {
  const Precision digits(60);
  Setting<Real> setting = scalar_instance();
  setting.problem.F(0, 0) = Real(0);
  const HypergradientSchedule schedule(setting, f2sa_stencil(2));
  const Real cap = exact<Real>("0.5");
  CHECK((schedule.plan(even_budget(exact<Real>("1e-9")), OuterSamples::shared, cap).nu == cap));
  // The true cap is infinite then, and a schedule needs a finite one.
  CHECK_THROWS_AS(schedule.plan(even_budget(1), OuterSamples::shared), InvalidArgument);
}

TEST_CASE("too few digits are undecidable, not a wrong schedule") {
  const Precision digits(20);
  const HypergradientSchedule schedule(scalar_instance(), f2sa_stencil(1));
  CHECK_THROWS_AS(calls(schedule, 12, schedule.curvature_cap()), Undecidable);
}
