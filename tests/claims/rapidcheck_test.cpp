#include <assay/claims/rapidcheck.hpp>
#include <assay/problems/moving_solution.hpp>

#include <catch2/catch.hpp>

using namespace assay;

#define HOLDS(...)                                                                                 \
  do {                                                                                             \
    const std::string found = counterexample(__VA_ARGS__);                                         \
    INFO(found);                                                                                   \
    CHECK(found.empty());                                                                          \
  } while (false)

TEST_CASE("generated quadratics are valid, and so is what they shrink to", "[claims]") {
  HOLDS("generated quadratics are valid", [] {
    const QuadraticCase c = *property::quadratics();
    RC_ASSERT(is_valid(c));
  });
  HOLDS("nasty quadratics are valid", [] { RC_ASSERT(is_valid(*property::nasty_quadratics())); });
}

TEST_CASE("the envelope theorem is a property", "[claims]") {
  HOLDS("envelope theorem", [] {
    const QuadraticCase c = *property::quadratics(4);
    const Vector<Rational> y = c.problem.solution(c.x, c.nu);
    require_equal({.left = moving_value_gradient(c.problem, c.x, c.nu),
                   .right = value_gradient(c.problem, c.x, y, c.nu)});
  });
}

TEST_CASE("a stencil's order, derivations and text agree", "[claims]") {
  const auto agrees = [](const Stencil& s) {
    RC_ASSERT(facts(s).consistent);
    RC_ASSERT(facts(s).order + 1 >= static_cast<int>(s.size()));
    RC_ASSERT(from_nodes_by_solving(s.nodes) == s);
    RC_ASSERT(parse_stencil(to_string(s)) == s);
  };
  HOLDS("stencils", [&] { agrees(*property::stencils()); });
  HOLDS("nasty stencils", [&] { agrees(*property::nasty_stencils()); });
}

namespace {
/// A false property: the mixed Hessian of a quadratic equals its transpose.
void transposed_is_the_same() {
  const QuadraticCase c = *property::quadratics();
  RC_PRE(c.problem.dx() == c.problem.dy());
  const Matrix<Rational> transposed = c.problem.B.transpose();
  RC_ASSERT(c.problem.B == transposed);
}
} // namespace

TEST_CASE("a false property shrinks to a case one can read", "[claims]") {
  const std::string found = counterexample("B is symmetric", transposed_is_the_same);
  INFO(found);
  CHECK(found.find("dx = 2, dy = 2, A = [1 0; 0 1], B = [0 ") != std::string::npos);
  CHECK(found.find("replay with RC_PARAMS=\"reproduce=") != std::string::npos);
}

TEST_CASE("the replay line holds what RapidCheck needs to find the case again", "[claims]") {
  const std::string found = counterexample("B is symmetric", transposed_is_the_same);
  const std::string key = "RC_PARAMS=\"";
  const std::size_t start = found.find(key) + key.size();
  const auto read = rc::detail::configFromString(found.substr(start, found.rfind('"') - start));
  REQUIRE(read.reproduce.count("B is symmetric") == 1);
  rc::detail::TestMetadata who;
  who.id = "B is symmetric";
  rc::detail::TestListenerAdapter silent;
  const auto again = rc::detail::checkTestable(transposed_is_the_same, who,
                                               rc::detail::TestParams(), silent, read.reproduce);
  REQUIRE(again.is<rc::detail::FailureResult>());
  CHECK(again.get<rc::detail::FailureResult>().numSuccess == 0); // found at once
  std::ostringstream text;
  rc::detail::printResultMessage(again, text);
  const std::string least =
      found.substr(found.find("dx = "), found.find(", nu") - found.find("dx"));
  CHECK(text.str().find(least) != std::string::npos);
}

TEST_CASE("a property finds the same counterexample in every run", "[claims]") {
  if (std::getenv("RC_PARAMS") == nullptr) {
    CHECK(counterexample("B is symmetric", transposed_is_the_same) ==
          counterexample("B is symmetric", transposed_is_the_same));
  }
}

TEST_CASE("generated rationals shrink towards 0", "[claims]") {
  const std::string found = counterexample("no rational exceeds 2", [] {
    const Rational a = *property::rationals();
    RC_ASSERT(a <= 2);
  });
  INFO(found);
  CHECK(found.find("\n3\n") != std::string::npos);
}
