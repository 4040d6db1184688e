// What the schedule for epsilon makes of one step: exponents that theory gives, without a run.
#include <assay/audit/check.hpp>
#include <assay/audit/first_estimates.hpp>
#include <assay/audit/limit.hpp>
#include <assay/audit/problem.hpp>

#include <catch2/catch.hpp>

using namespace assay;
using namespace assay::audit;

namespace {

CheckResult looked_at(const Subject& subject, const std::string& id) {
  for (const Check& check : schedule_checks()) {
    if (check.id == id) {
      return check.run({.subject = subject, .effort = Effort::smoke, .seed = 1});
    }
  }
  throw std::logic_error("no such check");
}

CheckResult cost_of(const std::string& solver, std::optional<double> declared = {}) {
  Subject subject = built_in_subject(solver);
  if (declared) {
    subject.declared.exponent = declared;
  }
  return looked_at(subject, "rates/step_cost");
}

} // namespace

TEST_CASE("one step of F2SA-p costs eps^-(2 + 2/p) times a logarithm, the whole schedule 4 + 2/p") {
  for (const int p : {1, 2, 3, 4, 6}) {
    const CheckResult result = cost_of("f2sa_p:p=" + std::to_string(p));
    INFO("p = " << p << ": " << result.said);
    CHECK(result.outcome == Outcome::passed);
    const double theory = 4 + 2.0 / p;
    const double measured = std::stod(result.measured);
    CHECK(measured > theory - 0.1); // the cap on nu, which large p leaves late
    CHECK(measured < theory + 0.2); // its one logarithm
  }
}

TEST_CASE("a rate better than its schedule's is found without a run") {
  CHECK(cost_of("f2sa_p:p=2", 4.67).outcome == Outcome::finding);
  CHECK(cost_of("f2sa_p:p=2", 5).outcome == Outcome::passed);
  CHECK(cost_of("stocbio", 3).outcome == Outcome::finding);
  CHECK(cost_of("slip", 3.5).outcome == Outcome::finding);
}

TEST_CASE("a schedule that does not know epsilon is not judged by it") {
  CHECK(cost_of("f2sa_p:p=2,nu=0.1,eta=0.1,eta_x=0.01,K=5,S=3").outcome == Outcome::not_applicable);
}

TEST_CASE("the first estimates' variance is the noise's, divided by the batch") {
  const Subject subject = built_in_subject("normalised_sgd");
  Problem problem{.upper_only = true, .noise = "additive", .sigma = 0.3};
  const Instance instance = make_problem(problem);
  const Context context{.subject = subject, .effort = Effort::smoke, .seed = 1};
  const FirstEstimates first = first_estimates(context, instance, with({}, "S", 4), 4000);
  // sigma^2/4; 12000 normals: 6 standard deviations are 8 % (error probability 2e-9).
  CHECK(first.variance == Approx(0.09 / 4).epsilon(0.08));
  CHECK(first.calls == 4);
}
