// The leading term of a bias: what it is by theory, and how it is measured.
#include <assay/audit/check.hpp>
#include <assay/audit/leading_term.hpp>
#include <assay/audit/problem.hpp>
#include <assay/differences/stencil.hpp>
#include <assay/numbers/literal.hpp>

#include <catch2/catch.hpp>

using namespace assay;
using namespace assay::audit;

namespace {

CheckResult looked_at(const Subject& subject) {
  for (const Check& check : limit_checks()) {
    if (check.id == "limits/leading") {
      return check.run({.subject = subject, .effort = Effort::smoke, .seed = 1});
    }
  }
  throw std::logic_error("no such check");
}

Subject declaring(const std::string& solver, std::optional<double> leading) {
  Subject subject = built_in_subject(solver);
  subject.declared.leading = leading;
  return subject;
}

} // namespace

TEST_CASE("the first derivative by nu is the hyper-gradient") {
  const Instance instance = make_problem({});
  Vector<double> truth(instance.facts.dx);
  instance.model.hypergradient(instance.x0, truth);
  CHECK((derivative_in_nu(data_of({}), instance.x0, 1) - truth).norm() < 1e-12 * truth.norm());
}

TEST_CASE("one lower dimension: the derivatives are those of the closed form") {
  // f = y^2/2, g = 2 y^2/2 - 3 x y: y_nu = 3 x/(2 + nu), grad_x l_nu = -3 y_nu.
  Quadratic<double> problem = data_of({.dx = 1, .dy = 1});
  problem.A(0, 0) = 2;
  problem.F(0, 0) = 1;
  problem.B(0, 0) = 3;
  problem.K(0, 0) = problem.P(0, 0) = problem.b(0) = problem.h(0) = problem.q(0) = 0;
  const Vector<double> x = Vector<double>::Constant(1, 5);
  double factorial = 1;
  for (int k = 1; k <= 5; ++k) {
    factorial *= k;
    const double closed = -9 * 5 * factorial * std::pow(-1, k) / std::pow(2, k + 1);
    CHECK(derivative_in_nu(problem, x, k)(0) == Approx(closed));
  }
}

TEST_CASE("what remains of error / nu^p at 0 is found, with its radius") {
  const Vector<double> first = Vector<double>::LinSpaced(3, 1, 2);
  const Vector<double> second = Vector<double>::LinSpaced(3, -7, 4);
  const std::vector<double> nu = {0.3, 0.2, 0.13, 0.1, 0.06, 0.05};
  std::vector<Vector<double>> errors, bent;
  for (const double at : nu) {
    errors.emplace_back(at * at * (first + at * second));
    bent.emplace_back(at * at * (first + second * std::sqrt(at)));
  }
  const LeadingTerm exact = leading_term(nu, errors, 2, 0);
  CHECK((exact.value - first).norm() < 1e-12);
  CHECK(exact.radius < 1e-12);
  // Not a power series: the radius is far from rounding.
  const LeadingTerm rough = leading_term(nu, bent, 2, 0);
  CHECK(rough.radius > 0.01 * first.norm());
  // Rounding of the last error is amplified by the division and the extrapolation.
  CHECK(leading_term(nu, errors, 2, 1e-6).radius > 1e-6 / (0.05 * 0.05));
}

TEST_CASE("finite differences and penalties have the leading constant of their stencil") {
  for (const char* name : {"f2sa_p:p=1", "f2sa_p:p=2", "f2sa_p:p=3", "f2sa_p:p=4", "f2ba"}) {
    const Subject subject = built_in_subject(name);
    const CheckResult result = looked_at(subject);
    INFO(name << ": " << result.said << ", " << result.measured);
    CHECK(result.outcome == Outcome::passed);
  }
  CHECK(*built_in_subject("f2sa_p:p=3").declared.leading == Approx(-1.0 / 12));
  for (const char* name : {"f2sa_p:p=8", "stocbio", "sgd"}) {
    INFO(name);
    CHECK(looked_at(built_in_subject(name)).outcome != Outcome::finding);
  }
}

TEST_CASE("another constant, or the wrong sign, is a finding; nothing declared is measured") {
  CHECK(looked_at(declaring("f2sa_p:p=2", -1.0 / 6)).outcome == Outcome::finding);
  CHECK(looked_at(declaring("f2sa_p:p=3", 1.0 / 12)).outcome == Outcome::finding);
  CHECK(looked_at(declaring("f2ba", 0.45)).outcome == Outcome::finding);
  const CheckResult measured = looked_at(declaring("f2sa_p:p=2", {}));
  CHECK(measured.outcome == Outcome::passed);
  CHECK(measured.said.find("tends to 0.1667 nu^2 d^3/dnu^3 grad l_nu") != std::string::npos);
}
