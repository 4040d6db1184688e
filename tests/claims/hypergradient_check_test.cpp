#include <assay/claims/hypergradient_check.hpp>
#include <assay/claims/judge.hpp>

#include <catch2/catch.hpp>

using namespace assay;

namespace {

/// g = exp(y) + y^2/2 - x y, f = x y^2 / 2; `slip` spoils its gradient by x of g.
struct Sample {
  Rational slip = 0;
  [[nodiscard]] static int dx() { return 1; }
  [[nodiscard]] static int dy() { return 1; }
  template <Analytic T> T f(const Vector<T>& x, const Vector<T>& y) const {
    return x(0) * y(0) * y(0) / T(2);
  }
  template <Analytic T> T g(const Vector<T>& x, const Vector<T>& y) const {
    return exp(y(0)) + y(0) * y(0) / T(2) - x(0) * y(0);
  }
  template <Analytic T> Vector<T> grad_x_g(const Vector<T>& /*x*/, const Vector<T>& y) const {
    return Vector<T>::Constant(1, T(-y(0) * exact<T>(1 + slip)));
  }
};

Judgement judged(const Sample& sample, const IdentityCheckOptions& how = {}) {
  return judge(check_hypergradient_identities(sample, Vector<Rational>::Constant(1, 2), how));
}

} // namespace

TEST_CASE("the identities hold on a user's problem", "[claims]") {
  const Judgement judgement = judged({});
  CHECK(judgement.verdict == Verdict::supported);
  CHECK(judgement.cases == 8);
}

TEST_CASE("a gradient off by 1e-25 is refuted", "[claims]") {
  CHECK(judged({.slip = parse_rational("1e-25")}).verdict == Verdict::refuted);
}

TEST_CASE("too few digits decide nothing", "[claims]") {
  for (const int digits : {15, 20, 30}) {
    CHECK(judged({}, {.digits = digits}).verdict == Verdict::inconclusive);
  }
}

TEST_CASE("a point of the wrong length is refused", "[claims]") {
  CHECK_THROWS_AS(check_hypergradient_identities(Sample{}, Vector<Rational>::Constant(2, 1)),
                  InvalidArgument);
}
