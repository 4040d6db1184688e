#include <assay/oracles/nu_ladder.hpp>
#include <assay/oracles/nu_table.hpp>

#include <catch2/catch.hpp>

using namespace assay;

namespace {

struct Setting {
  Quadratic<Rational> problem;
  Vector<Rational> x;
  std::vector<Stencil> stencils;
  std::vector<Rational> steps = dyadic_ladder(ratio(1, 32), 6);
};

Setting setting(int dx, int dy) {
  Stream stream(11, 0, "nu table test");
  Setting result{random_quadratic({.dx = dx, .dy = dy, .kappa = 100}, stream), {}, {}};
  result.x = random_point(dx, stream);
  for (int p = 1; p <= 10; ++p) {
    result.stencils.push_back(f2sa_stencil(p));
  }
  return result;
}

} // namespace

TEST_CASE("the fast table of errors agrees with solving, and both with rationals") {
  const Precision guard(50);
  const Setting s = setting(3, 5);
  const auto problem = s.problem.as<Real>();
  const auto x = convert<Real>(s.x);
  const auto fast = error_table(problem, x, s.stencils, s.steps);
  const auto plain =
      error_table_by_solving(problem, x, s.stencils, s.steps, Sharing::nothing_shared);
  const auto shared =
      error_table_by_solving(problem, x, s.stencils, s.steps, Sharing::nodes_shared);
  NuLadder<Quadratic<Rational>, Rational> ladder(s.problem, s.x);
  int checked = 0;
  for (Eigen::Index p = 0; p < fast.rows(); ++p) {
    for (Eigen::Index i = 0; i < fast.cols(); ++i) {
      const auto at = static_cast<std::size_t>(i);
      const auto error = ladder.error(s.stencils[static_cast<std::size_t>(p)], s.steps[at]);
      const Real truth = sqrt(exact<Real>(dot<Rational>(error, error)));
      // rounding: at most sum |alpha| |y| / nu units, |y| below 1000 here
      const Real allowed = pow(Real(10), -46) * Real(1000) / exact<Real>(s.steps[at]);
      CHECK(abs(fast(p, i) - truth) < allowed);
      CHECK(abs(plain(p, i) - truth) < allowed);
      CHECK(shared(p, i) == plain(p, i));
      ++checked;
    }
  }
  CHECK(checked == 60);
}

TEST_CASE("the comparison notices one wrong weight") {
  const Precision guard(50);
  Setting s = setting(2, 3);
  const auto problem = s.problem.as<Real>();
  const auto x = convert<Real>(s.x);
  const auto fast = error_table(problem, x, s.stencils, s.steps);
  s.stencils[3].weights.front() += power(ratio(1, 10), 30);
  const auto plain = error_table_by_solving(problem, x, s.stencils, s.steps, Sharing::nodes_shared);
  CHECK(abs(fast(3, 0) - plain(3, 0)) > pow(Real(10), -32));
}
