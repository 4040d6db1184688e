// Other units: the constants of the changed problem are those that the problem has, and what a
// solver declares of its parameters' units decides.
#include <assay/audit/audit.hpp>
#include <assay/audit/problem.hpp>
#include <assay/audit/units.hpp>
#include <assay/error.hpp>
#include <assay/problems/quadratic_model.hpp>

#include <catch2/catch.hpp>

using namespace assay;
using namespace assay::audit;

TEST_CASE("the constants in other units are those of the problem in other units") {
  const Problem problem{};
  const Units units{.x = 2, .y = 8, .f = 0.25, .g = 4};
  const Instance plain = make_problem(problem);
  const Instance other = in_units(plain, data_of(problem), units);
  // Found from the changed data alone.
  Quadratic<double> q = data_of(problem);
  q.F *= 16, q.K *= 4, q.h *= 2, q.P *= 1, q.q *= 0.5;
  q.A *= 256, q.B *= 64, q.b *= 32;
  const Facts found = quadratic_facts(QuadraticModel(q), other.x0, other.y0);
  const Facts& facts = other.facts;
  CHECK(facts.mu == Approx(found.mu));
  CHECK(facts.lower_curvature == Approx(found.lower_curvature));
  CHECK(facts.upper_curvature == Approx(found.upper_curvature));
  CHECK(facts.coupling == Approx(found.coupling));
  CHECK(facts.upper_coupling == Approx(found.upper_coupling));
  CHECK(facts.upper_slope == Approx(found.upper_slope));
  CHECK(facts.solution_slope == Approx(found.solution_slope));
  CHECK(facts.smoothness == Approx(found.smoothness));
  CHECK(facts.gap == Approx(found.gap));
  CHECK(facts.start_distance == Approx(found.start_distance));
  for (const int p : {1, 2, 3}) {
    CHECK(facts.stencil_bias(p, 0.3) == Approx(found.stencil_bias(p, 0.3)));
  }
  Vector<double> gradient(3);
  Vector<double> changed(3);
  plain.model.hypergradient(plain.x0, gradient);
  other.model.hypergradient(other.x0, changed);
  CHECK((changed - 0.5 * gradient).norm() < 1e-12);
  CHECK(facts.epsilon == 0.5 * plain.facts.epsilon);
}

TEST_CASE("the deviations of noise have the units of what they are deviations of") {
  const Instance silent = silent_problem({});
  const Facts& before = silent.facts;
  REQUIRE(before.sigma_hvp > 0);
  const Facts after = in_units(silent, data_of({}), {.x = 2, .y = 8, .f = 0.25, .g = 4}).facts;
  CHECK(after.sigma_fx == 0.5 * before.sigma_fx);
  CHECK(after.sigma_fy == 2 * before.sigma_fy);
  CHECK(after.sigma_gx == 8 * before.sigma_gx);
  CHECK(after.sigma_gy == 32 * before.sigma_gy);
  CHECK(after.sigma_hvp == 256 * before.sigma_hvp);
  CHECK(after.sigma_jvp == 64 * before.sigma_jvp);
}

TEST_CASE("a unit is a product of powers") {
  CHECK(parse_dimension("x") == Dimension{.x = 1});
  CHECK(parse_dimension("y^2/g") == Dimension{.y = 2, .g = -1});
  CHECK(parse_dimension("1/f*x^3") == Dimension{.x = 3, .f = -1});
  CHECK(parse_dimension("1") == Dimension{});
  for (const char* wrong : {"", "z", "y^", "y^0", "y^x", "2", "x y", "x*", "/x", "x**y", "x^10"}) {
    INFO(wrong);
    CHECK_THROWS_AS(parse_dimension(wrong), InvalidArgument);
  }
  // x = 2 x': a length of 1 in x is one of 1/2 in x'.
  CHECK(Dimension{.x = 1}.factor({.x = 2}) == 0.5);
  CHECK(Dimension{.y = 2, .g = -1}.factor({.y = 4, .g = 8}) == 1.0 / 128);
}

namespace {

/// Gradient descent on grad_x f - J v with steps that are numbers.
struct FixedSteps {
  double eta, rho;
  Vector<double> at, below, v, d, part;

  void start(Oracle& oracle) {
    at = oracle.x0();
    below = oracle.y0();
    v.setZero(oracle.dy());
    d.setZero(oracle.dx());
  }
  void step(Oracle& oracle) {
    oracle.grad_y_g(at, below, oracle.lower(), part);
    below -= rho * part;
    oracle.hvp(at, below, v, oracle.lower(), part);
    v -= rho * part;
    oracle.grad_y_f(at, below, oracle.upper(), part);
    v += rho * part;
    oracle.grad_x_f(at, below, oracle.upper(), d);
    oracle.jvp(at, below, v, oracle.lower(), part);
    d -= part;
    at -= eta * d;
  }
  [[nodiscard]] const Vector<double>& x() const { return at; }
};

Subject fixed_steps(const std::string& unit_of_eta) {
  Subject subject;
  subject.target = "fixed";
  subject.declared = read_declaration("[parameters]\neta = 0.1\nrho = 0.05\n[units]\neta = \"" +
                                          unit_of_eta + "\"\nrho = \"y^2/g\"\n",
                                      "fixed.toml");
  subject.make = [](const Facts&, const Parameters& set) {
    return AnySolver(FixedSteps{.eta = set.number("eta", 0.1), .rho = set.number("rho", 0.05)});
  };
  subject.make_fresh = subject.make;
  return subject;
}

std::vector<Outcome> outcomes(const Subject& subject) {
  std::vector<Outcome> result;
  for (const Judged& judged :
       audit::audit(subject, {.effort = Effort::smoke, .only = {"laws/rescaling*"}}).checks) {
    UNSCOPED_INFO(judged.result.said);
    result.push_back(judged.result.outcome);
  }
  return result;
}

} // namespace

TEST_CASE("steps that are numbers are asked for their units") {
  using enum Outcome;
  CHECK(outcomes(fixed_steps("x^2/f")) == std::vector<Outcome>{passed, passed});
  CHECK(outcomes(fixed_steps("x/f")) == std::vector<Outcome>{finding, passed});
  CHECK(outcomes(fixed_steps("x^2/g")) == std::vector<Outcome>{passed, finding});
  Subject silent = fixed_steps("x^2/f");
  silent.declared.units.clear();
  CHECK(outcomes(silent) == std::vector<Outcome>{not_applicable, not_applicable});
  silent.declared.from_constants = true; // which they are not
  CHECK(outcomes(silent) == std::vector<Outcome>{finding, finding});
}
