#include <assay/claims/identity.hpp>
#include <assay/claims/judge.hpp>

#include <catch2/catch.hpp>

using namespace assay;

namespace {

/// The lower-level solution, as a closed form and as a stationary point moved by one Newton step.
Sides solution_by_two_routes(const QuadraticCase& c) {
  const Vector<Rational> zero = zeros<Rational>(c.problem.dy());
  const Matrix<Rational> hessian = hess_yy_g(c.problem, c.x, zero);
  const Vector<Rational> slope = grad_y_g(c.problem, c.x, zero);
  return {.left = c.problem.solution(c.x, Rational(0)),
          .right = (-solve<Rational>(hessian, slope)).eval()};
}

} // namespace

TEST_CASE("a true identity is supported on every case it looked at", "[claims]") {
  const Evidence evidence =
      check_on_quadratics(Effort{.level = Effort::smoke}, solution_by_two_routes);
  const Judgement judgement = judge(evidence);
  CHECK(judgement.verdict == Verdict::supported);
  CHECK(judgement.cases == 30);
}

TEST_CASE("without effort an identity looks at nothing", "[claims]") {
  const Evidence evidence =
      check_on_quadratics(Effort{.level = Effort::starved}, solution_by_two_routes);
  CHECK(judge(evidence).verdict == Verdict::vacuous);
}

TEST_CASE("a false identity is refuted on a case that can be read", "[claims]") {
  const Evidence evidence =
      check_on_quadratics(Effort{.level = Effort::smoke}, [](const QuadraticCase& c) {
        Sides sides = solution_by_two_routes(c);
        sides.right(0) += c.problem.F(0, c.problem.dy() - 1);
        return sides;
      });
  CHECK(judge(evidence).verdict == Verdict::refuted);
  CHECK(evidence.rows.front().note ==
        "simplest failing case: entry 0 is 0 on the left and -1 on the right; dx = 1, dy = 1, "
        "A = 1, F = -1, nu = 1/2 (from case 0 of seed 1)");
}

TEST_CASE("sides of different length are different", "[claims]") {
  CHECK(difference({.left = one(0), .right = joined(one(0), one(0))}).has_value());
  CHECK_FALSE(difference({.left = one(2), .right = one(2)}).has_value());
}
