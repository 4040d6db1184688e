#include <assay/problems/kappa_family.hpp>
#include <assay/problems/lifted_chain.hpp>
#include <assay/problems/softmax.hpp>
#include <assay/problems/value_function.hpp>

#include <catch2/catch.hpp>

using namespace assay;

namespace {

/// The same functions without the hand-written gradients.
template <class P> struct Bare {
  P inner;
  [[nodiscard]] int dx() const { return inner.dx(); }
  [[nodiscard]] int dy() const { return inner.dy(); }
  template <class T> T f(const Vector<T>& x, const Vector<T>& y) const { return inner.f(x, y); }
  template <class T> T g(const Vector<T>& x, const Vector<T>& y) const { return inner.g(x, y); }
};

/// The largest difference between the written gradients and those of Taylor arithmetic.
template <class P>
Real gradient_gap(const P& problem, const Vector<Real>& x, const Vector<Real>& y) {
  const Bare<P> bare{problem};
  Real worst = 0;
  const auto see = [&worst](const Vector<Real>& u, const Vector<Real>& v) {
    REQUIRE(u.size() == v.size());
    for (Eigen::Index i = 0; i < u.size(); ++i) {
      const Real gap = abs(u(i) - v(i));
      worst = gap <= worst ? worst : gap;
    }
  };
  see(grad_x_f(problem, x, y), grad_x_f(bare, x, y));
  see(grad_y_f(problem, x, y), grad_y_f(bare, x, y));
  see(grad_x_g(problem, x, y), grad_x_g(bare, x, y));
  see(grad_y_g(problem, x, y), grad_y_g(bare, x, y));
  return worst;
}

Vector<Real> point(std::initializer_list<const char*> entries) {
  Vector<Real> result(static_cast<Eigen::Index>(entries.size()));
  Eigen::Index i = 0;
  for (const char* entry : entries) {
    result(i++) = exact<Real>(entry);
  }
  return result;
}

/// Derivative of the value gradient's series against the implicit formula.
template <class P> Real hypergradient_gap(const P& problem, const Vector<Real>& x) {
  const Vector<Real> y = lower_solution(problem, x, Real(0));
  const auto series = value_gradient_series(problem, x, Real(0), y, 1);
  const Vector<Real> gap = derivative(series, 1) - hypergradient(problem, x, y);
  return norm<Real>(gap);
}

} // namespace

TEST_CASE(
    "softmax: written gradients equal Taylor's, and the series starts with the hyper-gradient") {
  const Precision guard(50);
  Stream stream(3, 0, "softmax test");
  const Softmax problem = random_softmax(2, 3, 5, stream);
  REQUIRE(problem.dx() == 4);
  const Vector<Real> x = point({"0.5", "1", "1.25", "0.75"});
  CHECK(gradient_gap(problem, x, point({"0.3", "-1.2", "0.4", "2"})) < pow(Real(10), -47));
  CHECK(hypergradient_gap(problem, x) < pow(Real(10), -45));
}

TEST_CASE("softmax data without a sample of each class are refused") {
  Stream stream(3, 0, "softmax test");
  CHECK_THROWS_AS(random_softmax(2, 3, 2, stream), InvalidArgument);
}

TEST_CASE("lifted chain: y* is x and the hyper-gradient is the chain's gradient") {
  const Precision guard(50);
  const LiftedChain problem{.length = 3, .convexity = 200};
  const Vector<Real> x = point({"1.25", "0.875", "-0.75"});
  CHECK(gradient_gap(problem, x, point({"1.2", "-0.9", "0.8"})) < pow(Real(10), -45));
  const Vector<Real> y = lower_solution(problem, x, Real(0));
  CHECK(norm<Real>((y - x).eval()) == Real(0));
  const Vector<Real> gap = hypergradient(problem, x, y) - zero_chain::gradient(x);
  CHECK(norm<Real>(gap) < pow(Real(10), -45));
  CHECK(hypergradient_gap(problem, x) < pow(Real(10), -45));
}

TEST_CASE("kappa families: the solution at x_of(y) is y") {
  const Precision guard(50);
  const Real y = exact<Real>("0.07");
  const QuarticWell quartic{.convexity = ratio(1, 50), .smoothness = 1};
  const CubicWell cubic{.convexity = ratio(1, 50), .smoothness = 1};
  const Vector<Real> xq = Vector<Real>::Constant(1, quartic.x_of(y));
  const Vector<Real> xc = Vector<Real>::Constant(1, cubic.x_of(exact<Real>("0.01")));
  CHECK(abs(lower_solution(quartic, xq, Real(0))(0) - y) < pow(Real(10), -45));
  CHECK(abs(lower_solution(cubic, xc, Real(0))(0) - exact<Real>("0.01")) < pow(Real(10), -45));
  CHECK(hypergradient_gap(quartic, xq) < pow(Real(10), -45));
}
