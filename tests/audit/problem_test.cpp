// The problems of an audit are what they are named for.
#include <assay/audit/problem.hpp>
#include <assay/audit/run.hpp>

#include <catch2/catch.hpp>

#include <set>

using namespace assay;
using namespace assay::audit;

namespace {

Vector<double> answer(const Instance& instance, const Vector<double>& x) {
  Vector<double> out(instance.facts.dx);
  instance.model.hypergradient(x, out);
  return out;
}

} // namespace

TEST_CASE("a swapped Hessian keeps y* and moves the hyper-gradient") {
  const Instance plain = make_problem({});
  const Instance swapped = make_problem({.swapped = true});
  Vector<double> y(4);
  Vector<double> other(4);
  plain.model.solution(plain.x0, y);
  swapped.model.solution(swapped.x0, other);
  CHECK((y - other).norm() < 1e-12);
  CHECK((answer(plain, plain.x0) - answer(swapped, plain.x0)).norm() > 1e-2);
}

TEST_CASE("a decoupled lower level has one solution for every x") {
  const Instance instance = make_problem({.decoupled = true});
  Vector<double> y(4);
  Vector<double> other(4);
  instance.model.solution(instance.x0, y);
  instance.model.solution((instance.x0.array() + 3).matrix(), other);
  CHECK((y - other).norm() < 1e-12);
  Vector<double> product(3);
  instance.model.jvp(instance.x0, y, Vector<double>::Ones(4), product);
  CHECK(product.norm() == 0);
}

TEST_CASE("an upper level alone has grad_x f as its hyper-gradient") {
  const Instance instance = make_problem({.upper_only = true});
  Vector<double> direct(3);
  instance.model.grad_x_f(instance.x0, instance.y0, direct);
  CHECK((answer(instance, instance.x0) - direct).norm() < 1e-12);
}

TEST_CASE("the start is as far from x* as asked, and stationary at 0") {
  for (std::uint32_t number = 1; number <= 20; ++number) {
    const Instance still = make_problem({.start = 0, .number = number});
    CHECK(answer(still, still.x0).norm() < 1e-10);
    const Instance away = make_problem({.start = 1.5, .number = number});
    const Vector<double> gradient = answer(away, away.x0); // curvatures of phi are from 1 to 2
    CHECK(gradient.norm() >= 1.5 - 1e-9);
    CHECK(gradient.norm() <= 3 + 1e-9);
    CHECK(answer(away, Vector<double>::Zero(3)).norm() > 0.5); // x* is not where all zeros are
  }
}

TEST_CASE("another number is another problem, of the same condition and with nothing missing") {
  std::set<double> slopes;
  std::set<double> starts;
  for (std::uint32_t number = 1; number <= 50; ++number) {
    for (const auto& [dx, dy] : std::vector<std::pair<int, int>>{{3, 4}, {1, 1}, {1, 60}, {4, 2}}) {
      const Problem problem{.dx = dx, .dy = dy, .kappa = dy == 1 ? 1.0 : 10.0, .number = number};
      const Instance instance = make_problem(problem);
      CHECK(instance.facts.kappa() == Approx(problem.kappa));
      CHECK(instance.facts.smoothness <= 2 + 1e-9);
      CHECK(instance.facts.start_distance == Approx(1));
      Vector<double> y(dy);
      Vector<double> direct(dx);
      instance.model.solution(instance.x0, y);
      CHECK((y - instance.y0).norm() == Approx(1));
      instance.model.grad_x_f(instance.x0, y, direct);
      CHECK(direct.norm() >= 0.1);
      CHECK((answer(instance, instance.x0) - direct).norm() >= 0.1);
      if (dx == 3) {
        slopes.insert(instance.facts.solution_slope);
        starts.insert(instance.x0(0));
      }
    }
  }
  CHECK(slopes.size() == 50);
  CHECK(starts.size() == 50);
}

TEST_CASE("a check's problem follows from the seed, and two checks have two") {
  CHECK(problem_number(1, "limits/order") == problem_number(1, "limits/order"));
  CHECK(problem_number(1, "limits/order") != problem_number(2, "limits/order"));
  CHECK(problem_number(1, "limits/order") != problem_number(1, "limits/leading"));
}

TEST_CASE("a counterexample shrinks to the smallest on which it still fails") {
  const Problem smallest =
      smallest_failing({}, [](const Problem& problem) { return problem.dy >= 2; });
  CHECK(smallest.dx == 1);
  CHECK(smallest.dy == 2);
  CHECK(smallest.kappa == 1);
  CHECK(smallest_failing({}, [](const Problem&) { return false; }) == Problem{});
  CHECK(to_string(Problem{.dx = 1, .dy = 2, .kappa = 1, .curvature = 0}) ==
        "quadratic, dx = 1, dy = 2, kappa = 1, f affine in y");
}

TEST_CASE("the stationary point of a generated problem is one") {
  for (const std::uint32_t number : {1U, 7U}) {
    const Problem problem{.number = number};
    const Instance instance = make_problem(problem);
    Vector<double> gradient(problem.dx);
    instance.model.hypergradient(stationary_point(problem), gradient);
    CHECK(gradient.norm() < 1e-12);
  }
}
